package chorus.fake;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private final List<Record> known = new CopyOnWriteArrayList<>();
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

    public void forget() {
        known.clear();
    }

    /// Answers SERVFAIL to a question from now on.
    public void breaks(String name, int type) {
        broken.add(name + " " + Type.string(type));
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
        asked.add(question.getName() + " " + Type.string(question.getType()));
        var answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        if (broken.contains(question.getName() + " " + Type.string(question.getType()))) {
            answer.getHeader().setRcode(Rcode.SERVFAIL);
            return answer;
        }
        if (of(question.getName()).isEmpty()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        addTo(answer, question.getName(), question.getType());
        return answer;
    }

    private void addTo(Message answer, Name name, int type) {
        for (var entry : of(name)) {
            if (entry.getType() == type) {
                answer.addRecord(entry, Section.ANSWER);
            } else if (entry instanceof CNAMERecord alias) {
                answer.addRecord(entry, Section.ANSWER);
                addTo(answer, alias.getTarget(), type);
            }
        }
    }

    private List<Record> of(Name name) {
        return known.stream().filter(entry -> entry.getName().equals(name)).toList();
    }
}
