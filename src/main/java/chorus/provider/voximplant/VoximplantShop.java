package chorus.provider.voximplant;

import chorus.phonebook.FieldProblem;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import chorus.phonebook.VoximplantAccount;
import chorus.provider.Lanes;
import chorus.provider.NumberShop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Numbers for sale at Voximplant, for customers' own accounts; nobody buys into the server's.
final class VoximplantShop implements NumberShop {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int MOST_REMEMBERED = 1_000;

    private final VoximplantRest rest;
    private final AccountDesk desk;
    private final Lanes lanes;

    /// Where numbers lie whose price was asked, which an order must name. Guarded by itself.
    private final Map<String, Map<String, String>> places = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, String>> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    VoximplantShop(VoximplantRest rest, AccountDesk desk, Lanes lanes) {
        this.rest = rest;
        this.desk = desk;
        this.lanes = lanes;
    }

    @Override
    public Answer<List<Offer>> search(Trunk trunk, Wanted wanted) {
        return in(trunk, account -> {
            var shelves = new Shelves(rest, account, wanted);
            var found = shelves.search();
            remember(found);
            var trouble = shelves.trouble().filter(_ -> found.isEmpty());
            return trouble.<Answer<List<Offer>>>map(why -> refusal(account, why))
                    .orElseGet(() -> new Answer.Done<>(
                            found.stream().map(Shelves.Found::offer).toList()));
        });
    }

    @Override
    public Answer<Offer> offer(Trunk trunk, String number, String country, Kind kind) {
        var digits = OwnedNumber.digits(number);
        var areaCode = kind == Kind.LOCAL && digits.length() == 11 && digits.startsWith("1")
                ? Optional.of(digits.substring(1, 4))
                : Optional.<String>empty();
        return switch (search(trunk, new Wanted(country, kind, areaCode, Optional.of(digits), 1))) {
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
        return in(
                number.trunk(),
                account -> inLane(account, () -> switch (find(account, number)) {
                    case Finding.Present _ ->
                        again
                                ? new Answer.Done<>(number)
                                : new Answer.Refused<>(new FieldProblem(
                                        "number",
                                        "is a number of this account already: connect it with POST /v1/phone-numbers"));
                    case Finding.CallerIdOnly _ -> ordered(number, account);
                    case Finding.Wrong(var problem) when problem.field().equals("number") -> ordered(number, account);
                    case Finding.Wrong(var problem) -> new Answer.Refused<>(problem);
                    case Finding.Unknown(var why) -> new Answer.NotNow<>(why + " Nothing was bought now.");
                }));
    }

    private Answer<PhoneNumber> ordered(PhoneNumber number, VoximplantAccount account) {
        var place = place(number.number());
        if (place.isEmpty()) {
            return new Answer.NotNow<>("Its price has not been asked since the start: send the same again.");
        }
        var request =
                VoximplantRequest.make("AttachPhoneNumber").with("phone_number", OwnedNumber.digits(number.number()));
        for (var field : place.get().entrySet()) {
            request = request.with(field.getKey(), field.getValue());
        }
        return switch (rest.ask(account, request, PATIENCE)) {
            case VoximplantAnswer.Done _ -> new Answer.Done<>(number);
            case VoximplantAnswer.Refused refused -> orBoughtBefore(number, account, refusal(account, refused));
            case VoximplantAnswer.Unavailable(var why, var perhapsDone) ->
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
            PhoneNumber number, VoximplantAccount account, Answer<PhoneNumber> otherwise) {
        return find(account, number) instanceof Finding.Present ? new Answer.Done<>(number) : otherwise;
    }

    @Override
    public Answer<PhoneNumber> release(PhoneNumber number) {
        return in(
                number.trunk(),
                account -> inLane(account, () -> switch (find(account, number)) {
                    case Finding.Present(var found) -> released(number, account, found);
                    case Finding.CallerIdOnly _ ->
                        new Answer.Refused<>(
                                new FieldProblem("number", "is a verified caller id, which was never bought here"));
                    case Finding.Wrong(var problem) when problem.field().equals("number") -> new Answer.Done<>(number);
                    case Finding.Wrong(var problem) -> new Answer.Refused<>(problem);
                    case Finding.Unknown(var why) -> new Answer.NotNow<>(why);
                }));
    }

    private Answer<PhoneNumber> released(PhoneNumber number, VoximplantAccount account, OwnedNumber found) {
        var request = VoximplantRequest.set("DeactivatePhoneNumber").with("phone_id", found.id());
        return switch (rest.ask(account, request, PATIENCE)) {
            case VoximplantAnswer.Done _ -> new Answer.Done<>(number);
            case VoximplantAnswer.Refused refused
            when refused.meaning() == VoximplantError.GONE -> new Answer.Done<>(number);
            case VoximplantAnswer.Refused refused -> refusal(account, refused);
            case VoximplantAnswer.Unavailable(var why, var _) -> new Answer.NotNow<>(why);
        };
    }

    private Finding find(VoximplantAccount account, PhoneNumber number) {
        return desk.find(account, number.number(), PATIENCE);
    }

    private <T> Answer<T> refusal(VoximplantAccount account, VoximplantAnswer trouble) {
        return switch (trouble) {
            case VoximplantAnswer.Refused refused ->
                switch (refused.meaning()) {
                    case CREDENTIALS, ROLE -> new Answer.Refused<>(desk.problem(account, refused));
                    case FAILED_THERE, BUSY, GONE, NAME_TAKEN, QUOTA, MONEY, ACCOUNT_CLOSED, NUMBER, OTHER ->
                        new Answer.Refused<>(new FieldProblem(
                                "number",
                                "cannot be had: " + refused.sentence()
                                        + refused.meaning().remedy()));
                };
            case VoximplantAnswer.Unavailable(var why, var _) -> new Answer.NotNow<>(why);
            case VoximplantAnswer.Done _ -> new Answer.NotNow<>("Voximplant answered something else.");
        };
    }

    private static <T> Answer<T> in(Trunk trunk, Function<VoximplantAccount, Answer<T>> work) {
        return ((Trunk.Voximplant) trunk)
                .account()
                .map(work)
                .orElseGet(() -> new Answer.Refused<>(new FieldProblem(
                        "voximplantAccountId",
                        "is required: numbers of the server's own account are bought by its operator, at Voximplant")));
    }

    private <T> Answer<T> inLane(VoximplantAccount account, Supplier<Answer<T>> work) {
        var answers = new ArrayList<Answer<T>>();
        var _ = lanes.in(account.accountId(), PATIENCE, () -> answers.add(work.get()));
        return answers.isEmpty()
                ? new Answer.NotNow<>("Too much is being done in account " + account.accountId() + ".")
                : answers.getFirst();
    }

    private void remember(List<Shelves.Found> found) {
        synchronized (places) {
            found.forEach(one -> places.put(one.offer().number(), one.place()));
        }
    }

    private Optional<Map<String, String>> place(String number) {
        synchronized (places) {
            return Optional.ofNullable(places.get(number));
        }
    }
}
