package chorus.api;

import java.io.StringReader;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// What a TwiML document orders for a running call, as far as it can be done to a call of any provider: hand it over
/// or end it.
///
/// ```xml
/// <Response><Dial><Number>+14155550123</Number></Dial></Response>
/// ```
sealed interface TwimlOrder {
    /// The far side is handed to this number or extension.
    record Dial(String to) implements TwimlOrder {}

    record HangUp() implements TwimlOrder {}

    /// @param code Twilio's code for what is wrong
    record Unfit(int code, String why) implements TwimlOrder {}

    int LONGEST = 4_000;

    static TwimlOrder read(String document) {
        if (document.length() > LONGEST) {
            return new Unfit(12100, "Twiml holds at most " + LONGEST + " characters.");
        }
        try {
            var xml = Reading.FACTORY.createXMLStreamReader(new StringReader(document));
            try {
                return Reading.response(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            return new Unfit(12100, "Twiml is no well-formed XML.");
        }
    }

    /// The first verb decides; what follows a transfer would run only if that failed, and then the call is the agent's
    /// again.
    final class Reading {
        private static final XMLInputFactory FACTORY = factory();
        private static final Set<String> NOUNS = Set.of("Number", "Sip");

        private Reading() {}

        private static TwimlOrder response(XMLStreamReader xml) throws XMLStreamException {
            xml.nextTag();
            if (!xml.getLocalName().equals("Response")) {
                return new Unfit(12100, "Twiml begins with <Response>.");
            }
            if (xml.nextTag() == XMLStreamConstants.END_ELEMENT) {
                return new HangUp();
            }
            var verb = xml.getLocalName();
            return switch (verb) {
                case "Hangup" -> new HangUp();
                case "Dial" -> dial(xml);
                default -> new Unfit(12200, "<" + verb + "> cannot be done here: <Dial> and <Hangup> can.");
            };
        }

        private static TwimlOrder dial(XMLStreamReader xml) throws XMLStreamException {
            var to = new StringBuilder();
            for (var depth = 1; depth > 0; ) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (!NOUNS.contains(xml.getLocalName())
                                || !to.toString().isBlank()) {
                            return new Unfit(12200, "<Dial> takes one number here, or one <Number> or <Sip>.");
                        }
                        depth++;
                    }
                    case XMLStreamConstants.END_ELEMENT -> depth--;
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> to.append(xml.getText());
                    default -> {
                        // Comments and the like say nothing.
                    }
                }
            }
            return new Dial(bare(to.toString().strip()));
        }

        /// `sip:1000@pbx.example.com` means the extension of the call's own PBX: no other is dialled from here.
        private static String bare(String to) {
            var at = to.indexOf('@');
            return to.startsWith("sip:") && at > 4 ? to.substring(4, at) : to;
        }

        private static XMLInputFactory factory() {
            var factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            return factory;
        }
    }
}
