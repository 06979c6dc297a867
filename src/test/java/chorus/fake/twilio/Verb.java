package chorus.fake.twilio;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/// One verb of a TwiML document: what Twilio does next with a call.
sealed interface Verb {
    /// @param reason `busy` or `rejected`
    record Reject(String reason) implements Verb {}

    record Connect(String url, Map<String, String> parameters, String status, String action) implements Verb {}

    record Say(String sentence) implements Verb {}

    record Dial(String to, String callerId, int timeout, String action, String status, String events) implements Verb {}

    record Hangup() implements Verb {}

    /// Reads a document as strictly as Twilio does: names are case sensitive, what is unknown is an error (12100).
    static List<Verb> parse(String twiml) {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var root = factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(twiml.getBytes(StandardCharsets.UTF_8)))
                    .getDocumentElement();
            if (!root.getTagName().equals("Response")) {
                throw new IllegalArgumentException("12100: the document is no Response but " + root.getTagName());
            }
            var verbs = new ArrayList<Verb>();
            elements(root).forEach(element -> verbs.add(verb(element)));
            return verbs;
        } catch (SAXException | IOException | ParserConfigurationException e) {
            throw new IllegalArgumentException("12100: " + e.getMessage() + " in " + twiml, e);
        }
    }

    private static Verb verb(Element element) {
        return switch (element.getTagName()) {
            case "Reject" -> new Reject(element.hasAttribute("reason") ? element.getAttribute("reason") : "rejected");
            case "Connect" -> connect(element);
            case "Say" -> new Say(element.getTextContent());
            case "Dial" -> dial(element);
            case "Hangup" -> new Hangup();
            default -> throw new IllegalArgumentException("12100: there is no verb " + element.getTagName());
        };
    }

    private static Verb connect(Element element) {
        var stream = only(element, "Stream");
        var url = stream.getAttribute("url");
        if (!url.matches("wss?://[^?]+")) {
            throw new IllegalArgumentException("31920/31922: a stream's URL is wss and has no query, not " + url);
        }
        var parameters = new HashMap<String, String>();
        elements(stream).forEach(parameter -> parameters.put(checked(parameter, "name"), checked(parameter, "value")));
        return new Connect(url, parameters, stream.getAttribute("statusCallback"), element.getAttribute("action"));
    }

    private static Verb dial(Element element) {
        var number = only(element, "Number");
        return new Dial(
                number.getTextContent(),
                element.getAttribute("callerId"),
                element.hasAttribute("timeout") ? Integer.parseInt(element.getAttribute("timeout")) : 30,
                element.getAttribute("action"),
                number.getAttribute("statusCallback"),
                number.getAttribute("statusCallbackEvent"));
    }

    private static String checked(Element parameter, String attribute) {
        var value = parameter.getAttribute(attribute);
        if (value.isEmpty() || value.length() >= 500) {
            throw new IllegalArgumentException("a Parameter's " + attribute + " has 1 to 499 characters");
        }
        return value;
    }

    private static Element only(Element parent, String name) {
        var children = elements(parent);
        if (children.size() != 1 || !children.getFirst().getTagName().equals(name)) {
            throw new IllegalArgumentException("12200: " + parent.getTagName() + " holds exactly one " + name);
        }
        return children.getFirst();
    }

    private static List<Element> elements(Node parent) {
        var found = new ArrayList<Element>();
        var children = parent.getChildNodes();
        for (var i = 0; i < children.getLength(); i++) {
            if (children.item(i) instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }
}
