package chorus.fake.twilio;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Twilio's side of the counter where accounts and numbers are kept, without a socket: what is asked, and what
/// is answered. Knows accounts, numbers, caller ids, numbers for sale and prices; refuses, is busy and breaks
/// down as told.
public final class TwilioAccountDesk {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ACCOUNT = Pattern.compile("/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})(\\.json|/.*)");
    private static final Pattern NUMBER = Pattern.compile("/IncomingPhoneNumbers/(PN[0-9a-f]{32})\\.json");
    private static final Pattern FOR_SALE =
            Pattern.compile("/AvailablePhoneNumbers/([A-Z]{2})/(Local|TollFree|Mobile)\\.json");
    private static final Pattern PRICES = Pattern.compile("/v1/PhoneNumbers/Countries/([A-Z]{2})");

    private final List<TwilioAccount> accounts = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Trouble> troubles = new ArrayList<>();
    private volatile String monthly = "1.15";
    private volatile Pattern pondered = Pattern.compile("(?!)");
    private volatile CountDownLatch until = new CountDownLatch(0);
    private volatile Pattern brokenAfter = Pattern.compile("(?!)");

    /// @param fields of the query or the form
    public record Ask(String method, String path, Map<String, List<String>> fields, String user, String password) {
        Optional<String> field(String name) {
            return Optional.ofNullable(fields.get(name)).map(List::getFirst);
        }
    }

    /// @param body   JSON; empty for none
    /// @param silent the connection is closed in the place of an answer
    public record Reply(int status, String body, boolean silent) {
        static Reply of(int status, ObjectNode body) {
            return new Reply(status, body.toString(), false);
        }

        static Reply error(int status, int code, String message) {
            return of(
                    status,
                    JSON.createObjectNode()
                            .put("code", code)
                            .put("message", message)
                            .put("more_info", "https://www.twilio.com/docs/errors/" + code)
                            .put("status", status));
        }
    }

    /// What goes wrong with some requests.
    ///
    /// @param carriedOut done although nobody hears of it
    private record Trouble(Pattern request, Optional<Reply> reply, boolean carriedOut, AtomicInteger left) {}

    public TwilioAccount account(String sid, String token) {
        var account = new TwilioAccount(sid, token);
        accounts.add(account);
        return account;
    }

    /// Every request so far: `POST /IncomingPhoneNumbers/PN….json VoiceUrl=…`.
    public List<String> asked() {
        return List.copyOf(asked);
    }

    public long asked(String begin) {
        return asked.stream().filter(one -> one.startsWith(begin)).count();
    }

    public void price(String perMonth) {
        monthly = perMonth;
    }

    /// Answers requests such as `POST /Incoming.*` with an error of Twilio's, some times.
    public void refuse(String request, int status, int code, String message, int times) {
        trouble(new Trouble(
                Pattern.compile(request),
                Optional.of(Reply.error(status, code, message)),
                false,
                new AtomicInteger(times)));
    }

    /// Closes the connection before such a request is looked at, or when it has been carried out.
    public void hangUp(String request, boolean carriedOut, int times) {
        trouble(new Trouble(Pattern.compile(request), Optional.empty(), carriedOut, new AtomicInteger(times)));
    }

    /// Nobody is there, until [#recover].
    public void breakDown() {
        hangUp(".*", false, Integer.MAX_VALUE);
    }

    /// Carries out such a request, and is not there anymore, until [#recover].
    public void breakDownOnce(String request) {
        trouble(new Trouble(Pattern.compile(request), Optional.empty(), true, new AtomicInteger(1)));
        brokenAfter = Pattern.compile(request);
    }

    /// Thinks about such requests until somebody counts down, or for ten seconds.
    public void ponder(String request, CountDownLatch latch) {
        until = latch;
        pondered = Pattern.compile(request);
    }

    private void ponder(String request) {
        if (pondered.matcher(request).matches()) {
            try {
                var _ = until.await(10, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    public void recover() {
        brokenAfter = Pattern.compile("(?!)");
        synchronized (troubles) {
            troubles.clear();
        }
    }

    private void trouble(Trouble trouble) {
        synchronized (troubles) {
            troubles.add(trouble);
        }
    }

    public Reply answer(Ask ask) {
        var matcher = ACCOUNT.matcher(ask.path());
        var below = matcher.matches() ? matcher.group(2) : ask.path();
        asked.add((ask.method() + " " + below + " " + shown(ask.fields())).strip());
        ponder(ask.method() + " " + below);
        var trouble = next(ask.method() + " " + below);
        if (trouble.isEmpty()) {
            return reply(ask, matcher);
        }
        if (trouble.get().carriedOut()) {
            reply(ask, matcher);
        }
        if (brokenAfter.matcher(ask.method() + " " + below).matches()) {
            breakDown();
        }
        return trouble.get().reply().orElseGet(() -> new Reply(0, "", true));
    }

    private Optional<Trouble> next(String request) {
        synchronized (troubles) {
            var found = troubles.stream()
                    .filter(one -> one.left().get() > 0)
                    .filter(one -> one.request().matcher(request).matches())
                    .findFirst();
            found.ifPresent(one -> one.left().decrementAndGet());
            return found;
        }
    }

    private Reply reply(Ask ask, Matcher inAccount) {
        var account = accounts.stream()
                .filter(one -> one.isProvedBy(ask.user(), ask.password()))
                .findFirst();
        if (account.isEmpty()) {
            return Reply.error(401, 20003, "Authenticate");
        }
        var prices = PRICES.matcher(ask.path());
        if (prices.matches()) {
            return Reply.of(200, prices(prices.group(1)));
        }
        if (!inAccount.matches() || !inAccount.group(1).equals(account.get().sid())) {
            return missing(ask);
        }
        return reply(ask, account.get(), inAccount.group(2));
    }

    private Reply reply(Ask ask, TwilioAccount account, String below) {
        var number = NUMBER.matcher(below);
        var forSale = FOR_SALE.matcher(below);
        if (below.equals(".json")) {
            return account.isAccountItself(ask.user())
                    ? Reply.of(200, account.described())
                    : Reply.error(401, 20003, "Authenticate");
        }
        if (number.matches()) {
            return ofNumber(ask, account, number.group(1));
        }
        if (forSale.matches()) {
            return Reply.of(200, list("available_phone_numbers", account.forSale(forSale.group(1), ask)));
        }
        return switch (ask.method() + " " + below) {
            case "GET /IncomingPhoneNumbers.json" -> Reply.of(200, page(ask, account));
            case "POST /IncomingPhoneNumbers.json" -> account.buy(ask);
            case "GET /OutgoingCallerIds.json" -> Reply.of(200, list("outgoing_caller_ids", account.callerIds(ask)));
            default -> missing(ask);
        };
    }

    private static Reply ofNumber(Ask ask, TwilioAccount account, String sid) {
        var found = account.number(sid);
        if (found.isEmpty()) {
            return missing(ask);
        }
        return switch (ask.method()) {
            case "GET" -> Reply.of(200, found.get().described());
            case "POST" -> {
                found.get().set(ask.fields());
                yield Reply.of(200, found.get().described());
            }
            case "DELETE" -> {
                account.release(sid);
                yield new Reply(204, "", false);
            }
            default -> missing(ask);
        };
    }

    /// As Twilio pages: a part of the number is enough, and the rest is on the next page.
    private static ObjectNode page(Ask ask, TwilioAccount account) {
        var size = ask.field("PageSize").map(Integer::parseInt).orElse(50);
        var page = ask.field("Page").map(Integer::parseInt).orElse(0);
        var all = account.numbersLike(ask.field("PhoneNumber").orElse(""));
        var some = all.stream().skip((long) page * size).limit(size);
        var listed = list("incoming_phone_numbers", some.map(TwilioNumber::described));
        var isLast = (page + 1) * size >= all.size();
        listed.put("page", page).put("page_size", size);
        listed.put(
                "next_page_uri",
                isLast ? null : ask.path() + "?PageSize=" + size + "&Page=" + (page + 1) + "&PageToken=PAx");
        return listed;
    }

    private ObjectNode prices(String country) {
        var prices = JSON.createObjectNode().put("country", country).put("iso_country", country);
        prices.put("price_unit", "USD");
        var types = prices.putArray("phone_number_prices");
        types.addObject().put("number_type", "local").put("base_price", "2.00").put("current_price", monthly);
        types.addObject()
                .put("number_type", "toll free")
                .put("base_price", "3.00")
                .put("current_price", "2.15");
        return prices;
    }

    private static ObjectNode list(String name, Stream<ObjectNode> items) {
        var body = JSON.createObjectNode();
        var array = body.putArray(name);
        items.forEach(array::add);
        return body;
    }

    private static Reply missing(Ask ask) {
        return Reply.error(404, 20404, "The requested resource " + ask.path() + " was not found");
    }

    private static String shown(Map<String, List<String>> fields) {
        return String.join(
                "&",
                fields.entrySet().stream()
                        .flatMap(field -> field.getValue().stream().map(value -> field.getKey() + "=" + value))
                        .toList());
    }
}
