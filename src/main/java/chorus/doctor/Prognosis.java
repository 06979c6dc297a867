package chorus.doctor;

import chorus.call.Blame;
import chorus.call.Forecast;
import chorus.call.Step;
import chorus.phonebook.PhoneNumber;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the doctor says of a call that did not come.
public final class Prognosis {
    /// The reason of what nobody would hear; it is no [chorus.call.Ending], for there would be no record.
    static final String NOT_ADMITTED = "source_not_admitted";

    private final InetAddress source;
    private final List<PhoneNumber> own;

    /// @param own the numbers that may be told of
    public Prognosis(InetAddress source, List<PhoneNumber> own) {
        this.source = source;
        this.own = List.copyOf(own);
    }

    public Verdict on(Forecast forecast) {
        return switch (forecast) {
            case Forecast.Taken(var call, var agent, var trace) ->
                new Verdict(
                        Optional.empty(),
                        "The call would be passed to the agent \"" + agent
                                + "\", and answered if the agent accepts its stream.",
                        Optional.of(Blame.NOBODY.code()),
                        Optional.empty(),
                        List.of());
            case Forecast.Refused(var call) -> Verdict.on(call, Optional.empty());
            case Forecast.Unheard(var dialled, var trace) -> unheard(dialled, trace);
        };
    }

    /// The same as text to read aloud.
    public String text(Forecast forecast) {
        var paper = new Paper();
        var dialled = dialled(forecast);
        paper.line("An INVITE " + (dialled.isEmpty() ? "" : "to " + Printable.of(dialled) + " ") + "from "
                + source.getHostAddress() + ", tried out without a call");
        paper.verdict(on(forecast), "What would happen");
        paper.checks(forecast.trace());
        return paper.toString();
    }

    private static String dialled(Forecast forecast) {
        return switch (forecast) {
            case Forecast.Taken(var call, var agent, var trace) -> call.ownNumber();
            case Forecast.Refused(var call) -> call.call().ownNumber();
            case Forecast.Unheard(var dialled, var trace) -> dialled;
        };
    }

    private Verdict unheard(String dialled, List<Step> trace) {
        var changes = new ArrayList<String>();
        changes.add(Acquaintance.of(source, dialled, own)
                .map(Acquaintance::change)
                .orElse("List " + source.getHostAddress()
                        + " as `sipIp` of the number, by POST /v1/phone-numbers: no number of yours has this address or"
                        + " one near it, and none is the one dialled."));
        if (source.isSiteLocalAddress()) {
            changes.add(source.getHostAddress() + " is a private address: if a NAT is in between, give the address that"
                    + " it shows to this server as `source`.");
        }
        return new Verdict(
                Optional.of(NOT_ADMITTED),
                "Nothing would be answered, not even an error: no number lists " + source.getHostAddress()
                        + " as where calls may come from.",
                Optional.of(Blame.CUSTOMER.code()),
                trace.stream()
                        .filter(step -> step.verdict() == Step.Verdict.REFUSED)
                        .findFirst(),
                changes);
    }
}
