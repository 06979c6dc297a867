package chorus.api;

import chorus.phonebook.FieldProblem;
import chorus.phonebook.PhoneNumber;
import chorus.provider.NumberShop;
import chorus.provider.NumberShop.Answer.Done;
import chorus.provider.NumberShop.Answer.NotNow;
import chorus.provider.NumberShop.Answer.Refused;
import chorus.provider.NumberShop.Kind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Numbers for sale: looked for, and given back.
final class ShopActions {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");
    private static final Pattern AREA_CODE = Pattern.compile("[0-9]{3}");
    private static final Pattern CONTAINS = Pattern.compile("[0-9*]{1,15}");

    private final ApiParts parts;
    private final ShopAccounts accounts;

    ShopActions(ApiParts parts, boolean denyPrivateTargets) {
        this.parts = parts;
        this.accounts = new ShopAccounts(parts, denyPrivateTargets);
    }

    Map<String, Action> all() {
        return Map.of(
                "listAvailablePhoneNumbers", this::search,
                "provisionPhoneNumber", new Provisioning(parts, accounts)::provision,
                "releasePhoneNumber", this::release);
    }

    private Answer search(Request request) {
        var country = request.text("country").orElse("");
        if (!isCountry(country)) {
            return Answer.invalid("country", "must be two capital letters, such as US");
        }
        if (request.text("areaCode")
                .filter(code -> !AREA_CODE.matcher(code).matches())
                .isPresent()) {
            return Answer.invalid("areaCode", "must be three digits");
        }
        if (request.text("contains")
                .filter(text -> !CONTAINS.matcher(text).matches())
                .isPresent()) {
            return Answer.invalid("contains", "must be digits, and * for any one");
        }
        var wanted = new NumberShop.Wanted(
                country,
                kind(request.text("type")),
                request.text("areaCode"),
                request.text("contains"),
                request.limit());
        return switch (accounts.of(request)) {
            case ShopAccounts.Found.None(var answer) -> answer;
            case ShopAccounts.Found.Account(var form, var shop) ->
                answered(shop.search(form.trunk(), wanted), offers -> listed(offers));
        };
    }

    private static Answer listed(List<NumberShop.Offer> offers) {
        return Answer.ok(offers.stream().map(ShopActions::view).toList());
    }

    /// Gives the number back to the provider, then forgets it here.
    private Answer release(Request request) {
        return parts.numbers()
                .find(request.organization(), request.id())
                .map(number -> parts.providers()
                        .shop(number.trunk())
                        .map(shop -> release(number, shop, request))
                        .orElseGet(() -> Answer.error(
                                409,
                                "Numbers of provider " + number.trunk().provider() + " are not released from here.")))
                .orElseGet(() -> Answer.notFound("phone number"));
    }

    private Answer release(PhoneNumber number, NumberShop shop, Request request) {
        if (!Boolean.TRUE.equals(request.body().get("confirm"))) {
            return Answer.error(
                    409,
                    "Nothing was released. " + number.number() + " would go back to its provider and could be sold to"
                            + " somebody else at once: send confirm true to have it so.",
                    List.of(new FieldProblem("confirm", "must be true")));
        }
        return answered(shop.release(number), _ -> {
            parts.numbers()
                    .remove(number.organizationId(), number.id())
                    .ifPresent(removed -> parts.providers().detach(removed));
            return Answer.gone();
        });
    }

    /// What the provider says, as the API says it.
    static <T> Answer answered(NumberShop.Answer<T> answer, java.util.function.Function<T, Answer> done) {
        return switch (answer) {
            case Done(var what) -> done.apply(what);
            case Refused(var problem) -> Answer.error(422, "The provider refuses it.", List.of(problem));
            case NotNow(var why) -> Answer.error(503, why).with("Retry-After", "10");
        };
    }

    static boolean isCountry(String text) {
        return COUNTRY.matcher(text).matches();
    }

    static Kind kind(Optional<String> word) {
        return word.flatMap(code -> Arrays.stream(Kind.values())
                        .filter(kind -> kind.code().equals(code))
                        .findFirst())
                .orElse(Kind.LOCAL);
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> view(NumberShop.Offer offer) {
        var view = new LinkedHashMap<String, Object>();
        view.put("number", offer.number());
        view.put("country", offer.country());
        view.put("type", offer.kind().code());
        view.put("locality", offer.locality().orElse(null));
        view.put("region", offer.region().orElse(null));
        view.put("addressRequirements", offer.papers());
        view.put(
                "monthlyPrice",
                offer.price().map(price -> price.perMonth().toPlainString()).orElse(null));
        view.put(
                "setupPrice",
                offer.price().map(price -> price.once().toPlainString()).orElse(null));
        view.put("currency", offer.price().map(NumberShop.Price::currency).orElse(null));
        return view;
    }
}
