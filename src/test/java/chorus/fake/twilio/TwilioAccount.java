package chorus.fake.twilio;

import chorus.fake.twilio.TwilioAccountDesk.Ask;
import chorus.fake.twilio.TwilioAccountDesk.Reply;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// An account at Twilio: its tokens and keys, the numbers it has and those it could buy.
public final class TwilioAccount {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String sid;
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final Map<String, String> keys = new ConcurrentHashMap<>();
    private final List<TwilioNumber> numbers = new CopyOnWriteArrayList<>();
    private final List<String> callerIds = new CopyOnWriteArrayList<>();
    private final List<String> forSale = new CopyOnWriteArrayList<>();
    private volatile String status = "active";

    TwilioAccount(String sid, String token) {
        this.sid = sid;
        tokens.add(token);
    }

    public String sid() {
        return sid;
    }

    /// As the account's owner does in the Console.
    public void changeTokens(String... now) {
        tokens.clear();
        tokens.addAll(List.of(now));
    }

    public void key(String keySid, String secret) {
        keys.put(keySid, secret);
    }

    public void becomes(String newStatus) {
        status = newStatus;
    }

    public TwilioNumber has(String e164) {
        var number = new TwilioNumber(sid, e164);
        numbers.add(number);
        return number;
    }

    public void verified(String e164) {
        callerIds.add(e164);
    }

    public void couldBuy(String... e164) {
        forSale.addAll(List.of(e164));
    }

    public List<TwilioNumber> numbers() {
        return List.copyOf(numbers);
    }

    boolean isProvedBy(String user, String password) {
        return user.equals(sid) ? tokens.contains(password) : password.equals(keys.get(user));
    }

    /// Standard API keys do not see the account itself.
    boolean isAccountItself(String user) {
        return user.equals(sid);
    }

    ObjectNode described() {
        return JSON.createObjectNode()
                .put("sid", sid)
                .put("status", status)
                .put("type", "Full")
                .put("friendly_name", "Test")
                .put("auth_token", tokens.getFirst());
    }

    Optional<TwilioNumber> number(String numberSid) {
        return numbers.stream().filter(one -> one.sid().equals(numberSid)).findFirst();
    }

    List<TwilioNumber> numbersLike(String part) {
        return numbers.stream().filter(one -> one.e164().contains(part)).toList();
    }

    Stream<ObjectNode> callerIds(Ask ask) {
        var part = ask.field("PhoneNumber").orElse("");
        return callerIds.stream()
                .filter(one -> one.contains(part))
                .map(one -> JSON.createObjectNode().put("phone_number", one).put("friendly_name", one));
    }

    Stream<ObjectNode> forSale(String country, Ask ask) {
        var area = ask.field("AreaCode").map(code -> "+1" + code).orElse("");
        var contains = ask.field("Contains").orElse("").replace("*", "");
        return forSale.stream()
                .filter(one -> one.startsWith(area) && one.contains(contains))
                .map(one -> forSale(country, one));
    }

    Reply buy(Ask ask) {
        var wanted = ask.field("PhoneNumber").orElse("");
        if (!forSale.remove(wanted)) {
            return Reply.error(400, 21422, wanted + " is not available");
        }
        var number = has(wanted);
        number.set(ask.fields());
        return Reply.of(201, number.described());
    }

    void release(String numberSid) {
        number(numberSid).ifPresent(one -> {
            numbers.remove(one);
            forSale.add(one.e164());
        });
    }

    private static ObjectNode forSale(String country, String e164) {
        var offer = JSON.createObjectNode()
                .put("phone_number", e164)
                .put("friendly_name", e164)
                .put("locality", "Springfield")
                .put("region", "IL")
                .put("iso_country", country)
                .put("address_requirements", "none")
                .put("beta", false);
        offer.putObject("capabilities").put("voice", true).put("SMS", true).put("MMS", false);
        return offer;
    }
}
