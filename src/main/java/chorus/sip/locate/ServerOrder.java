package chorus.sip.locate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.xbill.DNS.SRVRecord;

/// The order in which the servers of a service are tried (RFC 2782): by priority, among equals by lot and weight.
final class ServerOrder {
    private static final int MOST = 16;

    private ServerOrder() {}

    static List<SRVRecord> of(List<SRVRecord> servers, RandomGenerator random) {
        var left = new ArrayList<>(servers);
        left.sort(Comparator.comparingInt(SRVRecord::getPriority).thenComparingInt(SRVRecord::getWeight));
        var ordered = new ArrayList<SRVRecord>();
        while (!left.isEmpty() && ordered.size() < MOST) {
            ordered.add(left.remove(drawn(left, random)));
        }
        return ordered;
    }

    private static int drawn(List<SRVRecord> left, RandomGenerator random) {
        var priority = left.getFirst().getPriority();
        var equals = left.stream().filter(server -> server.getPriority() == priority).toList();
        var lot = random.nextInt(equals.stream().mapToInt(SRVRecord::getWeight).sum() + 1);
        var sum = 0;
        for (var i = 0; i < equals.size(); i++) {
            sum += equals.get(i).getWeight();
            if (sum >= lot) {
                return i;
            }
        }
        return 0;
    }
}
