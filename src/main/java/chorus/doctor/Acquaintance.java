package chorus.doctor;

import chorus.phonebook.DialledNumber;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Stranger;
import chorus.phonebook.Trunk;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// What a stranger has to do with somebody's numbers: it dialled one, or its address is nearly one of theirs.
public final class Acquaintance {
    private final Stranger stranger;
    private final List<DialledNumber> dialled;
    private final List<PhoneNumber> own;

    private Acquaintance(Stranger stranger, List<PhoneNumber> own) {
        this.stranger = stranger;
        this.dialled = stranger.dialled().stream().map(DialledNumber::of).toList();
        this.own = own;
    }

    /// What to do about it, in a sentence; empty when it has nothing to do with these numbers.
    public static Optional<String> hint(Stranger stranger, List<PhoneNumber> own) {
        return new Acquaintance(stranger, own).hint();
    }

    /// The line that an INVITE from there would have to do with, had it come.
    static Optional<Acquaintance> of(InetAddress source, String dialled, List<PhoneNumber> own) {
        var named = dialled.isEmpty() ? List.<String>of() : List.of(dialled);
        var now = Instant.EPOCH;
        var caller = new Stranger(source, Stranger.Cause.CALL, "", 1, now, now, named, "");
        return Optional.of(new Acquaintance(caller, own))
                .filter(each -> each.line().isPresent());
    }

    /// What to change so that it is let in.
    String change() {
        var line = line().orElseThrow();
        return switch (line.trunk()) {
            case Trunk.SipAllowlist trunk ->
                "Set `sipIp` to " + address() + " by PATCH /v1/phone-numbers/" + line.id()
                        + ", if that is your PBX: your" + " line " + line.number() + " has " + trunk.source() + ".";
            case Trunk.SipRegistration trunk ->
                "Let the call come from where your line " + line.number() + " is registered, " + trunk.registrar()
                        + ", or use `sipMode` ip_allowlist with `sipIp` " + address() + ".";
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ ->
                "Make a number of provider sip with `sipIp` " + address() + ": your line " + line.number()
                        + " is of provider " + line.trunk().provider() + ".";
        };
    }

    /// Who may be told what it dialled: a number that is none of these is somebody else's affair.
    public static Stranger shownTo(List<PhoneNumber> own, Stranger stranger) {
        var known = stranger.dialled().stream()
                .filter(text -> {
                    var dialled = DialledNumber.of(text);
                    return own.stream().anyMatch(number -> isMeant(dialled, number));
                })
                .toList();
        return new Stranger(
                stranger.address(),
                stranger.cause(),
                stranger.transport(),
                stranger.count(),
                stranger.first(),
                stranger.last(),
                known,
                stranger.userAgent());
    }

    private Optional<String> hint() {
        return line().map(line -> {
            if (stranger.cause() == Stranger.Cause.SHARED_SOURCE) {
                return sharedSource(line);
            }
            if (isListed(line)) {
                return sinceListed(line);
            }
            return isNearlyListed(line) ? mistyped(line) : notListed(line);
        });
    }

    /// The one it is most likely about: called and nearly listed, or else one of both.
    private Optional<PhoneNumber> line() {
        var called = own.stream().filter(this::isCalled).toList();
        if (stranger.cause() == Stranger.Cause.SHARED_SOURCE) {
            return called.stream().findFirst();
        }
        return first(called, this::isListed)
                .or(() -> first(called, this::isNearlyListed))
                .or(() -> first(own, this::isListed))
                .or(() -> first(own, this::isNearlyListed))
                .or(() -> called.stream().findFirst());
    }

    private String mistyped(PhoneNumber line) {
        return deed() + " and is not on your allowlist; your line " + line.number() + " has " + source(line)
                + ": was it mistyped?";
    }

    /// It came before the line was corrected: what is counted does not know that.
    private String sinceListed(PhoneNumber line) {
        return deed() + " when it was on no allowlist; your line " + line.number() + " lists it now.";
    }

    private String notListed(PhoneNumber line) {
        return switch (line.trunk()) {
            case Trunk.SipAllowlist trunk ->
                deed() + " and is not on your allowlist; your line " + line.number() + " lets calls in from "
                        + trunk.source() + " only: if this is your PBX, set `sipIp` to " + address() + ".";
            case Trunk.SipRegistration trunk ->
                deed() + ", but your line " + line.number() + " is registered at " + trunk.registrar()
                        + " and takes calls from its addresses only: if this is your PBX, let it call from there, or"
                        + " use `sipMode` ip_allowlist with `sipIp` " + address() + ".";
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ ->
                deed() + " over SIP, but your line " + line.number() + " is of provider "
                        + line.trunk().provider() + ".";
        };
    }

    private String sharedSource(PhoneNumber line) {
        return deed() + ", a number that nobody has here; if your line " + line.number()
                + " was meant, let the trunk dial it so.";
    }

    private String deed() {
        var times = stranger.count() == 1 ? "once" : stranger.count() + " times (repeats included)";
        return address()
                + switch (stranger.cause()) {
                    case CALL, SHARED_SOURCE -> " called " + number() + times;
                    case REGISTRATION -> " tried to register " + number() + times + ", which nobody can here,";
                    case REQUEST, RESPONSE, NOISE -> " sent something " + times;
                    case CONNECTION -> " connected over " + stranger.transport() + " " + times;
                };
    }

    private String number() {
        return stranger.dialled().isEmpty() ? "" : stranger.dialled().getFirst() + " ";
    }

    private String address() {
        return stranger.address().getHostAddress();
    }

    private boolean isCalled(PhoneNumber number) {
        return dialled.stream().anyMatch(each -> isMeant(each, number));
    }

    private boolean isListed(PhoneNumber number) {
        return number.trunk() instanceof Trunk.SipAllowlist trunk
                && trunk.source().contains(stranger.address());
    }

    private boolean isNearlyListed(PhoneNumber number) {
        return number.trunk() instanceof Trunk.SipAllowlist trunk
                && Likeness.isNear(stranger.address(), trunk.source());
    }

    private static String source(PhoneNumber line) {
        return line.trunk() instanceof Trunk.SipAllowlist trunk ? trunk.source().toString() : "";
    }

    private static boolean isMeant(DialledNumber dialled, PhoneNumber number) {
        return dialled.forms().contains(number.number()) || dialled.isLike(number.number());
    }

    private static Optional<PhoneNumber> first(List<PhoneNumber> numbers, Predicate<PhoneNumber> which) {
        return numbers.stream().filter(which).findFirst();
    }
}
