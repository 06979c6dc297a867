package chorus.provider.sip;

import chorus.call.Ladder;
import chorus.call.Ladders;
import chorus.sip.SipCore;
import chorus.sip.SipEndpoint;
import chorus.sip.SipLimits;
import chorus.sip.SipOptions;
import chorus.sip.dialog.DialogListener;
import chorus.sip.dialog.Ended;
import chorus.sip.dialog.IncomingInvite;
import chorus.sip.dialog.Reoffer;
import chorus.sip.message.SipMessage;
import chorus.sip.message.SipRequest;
import chorus.sip.transport.Source;
import chorus.sip.transport.Tap;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// What ladders cost a call, or counting strangers a packet of theirs: processor time of the SIP loop and of the
/// process,
/// with and without in turns within one process. For `src/bench/doctor-cost.sh`.
final class DoctorCost implements SipCore, Tap {
    private static final String SDP = String.join(
            "\r\n",
            "v=0",
            "o=- 1 1 IN IP4 127.0.0.1",
            "s=-",
            "c=IN IP4 127.0.0.1",
            "t=0 0",
            "m=audio 40000 RTP/AVP 0",
            "");

    private final boolean admitting;
    private final LiveLadders ladders = new LiveLadders();
    private final Strangers strangers = new Strangers(Clock.systemUTC());
    private final LongAdder deeds = new LongAdder();
    private volatile Thread loop = Thread.currentThread();
    private volatile boolean on;

    private DoctorCost(boolean admitting) {
        this.admitting = admitting;
    }

    /// @param arguments `ladders` or `strangers`, port, rounds, seconds of each half, where to write the result
    public static void main(String... arguments) throws InterruptedException, IOException {
        var cost = new DoctorCost(arguments[0].equals("ladders"));
        var limits = new SipLimits(20_000, 200_000, 100, 100, 600);
        var here = InetAddress.ofLiteral("127.0.0.1");
        var options = new SipOptions(here, Integer.parseInt(arguments[1]), Optional.empty(), "Chorus", limits);
        try (var _ = SipEndpoint.open(options, cost);
                var _ = LadderKeeper.start(cost.ladders, new Nowhere(), Duration.ofDays(1), Clock.systemUTC())) {
            var result = cost.measure(Integer.parseInt(arguments[2]), Integer.parseInt(arguments[3]));
            Files.writeString(Path.of(arguments[4]), result);
        }
    }

    private String measure(int rounds, int seconds) throws InterruptedException {
        half(seconds * 4);
        var pairs = new ArrayList<double[]>();
        for (var round = 0; round < rounds; round++) {
            on = round % 2 == 0;
            var first = half(seconds);
            on = !on;
            var second = half(seconds);
            pairs.add(on ? join(first, second) : join(second, first));
        }
        return said("loop", pairs, 0)
                + said("process", pairs, 1)
                + "%d a second%n".formatted(Math.round(median(pairs, 4)));
    }

    /// Microseconds of the loop and of the process for each deed, and deeds a second.
    private double[] half(int seconds) throws InterruptedException {
        var threads = ManagementFactory.getThreadMXBean();
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var done = deeds.sum();
        var cpu = threads.getThreadCpuTime(loop.threadId());
        var all = system.getProcessCpuTime();
        var _ = new CountDownLatch(1).await(seconds, TimeUnit.SECONDS);
        var more = Math.max(1, deeds.sum() - done);
        return new double[] {
            (threads.getThreadCpuTime(loop.threadId()) - cpu) / 1e3 / more,
            (system.getProcessCpuTime() - all) / 1e3 / more,
            (double) more / seconds
        };
    }

    private static double[] join(double[] off, double[] on) {
        return new double[] {off[0], off[1], on[0], on[1], on[2]};
    }

    private static String said(String what, List<double[]> pairs, int column) {
        var off = median(pairs, column);
        var differences = pairs.stream()
                .map(pair -> new double[] {pair[column + 2] - pair[column]})
                .toList();
        var difference = median(differences, 0);
        return String.format(
                Locale.ROOT,
                "%s: %.2f us without, %.2f us with; paired difference %+.2f us (%+.1f %%), medians of %d pairs%n",
                what,
                off,
                median(pairs, column + 2),
                difference,
                100 * difference / off,
                pairs.size());
    }

    private static double median(List<double[]> rows, int column) {
        var sorted = rows.stream().mapToDouble(row -> row[column]).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public Tap tap() {
        return this;
    }

    @Override
    public boolean admits(InetAddress source, Transport transport) {
        return admitting;
    }

    @Override
    public void dropped(Source source, ByteBuffer bytes) {
        loop = Thread.currentThread();
        deeds.increment();
        if (on) {
            strangers.dropped(source, bytes);
        }
    }

    @Override
    public void received(SipMessage message, byte[] bytes, Source source) {
        if (on) {
            ladders.received(message, bytes, source);
        }
    }

    @Override
    public void sent(String callId, byte[] bytes, Target target) {
        if (on) {
            ladders.sent(callId, bytes, target);
        }
    }

    @Override
    public void invited(IncomingInvite invite) {
        loop = Thread.currentThread();
        var id = UUID.randomUUID();
        if (on) {
            ladders.belongsTo(invite.request(), id, id, Instant.now());
        }
        invite.ring();
        invite.answer(SDP, new Talk(id));
    }

    private final class Talk implements DialogListener {
        private final UUID id;

        private Talk(UUID id) {
            this.id = id;
        }

        @Override
        public void confirmed(Optional<String> answer) {}

        @Override
        public void reoffered(Reoffer reoffer) {
            reoffer.decline(488, "Not Acceptable Here");
        }

        @Override
        public void renewed(String sdp) {}

        @Override
        public void informed(SipRequest info) {}

        @Override
        public void ended(Ended how) {
            deeds.increment();
            ladders.over(id);
        }
    }

    /// Where ladders go without a database.
    private static final class Nowhere implements Ladders {
        @Override
        public void keep(List<Kept> kept) {}

        @Override
        public Optional<Ladder> find(UUID organizationId, UUID callId) {
            return Optional.empty();
        }

        @Override
        public int forget(Instant before) {
            return 0;
        }
    }
}
