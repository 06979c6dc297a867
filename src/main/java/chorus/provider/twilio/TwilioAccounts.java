package chorus.provider.twilio;

import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Takeovers;
import chorus.phonebook.Trunk;
import chorus.provider.AccountWork;
import chorus.provider.Standing;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Looks after the numbers of accounts at Twilio: finds them, points them at us, and puts back what has left.
final class TwilioAccounts implements AccountWork {
    private final AccountDesk desk;
    private final Optional<Pointing> pointing;
    private final PuttingBack puttingBack;
    private final Takeovers takeovers;

    /// @param pointing absent while nobody knows where Twilio would reach us: numbers can only be put back then
    TwilioAccounts(AccountDesk desk, Optional<Pointing> pointing, PuttingBack puttingBack, Takeovers takeovers) {
        this.desk = desk;
        this.pointing = pointing;
        this.puttingBack = puttingBack;
        this.takeovers = takeovers;
    }

    @Override
    public String account(PhoneNumber number) {
        return trunk(number).account();
    }

    @Override
    public Map<UUID, Standing> look(List<PhoneNumber> numbers, boolean repair) {
        var standings = new HashMap<UUID, Standing>();
        var byAccess = numbers.stream().collect(Collectors.groupingBy(TwilioAccounts::trunk));
        byAccess.forEach((access, some) -> {
            var wanted = some.stream().map(PhoneNumber::number).collect(Collectors.toSet());
            var found = desk.find(access, wanted, TwilioRest.PATIENCE);
            for (var number : some) {
                var finding = Optional.ofNullable(found.get(number.number()));
                finding.ifPresent(known -> standings.put(number.id(), standing(number, access, known, repair)));
            }
        });
        return standings;
    }

    @Override
    public boolean putBack(String account) {
        return takeovers.left().stream()
                .filter(takeover -> takeover.access().account().equals(account))
                .filter(takeover -> !puttingBack.settle(takeover))
                .toList()
                .isEmpty();
    }

    private Standing standing(PhoneNumber number, Trunk.Twilio access, Finding finding, boolean repair) {
        return switch (finding) {
            case Finding.Present(var found) -> pointing.orElseThrow().stand(number, access, found, repair);
            case Finding.CallerIdOnly() -> new Standing.Ready(callerIdOnly(number, access));
            case Finding.Wrong(var problem) -> new Standing.Failed(problem.field() + " " + problem.message() + ".");
            case Finding.Unknown(var why) -> new Standing.Unsettled(why);
        };
    }

    private static String callerIdOnly(PhoneNumber number, Trunk.Twilio access) {
        return number.number() + " is a caller id verified in account " + access.account()
                + ", not a number of it: calls can be placed from it, and none come in.";
    }

    private static Trunk.Twilio trunk(PhoneNumber number) {
        return (Trunk.Twilio) number.trunk();
    }
}
