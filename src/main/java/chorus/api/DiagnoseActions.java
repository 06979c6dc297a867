package chorus.api;

import chorus.call.Forecast;
import chorus.doctor.PastedInvite;
import chorus.doctor.Prognosis;
import chorus.doctor.capture.Capture;
import chorus.doctor.capture.Capture.Found;
import chorus.phonebook.AddressRange;
import chorus.phonebook.PhoneNumber;
import chorus.provider.Specimen;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// What would become of an INVITE, had it come.
final class DiagnoseActions {
    private final ApiParts parts;

    DiagnoseActions(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of("diagnose", this::diagnose);
    }

    private Answer diagnose(Request request) {
        var invite = request.field("invite");
        var capture = request.field("capture");
        if (invite.isPresent() == capture.isPresent()) {
            return Answer.invalid("invite", "give either `invite`, as text, or `capture`, a recording in base64");
        }
        return source(
                request,
                source -> invite.map(text -> pasted(request, text, source))
                        .orElseGet(() -> recorded(request, capture.orElse(""), source)));
    }

    /// An address without a prefix, if one is given.
    private static Answer source(Request request, Function<Optional<InetAddress>, Answer> next) {
        try {
            var range = request.field("source").map(AddressRange::parse);
            return range.filter(each -> !each.isSingle()).isPresent()
                    ? Answer.invalid("source", "must be one address, such as 203.0.113.7")
                    : next.apply(range.map(AddressRange::first));
        } catch (IllegalArgumentException e) {
            return Answer.invalid("source", String.valueOf(e.getMessage()));
        }
    }

    private Answer pasted(Request request, String text, Optional<InetAddress> source) {
        if (source.isEmpty()) {
            return Answer.invalid("source", "is needed with `invite`: the address that the INVITE comes from");
        }
        return PastedInvite.wire(text)
                .map(bytes -> judged(request, new Found.Invite(ByteBuffer.wrap(bytes), source.get(), 5060, "UDP")))
                .orElseGet(() -> Answer.invalid(
                        "invite", "must hold a line that begins with INVITE, and all that follows it in the message"));
    }

    private Answer recorded(Request request, String base64, Optional<InetAddress> source) {
        try {
            return switch (Capture.firstInvite(Base64.getMimeDecoder().decode(base64))) {
                case Found.Nothing(var why) -> Answer.invalid("capture", why);
                case Found.Invite(var message, var from, var port, var transport) ->
                    judged(request, new Found.Invite(message, source.orElse(from), port, transport));
            };
        } catch (IllegalArgumentException e) {
            return Answer.invalid("capture", "must be base64: " + e.getMessage());
        }
    }

    /// What the request says of the way weighs more than what was recorded.
    private Answer judged(Request request, Found.Invite invite) {
        var port = request.body().get("port") instanceof Integer given ? given : invite.port();
        var transport = request.field("transport").orElse(invite.transport()).toUpperCase(Locale.ROOT);
        var specimen = new Specimen(invite.message(), invite.source(), port, transport);
        var own = Own.of(request, parts.numbers());
        return parts.forecasts()
                .forecast(specimen, visible(request))
                .map(forecast -> answer(request, specimen, forecast, own))
                .orElseGet(() -> Answer.error(409, "No provider of this server takes SIP calls."));
    }

    private static Predicate<PhoneNumber> visible(Request request) {
        return number -> request.caller().operator() || number.organizationId().equals(request.organization());
    }

    private static Answer answer(Request request, Specimen specimen, Forecast forecast, List<PhoneNumber> own) {
        var prognosis = new Prognosis(specimen.source(), own);
        if (request.wantsText()) {
            return Answer.text(prognosis.text(forecast));
        }
        var view = new LinkedHashMap<String, Object>();
        view.put("source", specimen.source().getHostAddress());
        view.put("port", specimen.port());
        view.put("transport", specimen.transport().toLowerCase(Locale.ROOT));
        view.put("verdict", TraceView.verdict(prognosis.on(forecast)));
        view.put("trace", TraceView.steps(forecast.trace()));
        return Answer.ok(view);
    }
}
