package chorus.fake;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/// A DNS server on loopback that knows what it was told.
public final class NameServer implements AutoCloseable {
    /// Every question asked: `sip.example.com. SRV`.
    public final List<String> asked = new CopyOnWriteArrayList<>();

    private final List<Record> known = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> broken = new ConcurrentHashMap<>();
    private final DatagramSocket socket;

    public NameServer() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        Thread.startVirtualThread(this::serve);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /// Learns a record: `tell("_sip._udp.example.com.", Type.SRV, 60, "10 5 5060 a.example.com.")`.
    public void tell(String name, int type, int ttl, String data) {
        try {
            known.add(Record.fromString(Name.fromString(name), type, DClass.IN, ttl, data, Name.root));
        } catch (IOException e) {
            throw new IllegalArgumentException("That is no record of type " + Type.string(type) + ": " + data, e);
        }
    }

    /// Answers this question with an error from now on: `breaks("_sip._udp.example.com. SRV")`.
    public void breaks(String question) {
        breaks(question, Rcode.SERVFAIL);
    }

    public void breaks(String question, int rcode) {
        broken.put(question, rcode);
    }

    public void mends() {
        broken.clear();
    }

    public void forget() {
        known.clear();
    }

    @Override
    public void close() {
        socket.close();
    }

    private void serve() {
        var packet = new DatagramPacket(new byte[4096], 4096);
        while (!socket.isClosed()) {
            try {
                packet.setLength(4096);
                socket.receive(packet);
                var answer = answer(new Message(Arrays.copyOf(packet.getData(), packet.getLength())))
                        .toWire();
                socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException _) {
                // closed, or nothing that can be answered
            }
        }
    }

    private Message answer(Message query) {
        var question = query.getQuestion();
        var words = question.getName() + " " + Type.string(question.getType());
        asked.add(words);
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        if (broken.containsKey(words)) {
            answer.getHeader().setRcode(broken.get(words));
            return answer;
        }
        var owned = owned(question.getName());
        if (owned.isEmpty()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        for (var alias = alias(owned); alias.isPresent(); alias = alias(owned)) {
            answer.addRecord(alias.get(), Section.ANSWER);
            owned = owned(alias.get().getTarget());
        }
        owned.stream()
                .filter(entry -> entry.getType() == question.getType())
                .forEach(entry -> answer.addRecord(entry, Section.ANSWER));
        return answer;
    }

    private List<Record> owned(Name name) {
        return known.stream().filter(entry -> entry.getName().equals(name)).toList();
    }

    private static Optional<CNAMERecord> alias(List<Record> owned) {
        return owned.stream()
                .filter(CNAMERecord.class::isInstance)
                .map(CNAMERecord.class::cast)
                .findFirst();
    }
}
