package chorus.switchboard;

import chorus.call.DecisionTrace;
import chorus.call.Refusal;
import chorus.phonebook.Organization;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Trunk;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;

/// Decides where a number may call: never for help, never at premium rates, abroad only what its owner allows.
///
/// A number that is an extension has no country, so each E.164 destination of it must be allowed. An extension as the
/// destination stays within the PBX of a SIP trunk: with more than six digits it could be a way around these rules.
final class Destinations {
    private static final String CHECK = "destination allowed";
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern EXTENSION = Pattern.compile("[A-Za-z0-9._*#-]{1,32}");
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    private static final int MOST_DIGITS_OF_AN_EXTENSION = 6;

    /// Why `to` may not be dialled from `number`; empty when it may.
    Optional<Refusal> refusal(PhoneNumber number, Organization organization, String to, DecisionTrace trace) {
        var own = CountryCodes.code(number.number());
        if (EmergencyNumbers.contain(to, own)) {
            return refused(Refusal.EMERGENCY_NUMBER, "no emergency number", to, trace);
        }
        var premium = PremiumNumbers.rule(to);
        if (premium.isPresent()) {
            return refused(Refusal.PREMIUM_NUMBER, "no premium-rate number", to + " is one: " + premium.get(), trace);
        }
        return to.startsWith("+") ? abroad(number, organization, to, trace) : extension(number, to, trace);
    }

    /// Whether the network may lead a call on to a user of the trunk's: one whose name is a number is asked
    /// about like a number that is dialled.
    boolean mayReach(PhoneNumber number, Organization organization, String user) {
        var digits = NO_DIGIT.matcher(user).replaceAll("");
        var to = digits.length() > MOST_DIGITS_OF_AN_EXTENSION ? "+" + digits : user;
        return user.isEmpty()
                || (!EmergencyNumbers.contain(user, CountryCodes.code(number.number()))
                        && refusal(number, organization, to, new DecisionTrace(Clock.systemUTC()))
                                .isEmpty());
    }

    private static Optional<Refusal> abroad(
            PhoneNumber number, Organization organization, String to, DecisionTrace trace) {
        var there = CountryCodes.country(to);
        if (there.isEmpty() || !E164.matcher(to).matches()) {
            return refused(Refusal.DESTINATION_FORBIDDEN, "an E.164 number", to, trace);
        }
        var home = CountryCodes.country(number.number());
        var allowed = organization.allowedDestinations();
        var against =
                home.map(code -> "+" + code + ", the number's own country").orElse("no country of its own")
                        + ", or allowedDestinations: " + (allowed.isEmpty() ? "none" : String.join(", ", allowed));
        if (there.equals(home) || allowed.stream().anyMatch(to::startsWith)) {
            trace.passed(CHECK, against, to);
            return Optional.empty();
        }
        return refused(Refusal.DESTINATION_FORBIDDEN, against, to, trace);
    }

    private static Optional<Refusal> extension(PhoneNumber number, String to, DecisionTrace trace) {
        var against = "an extension of at most " + MOST_DIGITS_OF_AN_EXTENSION
                + " digits on a SIP trunk; any other number as E.164, such as +14155550123";
        var onTrunk = switch (number.trunk()) {
            case Trunk.SipAllowlist _, Trunk.SipRegistration _ -> true;
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ -> false;
        };
        var digits = to.chars().filter(letter -> letter >= '0' && letter <= '9').count();
        if (onTrunk
                && digits <= MOST_DIGITS_OF_AN_EXTENSION
                && EXTENSION.matcher(to).matches()) {
            trace.passed(CHECK, against, to);
            return Optional.empty();
        }
        return refused(Refusal.DESTINATION_FORBIDDEN, against, to, trace);
    }

    private static Optional<Refusal> refused(Refusal refusal, String against, String found, DecisionTrace trace) {
        trace.refused(CHECK, against, found);
        return Optional.of(refusal);
    }
}
