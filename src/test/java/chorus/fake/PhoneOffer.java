package chorus.fake;

import java.net.InetAddress;
import java.util.List;

/// What a [SipPhone] says of its sound in session descriptions.
final class PhoneOffer {
    private List<String> codecs = List.of("PCMU", "PCMA");
    private boolean keyed = true;
    private int version;

    /// Speaks these codecs, best first.
    void speaks(List<String> names) {
        codecs = names;
    }

    /// Leaves telephone events out.
    void withoutKeys() {
        keyed = false;
    }

    /// The next description, of sound that is to come to this port.
    String next(InetAddress host, int port, String direction) {
        var formats = new StringBuilder();
        var maps = new StringBuilder();
        for (var codec : codecs) {
            var number = PhoneSound.payloadType(codec);
            formats.append(' ').append(number);
            maps.append("a=rtpmap:").append(number).append(' ').append(codec).append("/8000\r\n");
        }
        if (keyed) {
            formats.append(" 101");
            maps.append("a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-16\r\n");
        }
        var address = host.getHostAddress();
        return "v=0\r\no=phone 7 " + ++version + " IN IP4 " + address + "\r\ns=call\r\nc=IN IP4 " + address
                + "\r\nt=0 0\r\nm=audio " + port + " RTP/AVP" + formats + "\r\n" + maps + "a=ptime:20\r\na=" + direction
                + "\r\n";
    }
}
