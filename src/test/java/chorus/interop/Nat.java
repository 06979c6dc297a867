package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A NAT of the kernel's in a network namespace, between this one and one beyond, both others our own.
///
/// ```
///   behind            the NAT                       outside
///   192.168.77.2 ──── 192.168.77.1   198.18.77.2 ──── 198.18.77.1
/// ```
/// It gives each flow a random port, lets in only what belongs to a flow from behind, and forgets flows that were
/// silent
/// for so long.
final class Nat implements AutoCloseable {
    static final String BEHIND = "192.168.77.2";
    static final String OUTSIDE = "198.18.77.1";
    /// Under which those behind are seen from outside.
    static final String FACE = "198.18.77.2";

    private static final String GATE = "192.168.77.1";
    private static final String WORLD = "198.18.77.0/30";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final String tag = "cn" + ProcessHandle.current().pid() % 100_000;
    private final String router = tag + "r";
    private final String beyond = tag + "b";
    private final Tool ip = Tool.named("ip", "iproute2");

    private Nat() {
        Tool.named("nft", "nftables");
    }

    /// One that we are behind.
    static Nat beforeUs(Duration remembers) {
        return made(BEHIND, GATE, FACE, OUTSIDE, remembers);
    }

    /// One that those beyond are behind.
    static Nat beforeThem(Duration remembers) {
        return made(OUTSIDE, FACE, GATE, BEHIND, remembers);
    }

    /// Runs a program of ours beyond the NAT, to its end, which must be a success.
    void runs(Class<?> program, Duration limit, String... arguments) {
        ip.succeeds("nat-" + program.getSimpleName(), limit, command(program, arguments));
    }

    /// Starts a program of ours beyond the NAT, which its caller tells what to do, and ends.
    Process starts(Class<?> program, String... arguments) {
        var home = Path.of("target").toAbsolutePath();
        return ip.startAtHome("nat-" + program.getSimpleName(), home, command(program, arguments));
    }

    /// What a program beyond has said so far.
    static String said(Class<?> program) {
        return Tool.said("nat-" + program.getSimpleName());
    }

    @Override
    public void close() {
        attempt("netns delete " + beyond);
        attempt("netns delete " + router);
        attempt("link delete " + tag + "0");
    }

    private static Nat made(String here, String near, String far, String there, Duration remembers) {
        var nat = new Nat();
        var refusal = nat.attempt("netns add " + nat.router);
        if (!refusal.isEmpty()) {
            throw Tool.lacking("network namespaces cannot be made here, which takes root: " + refusal);
        }
        try {
            nat.lay(here, near, far, there);
            nat.translate(near.equals(FACE) ? nat.tag + "1" : nat.tag + "2", remembers.toSeconds());
            return nat;
        } catch (AssertionError broken) {
            nat.close();
            throw broken;
        }
    }

    private void lay(String here, String near, String far, String there) {
        does("netns add " + beyond);
        does("link add %s0 type veth peer name %s1 netns %s".formatted(tag, tag, router));
        does("-n %s link add %s2 type veth peer name %s3 netns %s".formatted(router, tag, tag, beyond));
        does("address add %s/30 dev %s0".formatted(here, tag));
        does("-n %s address add %s/30 dev %s1".formatted(router, near, tag));
        does("-n %s address add %s/30 dev %s2".formatted(router, far, tag));
        does("-n %s address add %s/30 dev %s3".formatted(beyond, there, tag));
        does("link set " + tag + "0 up");
        does("-n %s link set %s1 up".formatted(router, tag));
        does("-n %s link set %s2 up".formatted(router, tag));
        does("-n %s link set lo up".formatted(beyond));
        does("-n %s link set %s3 up".formatted(beyond, tag));
        does("-n %s route add default via %s".formatted(beyond, far));
        if (here.equals(BEHIND)) {
            does("route add " + WORLD + " via " + near);
        }
    }

    private void translate(String outside, long seconds) {
        inRouter("echo 1 > /proc/sys/net/ipv4/ip_forward");
        inRouter("nft add table ip nat");
        inRouter("nft add chain ip nat out '{ type nat hook postrouting priority 100 ; }'");
        inRouter("nft add rule ip nat out oifname " + outside + " masquerade random");
        inRouter("nft add chain ip nat in '{ type filter hook forward priority 0 ; }'");
        inRouter("nft add rule ip nat in iifname " + outside + " ct state != established drop");
        inRouter("echo " + seconds + " > /proc/sys/net/netfilter/nf_conntrack_udp_timeout");
        inRouter("echo " + seconds + " > /proc/sys/net/netfilter/nf_conntrack_udp_timeout_stream");
    }

    private void inRouter(String command) {
        ip.succeeds("nat", LIMIT, List.of("netns", "exec", router, "sh", "-c", command));
    }

    private void does(String words) {
        assertThat(attempt(words)).as("refusal of ip " + words).isEmpty();
    }

    /// What it said, which is nothing when it succeeded.
    private String attempt(String words) {
        return ip.says("nat", LIMIT, List.of(words.split(" ", -1)));
    }

    private List<String> command(Class<?> program, String... arguments) {
        var java = ProcessHandle.current().info().command().orElse("java");
        var words = new ArrayList<>(List.of("netns", "exec", beyond, java, "-Xmx256m", "-XX:TieredStopAtLevel=1"));
        words.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        words.addAll(List.of(arguments));
        return words;
    }
}
