package chorus.fake;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
        var owned = known.stream()
                .filter(entry -> entry.getName().equals(question.getName()))
                .toList();
        if (owned.isEmpty()) {
            answer.getHeader().setRcode(Rcode.NXDOMAIN);
        }
        owned.stream()
                .filter(entry -> entry.getType() == question.getType())
                .forEach(entry -> answer.addRecord(entry, Section.ANSWER));
        return answer;
    }
}
