package chorus.api;

import chorus.feed.News;
import chorus.phonebook.Balance;
import chorus.phonebook.FieldProblem;
import chorus.phonebook.LedgerEntry;
import chorus.phonebook.Organization;
import chorus.phonebook.Prices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Organizations, their balances and ledgers.
final class OrganizationActions {
    private static final String KIND = "organization";

    private final ApiParts parts;

    OrganizationActions(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of(
                "getOwnOrganization", this::own,
                "updateOwnOrganization", this::updateOwn,
                "getBalance", this::balance,
                "listLedger", this::ledger,
                "createOrganization", this::create,
                "listOrganizations", this::list,
                "getOrganization", this::get,
                "updateOrganization", this::update,
                "creditOrganization", this::credit);
    }

    private Answer own(Request request) {
        return answer(parts.organizations().find(request.organization()));
    }

    /// What an organization says of itself; the rest of it is the operator's.
    private Answer updateOwn(Request request) {
        return checked(
                request,
                _ -> answer(parts.organizations()
                        .update(
                                request.organization(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Destinations.of(request.body()))));
    }

    private Answer balance(Request request) {
        return parts.organizations()
                .find(request.organization())
                .map(organization -> Answer.ok(Money.view(organization.balance())))
                .orElseGet(() -> Answer.notFound(KIND));
    }

    private Answer ledger(Request request) {
        return Answer.page(
                parts.organizations().ledger(request.organization(), request.limit(), request.offset()),
                OrganizationActions::view);
    }

    private Answer create(Request request) {
        return checked(
                request,
                balance -> Answer.created(view(charged(
                        request,
                        parts.organizations()
                                .create(
                                        request.field("name").orElseThrow(),
                                        balance.orElseGet(Balance.Unlimited::new),
                                        number(request, "maxConcurrentCalls"),
                                        Destinations.of(request.body()).orElseGet(List::of))))));
    }

    private Answer list(Request request) {
        return Answer.page(parts.organizations().list(request.limit(), request.offset()), OrganizationActions::view);
    }

    private Answer get(Request request) {
        return answer(parts.organizations().find(request.id()));
    }

    private Answer update(Request request) {
        var active =
                request.body().get("active") instanceof Boolean flag ? Optional.of(flag) : Optional.<Boolean>empty();
        return checked(
                request,
                balance -> answer(parts.organizations()
                        .update(
                                request.id(),
                                request.field("name"),
                                active,
                                balance,
                                number(request, "maxConcurrentCalls"),
                                Destinations.of(request.body()))
                        .map(organization -> charged(request, told(organization, balance)))));
    }

    private Organization told(Organization organization, Optional<Balance> changed) {
        changed.ifPresent(balance -> parts.feed().tell(organization.id(), new News.BalanceChanged(balance)));
        return organization;
    }

    private Organization charged(Request request, Organization organization) {
        return Optional.ofNullable(request.body().get("pricePerMinute"))
                .flatMap(price -> parts.organizations().charge(organization.id(), Prices.read(price)))
                .orElse(organization);
    }

    private static Answer checked(Request request, Function<Optional<Balance>, Answer> action) {
        if (request.field("name").filter(OrganizationActions::unfit).isPresent()) {
            return Answer.invalid("name", "must be one line that is not blank");
        }
        var destinations = Destinations.problems(request.body());
        if (!destinations.isEmpty()) {
            return Answer.invalid(destinations);
        }
        var price = Optional.ofNullable(request.body().get("pricePerMinute")).flatMap(Prices::problem);
        if (price.isPresent()) {
            return Answer.invalid("pricePerMinute", price.get());
        }
        if (request.body().get("balance") == null) {
            return action.apply(Optional.empty());
        }
        return switch (Money.balance(request.object("balance"))) {
            case Money.Reading.Wrong wrong -> Answer.invalid(wrong.problems());
            case Money.Reading.Read read -> action.apply(Optional.of(read.balance()));
        };
    }

    private Answer credit(Request request) {
        var problems = new ArrayList<FieldProblem>();
        Money.problemOfAmount(request.body().get("amount"))
                .or(() -> Money.amount(request.body()).signum() > 0
                        ? Optional.empty()
                        : Optional.of("must be more than 0"))
                .ifPresent(why -> problems.add(new FieldProblem("amount", why)));
        Money.problemOfCurrency(request.body().get("currency"))
                .ifPresent(why -> problems.add(new FieldProblem("currency", why)));
        if (request.text("Idempotency-Key").filter(OrganizationActions::unfit).isPresent()) {
            problems.add(new FieldProblem("Idempotency-Key", "must be 1 to 200 printable characters"));
        }
        if (request.text("Idempotency-Key")
                .filter(key -> key.startsWith("call:"))
                .isPresent()) {
            problems.add(new FieldProblem("Idempotency-Key", "must not begin with call:, which marks what calls cost"));
        }
        if (!problems.isEmpty()) {
            return Answer.invalid(problems);
        }
        return parts.organizations()
                .find(request.id())
                .map(organization -> credit(organization, request))
                .orElseGet(() -> Answer.notFound(KIND));
    }

    private Answer credit(Organization organization, Request request) {
        var currency = request.field("currency").orElseThrow();
        return parts.organizations()
                .credit(
                        organization.id(),
                        Money.amount(request.body()),
                        currency,
                        request.field("note").orElse(""),
                        request.text("Idempotency-Key"))
                .map(this::credited)
                .orElseGet(() -> cannotCredit(organization.balance(), currency));
    }

    private Answer credited(LedgerEntry entry) {
        var balance = new Balance.Amount(entry.balanceAfter(), entry.currency());
        parts.feed().tell(entry.organizationId(), new News.BalanceChanged(balance));
        return Answer.created(view(entry));
    }

    private static Answer cannotCredit(Balance balance, String currency) {
        return switch (balance) {
            case Balance.Unlimited _ ->
                Answer.error(409, "The organization's balance is unlimited: there is nothing to credit.");
            case Balance.Amount amount ->
                Answer.error(
                        409, "The organization's balance is in " + amount.currency() + ", not in " + currency + ".");
        };
    }

    private static Answer answer(Optional<Organization> organization) {
        return organization.map(found -> Answer.ok(view(found))).orElseGet(() -> Answer.notFound(KIND));
    }

    private static boolean unfit(String line) {
        return line.isBlank() || line.chars().anyMatch(Character::isISOControl);
    }

    private static Optional<Integer> number(Request request, String field) {
        return request.body().get(field) instanceof Number number ? Optional.of(number.intValue()) : Optional.empty();
    }

    private static Map<String, Object> view(Organization organization) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", organization.id().toString());
        view.put("name", organization.name());
        view.put("active", organization.active());
        view.put("balance", Money.view(organization.balance()));
        view.put("maxConcurrentCalls", organization.maxConcurrentCalls());
        view.put("allowedDestinations", organization.allowedDestinations());
        view.put("pricePerMinute", Prices.shown(organization.pricePerMinute()));
        view.put("createdAt", organization.createdAt().toString());
        return view;
    }

    private static Map<String, Object> view(LedgerEntry entry) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", entry.id().toString());
        view.put("organizationId", entry.organizationId().toString());
        view.put("amount", Money.text(entry.amount()));
        view.put("currency", entry.currency());
        view.put("balanceAfter", Money.text(entry.balanceAfter()));
        view.put("note", entry.note());
        view.put("createdAt", entry.createdAt().toString());
        return view;
    }
}
