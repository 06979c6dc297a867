package chorus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/// A NAT of the kernel's, between this network namespace and one behind it, both others our own: it gives each flow a
/// random port and forgets flows after three seconds, where usual ones take thirty.
///
/// ```
/// here 198.18.77.1 ── 198.18.77.2 router 192.168.77.1 ── 192.168.77.2 behind
/// ```
final class Nat implements AutoCloseable {
    static final String HERE = "198.18.77.1";
    static final String OUTSIDE = "198.18.77.2";
    static final String BEHIND = "192.168.77.2";
    private static final String INSIDE = "192.168.77.1";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final String tag = "cn" + ProcessHandle.current().pid() % 100_000;
    private final String router = tag + "r";
    private final String behind = tag + "p";
    private final Tool ip = Tool.named("ip", "iproute2");

    private Nat() {
        Tool.named("nft", "nftables");
    }

    /// Skips the test where namespaces cannot be made, as by anybody but root.
    static Nat made() {
        var nat = new Nat();
        if (!nat.succeeds("netns add " + nat.router)) {
            throw new TestAbortedException("network namespaces cannot be made here: " + nat.says("netns add cn"));
        }
        try {
            nat.lay();
            return nat;
        } catch (AssertionError broken) {
            nat.close();
            throw broken;
        }
    }

    private void lay() {
        does("netns add " + behind);
        does("link add %s0 type veth peer name %s1 netns %s".formatted(tag, tag, router));
        does("address add " + HERE + "/30 dev " + tag + "0");
        does("link set " + tag + "0 up");
        does("-n %s address add %s/30 dev %s1".formatted(router, OUTSIDE, tag));
        does("-n %s link set %s1 up".formatted(router, tag));
        does("-n %s link add %s2 type veth peer name %s3 netns %s".formatted(router, tag, tag, behind));
        does("-n %s address add %s/24 dev %s2".formatted(router, INSIDE, tag));
        does("-n %s link set %s2 up".formatted(router, tag));
        does("-n %s link set lo up".formatted(behind));
        does("-n %s address add %s/24 dev %s3".formatted(behind, BEHIND, tag));
        does("-n %s link set %s3 up".formatted(behind, tag));
        does("-n %s route add default via %s".formatted(behind, INSIDE));
        inRouter("sysctl -q -w net.ipv4.ip_forward=1 net.netfilter.nf_conntrack_udp_timeout=3"
                + " net.netfilter.nf_conntrack_udp_timeout_stream=3");
        inRouter("nft add table ip nat");
        inRouter("nft add chain ip nat out { type nat hook postrouting priority 100 ; }");
        inRouter("nft add rule ip nat out oifname " + tag + "1 masquerade random");
    }

    /// Runs a program of ours behind the NAT, to its end, which must be a success.
    void runs(Class<?> program, Duration limit, String... arguments) {
        var words = new ArrayList<>(List.of("netns", "exec", behind, javaHere(), "-cp"));
        words.add(System.getProperty("java.class.path"));
        words.add(program.getName());
        words.addAll(List.of(arguments));
        ip.succeeds("nat-" + arguments[0], limit, words);
    }

    @Override
    public void close() {
        var _ = succeeds("netns delete " + behind);
        var _ = succeeds("netns delete " + router);
        var _ = succeeds("link delete " + tag + "0");
    }

    private void inRouter(String words) {
        does("netns exec " + router + " " + words);
    }

    private void does(String words) {
        assertThat(succeeds(words))
                .as(() -> "ip " + words + "; it said: " + says(words))
                .isTrue();
    }

    private boolean succeeds(String words) {
        try {
            ip.succeeds("nat", LIMIT, List.of(words.split(" ", -1)));
            return true;
        } catch (AssertionError refused) {
            return false;
        }
    }

    private String says(String words) {
        return ip.says("nat", LIMIT, List.of(words.split(" ", -1)));
    }

    private static String javaHere() {
        return ProcessHandle.current().info().command().orElse("java");
    }
}
