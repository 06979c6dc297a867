package chorus.api;

import chorus.api.ShopAccounts.Found;
import chorus.phonebook.FieldProblem;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.PhoneNumbers.Stored;
import chorus.phonebook.Purchases;
import chorus.phonebook.Purchases.Purchase;
import chorus.provider.NumberShop;
import chorus.provider.NumberShop.Answer.NotNow;
import chorus.provider.NumberShop.Answer.Refused;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// Buys a number and connects it, in one step that costs money.
///
/// In this order, so that a crash anywhere leaves nothing bought twice, and nothing bought that is not here: the
/// price is looked up and must be the one that was seen; the order is written down under its key; the number is
/// stored; it is bought; its line is attached. The same key goes on where it stopped.
final class Provisioning {
    private final ApiParts parts;
    private final ShopAccounts accounts;
    private final Function<PhoneNumber, Map<String, Object>> view;
    private final Turns turns = new Turns();

    Provisioning(ApiParts parts, ShopAccounts accounts) {
        this.parts = parts;
        this.accounts = accounts;
        this.view = new NumberView(parts.providers())::of;
    }

    Answer provision(Request request) {
        var key = request.text("Idempotency-Key").filter(text -> text.chars().allMatch(c -> c >= ' ' && c < 0x7F));
        if (key.isEmpty()) {
            return Answer.invalid(
                    "Idempotency-Key", "is a required header: up to 200 printable characters, new for each number");
        }
        if (!ShopActions.isCountry(request.field("country").orElse(""))) {
            return Answer.invalid("country", "must be two capital letters, such as US");
        }
        var tooLarge = Sizes.check(request.body(), "metadata");
        if (tooLarge.isPresent()) {
            return tooLarge.get();
        }
        var turn = UUID.nameUUIDFromBytes((request.organization() + key.get()).getBytes(StandardCharsets.UTF_8));
        return switch (accounts.of(request)) {
            case Found.None(var answer) -> answer;
            case Found.Account account -> turns.in(turn, () -> provision(request, key.get(), account));
        };
    }

    private Answer provision(Request request, String key, Found.Account account) {
        if (!Boolean.TRUE.equals(request.body().get("confirm"))) {
            return priced(request, account, this::askToConfirm);
        }
        var order = new Order(request.organization(), key, fingerprint(request, account.number()));
        return parts.purchases()
                .find(order.organization(), key)
                .map(before -> goOn(order, before, account, request))
                .orElseGet(() -> priced(
                        request,
                        account,
                        offer -> seen(request, offer).orElseGet(() -> begin(order, account, request))));
    }

    /// Who orders, and what.
    private record Order(UUID organization, String key, String request) {}

    private Answer priced(Request request, Found.Account account, Function<NumberShop.Offer, Answer> then) {
        var country = request.field("country").orElse("");
        var kind = ShopActions.kind(request.field("type"));
        var number = account.number();
        return ShopActions.answered(account.shop().offer(number.trunk(), number.number(), country, kind), then);
    }

    private Answer askToConfirm(NumberShop.Offer offer) {
        return offer.price()
                .map(price -> withPrice(
                        Answer.error(
                                409,
                                "Nothing was bought. " + offer.number() + " costs " + price
                                        + ": to buy it, send the same again with confirm true and monthlyPrice "
                                        + price.perMonth().toPlainString() + ".",
                                List.of(new FieldProblem("confirm", "must be true"))),
                        price))
                .orElseGet(Provisioning::unpriced);
    }

    /// What stands in the way when another price was seen than there is now.
    private static Optional<Answer> seen(Request request, NumberShop.Offer offer) {
        if (offer.price().isEmpty()) {
            return Optional.of(unpriced());
        }
        var price = offer.price().get();
        var seen = request.field("monthlyPrice")
                .filter(text -> text.matches("\\d{1,6}(\\.\\d{1,6})?"))
                .map(BigDecimal::new);
        return seen.filter(amount -> amount.compareTo(price.perMonth()) == 0).isPresent()
                ? Optional.empty()
                : Optional.of(withPrice(
                        Answer.error(
                                409,
                                "Nothing was bought. " + offer.number() + " costs " + price
                                        + ", which is not the monthlyPrice that was sent.",
                                List.of(new FieldProblem(
                                        "monthlyPrice",
                                        "must be " + price.perMonth().toPlainString()))),
                        price));
    }

    private static Answer unpriced() {
        return Answer.error(
                409,
                "Nothing was bought: the provider does not tell what the number costs. Buy it there, and connect it with"
                        + " POST /v1/phone-numbers.");
    }

    private static Answer withPrice(Answer answer, NumberShop.Price price) {
        var shown = new LinkedHashMap<String, Object>();
        shown.put("monthlyPrice", price.perMonth().toPlainString());
        shown.put("setupPrice", price.once().toPlainString());
        shown.put("currency", price.currency());
        return answer.saying("price", shown);
    }

    private Answer begin(Order order, Found.Account account, Request request) {
        var now = parts.clock().instant();
        var purchase = parts.purchases()
                .order(
                        order.organization(),
                        order.key(),
                        order.request(),
                        account.number().id(),
                        now);
        return goOn(order, purchase, account, request);
    }

    private Answer goOn(Order order, Purchase purchase, Found.Account account, Request request) {
        if (!purchase.request().equals(order.request())) {
            return Answer.error(
                    409,
                    "This Idempotency-Key was used for another order: take a new one.",
                    List.of(new FieldProblem("Idempotency-Key", "was used for another order")));
        }
        var stored = parts.numbers().find(order.organization(), purchase.phoneNumberId());
        return switch (purchase.state()) {
            case BOUGHT ->
                stored.map(number -> Answer.created(view.apply(number)))
                        .orElseGet(() -> Answer.error(
                                409, "The number that was bought with this Idempotency-Key has been deleted since."));
            case ORDERED ->
                purchase.isNew()
                        ? store(order, account.number(), purchase, account.shop(), request)
                        : dearerNow(account, request)
                                .orElseGet(() -> stored.map(number -> buy(order, number, account.shop(), true, request))
                                        .orElseGet(() ->
                                                store(order, account.number(), purchase, account.shop(), request)));
            case REFUSED ->
                Answer.error(409, "This order was refused, and nothing was bought: take a new Idempotency-Key.");
        };
    }

    /// What stands in the way of an order that goes on: the number is still for sale, and not for what was seen. One
    /// that is not for sale may have been bought by this order.
    private static Optional<Answer> dearerNow(Found.Account account, Request request) {
        var number = account.number();
        var offer = account.shop()
                .offer(
                        number.trunk(),
                        number.number(),
                        request.field("country").orElse(""),
                        ShopActions.kind(request.field("type")));
        return offer instanceof NumberShop.Answer.Done(var still) ? seen(request, still) : Optional.empty();
    }

    /// Stored first, so that whatever this instance has against the number is said before money is spent.
    private Answer store(Order order, PhoneNumber wanted, Purchase purchase, NumberShop shop, Request request) {
        var number = wanted.withId(purchase.phoneNumberId());
        return switch (parts.numbers().add(number)) {
            case Stored.Refused(var problem, var conflict) -> {
                become(order, Purchases.State.REFUSED);
                yield Answer.error(conflict ? 409 : 400, "Nothing was bought.", List.of(problem));
            }
            case Stored.Saved(var saved) -> buy(order, saved, shop, !purchase.isNew(), request);
        };
    }

    private Answer buy(Order order, PhoneNumber number, NumberShop shop, boolean again, Request request) {
        var bought = shop.buy(number, again, papers(request));
        if (bought instanceof Refused) {
            become(order, Purchases.State.REFUSED);
            parts.numbers().remove(number.organizationId(), number.id()).ifPresent(parts.providers()::detach);
        }
        if (bought instanceof NotNow) {
            parts.providers().attach(number);
        }
        return ShopActions.answered(bought, _ -> {
            become(order, Purchases.State.BOUGHT);
            parts.providers().attach(number);
            return Answer.created(view.apply(number));
        });
    }

    private void become(Order order, Purchases.State state) {
        parts.purchases()
                .becomes(order.organization(), order.key(), state, parts.clock().instant());
    }

    private static Map<String, String> papers(Request request) {
        var papers = new LinkedHashMap<String, String>();
        request.field("twilioAddressSid").ifPresent(sid -> papers.put("AddressSid", sid));
        request.field("twilioBundleSid").ifPresent(sid -> papers.put("BundleSid", sid));
        return papers;
    }

    /// Of what makes it this order; no secret is in it.
    private static String fingerprint(Request request, PhoneNumber number) {
        var what = number.number() + "|" + number.trunk().provider() + "|"
                + request.field("monthlyPrice").orElse("");
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256.", e);
        }
    }
}
