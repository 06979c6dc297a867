package chorus.provider.twilio;

import chorus.phonebook.FieldProblem;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.provider.Form;
import chorus.provider.Lanes;
import chorus.provider.NumberShop;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Numbers that Twilio sells. A number is bought by its name alone, and one account has one number once, so that even
/// an order whose answer got lost is never carried out twice.
final class TwilioShop implements NumberShop {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int NONE_THERE = 21452;

    private final TwilioRest rest;
    private final AccountDesk desk;
    private final TwilioPrices prices;
    private final Lanes lanes;
    private final Optional<TwilioUrls> urls;

    TwilioShop(TwilioRest rest, AccountDesk desk, Lanes lanes, Optional<TwilioUrls> urls) {
        this.rest = rest;
        this.desk = desk;
        this.prices = new TwilioPrices(rest);
        this.lanes = lanes;
        this.urls = urls;
    }

    @Override
    public Answer<List<Offer>> search(Trunk trunk, Wanted wanted) {
        var account = (Trunk.Twilio) trunk;
        return switch (rest.ask(account, TwilioRequest.get(path(wanted), query(wanted)), PATIENCE)) {
            case TwilioAnswer.Done(int _, var body) -> {
                var price = prices.of(account, wanted.country(), wanted.kind());
                yield new Answer.Done<>(body.path("available_phone_numbers")
                        .valueStream()
                        .map(found -> offer(found, wanted, price))
                        .toList());
            }
            case TwilioAnswer.Refused refused when refused.code() == NONE_THERE -> new Answer.Done<>(List.of());
            case TwilioAnswer.Refused refused -> new Answer.Refused<>(refusal(refused));
            case TwilioAnswer.Unavailable(var why, boolean _) -> new Answer.NotNow<>(why);
        };
    }

    @Override
    public Answer<Offer> offer(Trunk account, String number, String country, Kind kind) {
        var wanted = new Wanted(country, kind, Optional.empty(), Optional.of(number.substring(1)), 20);
        return switch (search(account, wanted)) {
            case Answer.Done(var offers) ->
                offers.stream()
                        .filter(offer -> offer.number().equals(number))
                        .findFirst()
                        .<Answer<Offer>>map(Answer.Done::new)
                        .orElseGet(() -> new Answer.Refused<>(new FieldProblem(
                                "number",
                                "is not for sale as " + kind.code() + " in " + country
                                        + ": look for another with GET /v1/phone-numbers/available")));
            case Answer.Refused(var problem) -> new Answer.Refused<>(problem);
            case Answer.NotNow(var why) -> new Answer.NotNow<>(why);
        };
    }

    @Override
    public Answer<PhoneNumber> buy(PhoneNumber number, boolean again, Map<String, String> papers) {
        var account = (Trunk.Twilio) number.trunk();
        return inLane(account, () -> switch (desk.find(account, number.number(), PATIENCE)) {
            case Finding.Present _ ->
                again
                        ? new Answer.Done<>(number)
                        : new Answer.Refused<>(new FieldProblem(
                                "number",
                                "is a number of this account already: connect it with POST /v1/phone-numbers"));
            case Finding.CallerIdOnly _ -> ordered(number, account, papers);
            case Finding.Wrong(var problem) when problem.field().equals("number") -> ordered(number, account, papers);
            case Finding.Wrong(var problem) -> new Answer.Refused<>(problem);
            case Finding.Unknown(var why) -> new Answer.NotNow<>(why + " Nothing was bought now.");
        });
    }

    @Override
    public Answer<PhoneNumber> release(PhoneNumber number) {
        var account = (Trunk.Twilio) number.trunk();
        return inLane(account, () -> switch (desk.find(account, number.number(), PATIENCE)) {
            case Finding.Present(var found) -> released(number, account, found.sid());
            case Finding.CallerIdOnly _ ->
                new Answer.Refused<>(
                        new FieldProblem("number", "is a verified caller id, which was never bought here"));
            case Finding.Wrong(var problem) when problem.field().equals("number") -> new Answer.Done<>(number);
            case Finding.Wrong(var problem) -> new Answer.Refused<>(problem);
            case Finding.Unknown(var why) -> new Answer.NotNow<>(why);
        });
    }

    private Answer<PhoneNumber> released(PhoneNumber number, Trunk.Twilio account, String sid) {
        return switch (rest.ask(account, TwilioRequest.delete("/IncomingPhoneNumbers/" + sid + ".json"), PATIENCE)) {
            case TwilioAnswer.Done _ -> new Answer.Done<>(number);
            case TwilioAnswer.Refused refused when refused.isMissing() -> new Answer.Done<>(number);
            case TwilioAnswer.Refused refused -> new Answer.Refused<>(refusal(refused));
            case TwilioAnswer.Unavailable(var why, boolean _) -> new Answer.NotNow<>(why);
        };
    }

    /// Bought and pointed at us in one request.
    private Answer<PhoneNumber> ordered(PhoneNumber number, Trunk.Twilio account, Map<String, String> papers) {
        var form = Form.empty().with("PhoneNumber", number.number());
        for (var paper : papers.entrySet()) {
            form = form.with(paper.getKey(), paper.getValue());
        }
        var wanted = urls.map(NumberSettings::ours).orElseGet(() -> new NumberSettings(Map.of()));
        var all = new ArrayList<>(form.fields());
        all.addAll(new NumberSettings(Map.of()).towards(wanted).fields());
        var request = TwilioRequest.create("/IncomingPhoneNumbers.json", new Form(all));
        return switch (rest.ask(account, request, PATIENCE)) {
            case TwilioAnswer.Done _ -> new Answer.Done<>(number);
            case TwilioAnswer.Refused refused ->
                orBoughtBefore(number, account, new Answer.Refused<>(refusal(refused)));
            case TwilioAnswer.Unavailable(var why, var perhapsDone) ->
                perhapsDone
                        ? orBoughtBefore(
                                number,
                                account,
                                new Answer.NotNow<>(why + " It is not known whether " + number.number()
                                        + " was bought: ask again with the same Idempotency-Key."))
                        : new Answer.NotNow<>(why + " Nothing was bought.");
        };
    }

    /// What is not for sale may be so because it is ours by now.
    private Answer<PhoneNumber> orBoughtBefore(
            PhoneNumber number, Trunk.Twilio account, Answer<PhoneNumber> otherwise) {
        return desk.find(account, number.number(), PATIENCE) instanceof Finding.Present
                ? new Answer.Done<>(number)
                : otherwise;
    }

    private <T> Answer<T> inLane(Trunk.Twilio account, Supplier<Answer<T>> work) {
        var answers = new ArrayList<Answer<T>>();
        var _ = lanes.in(account.account(), PATIENCE, () -> answers.add(work.get()));
        return answers.isEmpty()
                ? new Answer.NotNow<>("Too much is being done in account " + account.account() + ".")
                : answers.getFirst();
    }

    private static Offer offer(JsonNode found, Wanted wanted, Optional<Price> price) {
        return new Offer(
                found.path("phone_number").asText(),
                found.path("iso_country").asText(wanted.country()),
                wanted.kind(),
                text(found, "locality"),
                text(found, "region"),
                found.path("address_requirements").asText("none"),
                price);
    }

    private static Optional<String> text(JsonNode found, String field) {
        return Optional.of(found.path(field).asText("")).filter(text -> !text.isEmpty());
    }

    private static String path(Wanted wanted) {
        var shelf = switch (wanted.kind()) {
            case LOCAL -> "Local";
            case TOLL_FREE -> "TollFree";
            case MOBILE -> "Mobile";
        };
        return "/AvailablePhoneNumbers/" + wanted.country() + "/" + shelf + ".json";
    }

    private static Form query(Wanted wanted) {
        var query = Form.empty().with("VoiceEnabled", "true").with("PageSize", Integer.toString(wanted.most()));
        if (wanted.areaCode().isPresent()) {
            query = query.with("AreaCode", wanted.areaCode().get());
        }
        return wanted.contains().isPresent()
                ? query.with("Contains", wanted.contains().get())
                : query;
    }

    private static FieldProblem refusal(TwilioAnswer.Refused refused) {
        if (refused.ofCredentials()) {
            return new FieldProblem("twilioAuthToken", "is refused by Twilio: " + refused.sentence());
        }
        return refused.isMissing()
                ? new FieldProblem("country", "has no such numbers at Twilio")
                : new FieldProblem("number", "cannot be had: " + refused.sentence());
    }
}
