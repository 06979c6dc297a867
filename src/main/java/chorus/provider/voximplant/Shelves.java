package chorus.provider.voximplant;

import chorus.phonebook.VoximplantAccount;
import chorus.provider.NumberShop.Kind;
import chorus.provider.NumberShop.Offer;
import chorus.provider.NumberShop.Price;
import chorus.provider.NumberShop.Wanted;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks for numbers for sale: a country's states, their regions, and what is there, until enough was found. One
/// search.
final class Shelves {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_QUESTIONS = 60;

    private final VoximplantRest rest;
    private final VoximplantAccount account;
    private final Wanted wanted;
    private final String category;
    private final long end = System.nanoTime() + PATIENCE.toNanos();
    private final List<Found> found = new ArrayList<>();
    private int questions;
    private Optional<VoximplantAnswer> trouble = Optional.empty();

    /// An offer, and where it lies: what an order must name.
    record Found(Offer offer, Map<String, String> place) {}

    Shelves(VoximplantRest rest, VoximplantAccount account, Wanted wanted) {
        this.rest = rest;
        this.account = account;
        this.wanted = wanted;
        this.category = category(wanted.kind());
    }

    static String category(Kind kind) {
        return switch (kind) {
            case LOCAL -> "GEOGRAPHIC";
            case TOLL_FREE -> "TOLLFREE";
            case MOBILE -> "MOBILE";
        };
    }

    /// What was found before anything went wrong, if it did.
    List<Found> search() {
        for (var state : states()) {
            for (var region : regions(state)) {
                if (isEnough()) {
                    return found;
                }
                numbers(state, region);
            }
        }
        return found;
    }

    /// Why nothing, or not all, could be found.
    Optional<VoximplantAnswer> trouble() {
        return trouble;
    }

    /// The states to look in; one without a name where the country has none, none where it has no such numbers.
    private List<Optional<String>> states() {
        var request = VoximplantRequest.read("GetPhoneNumberCategories").with("country_code", wanted.country());
        var kind = result(request)
                .filter(one -> one.path("country_code").asText().equals(wanted.country()))
                .flatMap(one -> one.path("phone_categories").valueStream())
                .filter(one -> one.path("phone_category_name").asText().equals(category))
                .findFirst();
        if (kind.isEmpty()) {
            return List.of();
        }
        return kind.get().path("country_has_states").asBoolean()
                ? result(on(VoximplantRequest.read("GetPhoneNumberCountryStates"), Optional.empty()))
                        .map(one -> Optional.of(one.path("country_state").asText()))
                        .toList()
                : List.of(Optional.empty());
    }

    private List<JsonNode> regions(Optional<String> state) {
        return isEnough()
                ? List.of()
                : result(on(VoximplantRequest.read("GetPhoneNumberRegions"), state))
                        .filter(one -> one.path("phone_count").asInt() > 0)
                        .filter(one -> wanted.areaCode().isEmpty()
                                || wanted.areaCode()
                                        .equals(Optional.of(
                                                one.path("phone_region_code").asText())))
                        .toList();
    }

    private void numbers(Optional<String> state, JsonNode region) {
        var id = region.path("phone_region_id").asText();
        var request = on(VoximplantRequest.read("GetNewPhoneNumbers"), state)
                .with("phone_region_id", id)
                .with("count", Integer.toString(wanted.most()));
        var masked = wanted.contains()
                .map(part -> request.with("phone_number_mask", "*" + part.replace('*', '?') + "*"))
                .orElse(request);
        result(masked)
                .limit(wanted.most() - found.size())
                .map(one -> new Found(offer(one, region), place(state, id)))
                .forEach(found::add);
    }

    private Map<String, String> place(Optional<String> state, String region) {
        return state.map(name -> Map.of(
                        "country_code", wanted.country(),
                        "phone_category_name", category,
                        "country_state", name,
                        "phone_region_id", region))
                .orElseGet(() -> Map.of(
                        "country_code", wanted.country(),
                        "phone_category_name", category,
                        "phone_region_id", region));
    }

    private Offer offer(JsonNode number, JsonNode region) {
        return new Offer(
                "+" + number.path("phone_number").asText(),
                wanted.country(),
                wanted.kind(),
                Optional.of(region.path("phone_region_name").asText("")).filter(name -> !name.isEmpty()),
                Optional.empty(),
                region.path("is_need_regulation_address").asBoolean() ? "any" : "none",
                price(number, region.path("account_currency").asText("")));
    }

    /// The fee of a month and its tax; what is to be paid once beside it.
    private static Optional<Price> price(JsonNode number, String currency) {
        var monthly = sum(number, "phone_price", "phone_tax_reserve");
        var once = sum(number, "phone_installation_price", "phone_installation_tax_reserve");
        var isMonth = number.path("phone_period").asText("0-1-0 0:0:0").startsWith("0-1-0");
        return monthly.filter(_ -> isMonth && currency.matches("[A-Z]{3}"))
                .map(amount -> new Price(amount, currency, once.orElse(BigDecimal.ZERO)));
    }

    private static Optional<BigDecimal> sum(JsonNode number, String price, String tax) {
        return Cost.read(number.path(price))
                .map(amount -> amount.add(Cost.read(number.path(tax)).orElse(BigDecimal.ZERO))
                        .stripTrailingZeros())
                .map(amount -> amount.scale() < 2 ? amount.setScale(2) : amount);
    }

    private VoximplantRequest on(VoximplantRequest request, Optional<String> state) {
        var whole = request.with("country_code", wanted.country()).with("phone_category_name", category);
        return state.map(name -> whole.with("country_state", name)).orElse(whole);
    }

    private boolean isEnough() {
        return found.size() >= wanted.most() || questions >= MOST_QUESTIONS || trouble.isPresent();
    }

    private Stream<JsonNode> result(VoximplantRequest request) {
        questions++;
        var left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
        return switch (rest.ask(account, request, left)) {
            case VoximplantAnswer.Done(var body) -> body.path("result").valueStream();
            case VoximplantAnswer.Refused refused -> {
                trouble = Optional.of(refused);
                yield Stream.empty();
            }
            case VoximplantAnswer.Unavailable unavailable -> {
                trouble = Optional.of(unavailable);
                yield Stream.empty();
            }
        };
    }
}
