package chorus.provider.sip;

import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Preflight;
import chorus.phonebook.Trunk;
import chorus.provider.Checklist;
import chorus.provider.Dialling;
import chorus.provider.TestCalls;
import chorus.sip.SipEndpoint;
import chorus.sip.dialog.FarSide;
import chorus.sip.dialog.OutgoingRequest;
import chorus.sip.dialog.RequestListener;
import chorus.sip.dialog.RequestListener.Reply;
import chorus.sip.dialog.RequestListener.Unanswered;
import chorus.sip.message.Header;
import chorus.sip.message.NameAddr;
import chorus.sip.message.SipUri;
import chorus.sip.transport.LocalAddresses;
import chorus.sip.transport.Target;
import chorus.sip.transport.Transport;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Looks at a SIP line: names → an answer → TLS → registration → codecs → NAT → a call that comes back.
///
/// @param farSides what is known of a trunk
/// @param status   how the line stands
/// @param calls    places a call that is not on the record
/// @param clearance whether it may be placed
record SipPreflight(
        SipEndpoint endpoint,
        Directory directory,
        LocalAddresses addresses,
        Function<Trunk, FarSide> farSides,
        Function<PhoneNumber, LineStatus> status,
        Function<Dialling, SipOutgoingCall> calls,
        TestCalls clearance) {
    private static final int PATIENCE_SECONDS = 12;
    private static final String NOWHERE = "There is nobody to ask: see the steps before.";

    List<Preflight.Step> of(PhoneNumber number, Preflight.Order order) {
        var list = new Checklist(System::nanoTime);
        switch (CallRoute.of(number.trunk(), directory)) {
            case CallRoute.Closed(var why) -> closed(number, why, list);
            case CallRoute.Open way -> look(number, way, order, list);
        }
        return list.steps();
    }

    private void closed(PhoneNumber number, String why, Checklist list) {
        var range = number.trunk() instanceof Trunk.SipAllowlist listed
                && listed.host().isEmpty()
                && !listed.source().isSingle();
        if (range) {
            list.skipped("names", "sipIp is a range, so the line only takes calls: " + why);
        } else {
            list.failed("names", why, "Correct the host of the trunk, or its name service.");
        }
        registration(number, list);
        List.of("answer to OPTIONS", "codecs", "NAT").forEach(check -> list.skipped(check, NOWHERE));
    }

    private void look(PhoneNumber number, CallRoute.Open way, Preflight.Order order, Checklist list) {
        list.passed("names", way.targets().stream().map(SipPreflight::name).collect(Collectors.joining(", ")));
        switch (ask(number, way)) {
            case Reply reply -> {
                var response = reply.response();
                var target = reply.target();
                answered(Quote.deciding(response), response.status(), target, list);
                registration(number, list);
                CodecCheck.of(response, list);
                NatCheck.of(response, target, addresses.towards(target.address()), registers(number), list);
                lifetime(target, order, list);
            }
            case Unanswered(var why) -> {
                silent(why, way.targets().getFirst(), list);
                registration(number, list);
                List.of("codecs", "NAT").forEach(check -> list.skipped(check, NOWHERE));
            }
        }
        loop(number, order, list);
    }

    private RequestListener.Outcome ask(PhoneNumber number, CallRoute.Open way) {
        var answer = new CompletableFuture<RequestListener.Outcome>();
        endpoint.send(options(number.trunk(), way), way.targets(), answer::complete);
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Unanswered("The server is being stopped.");
        } catch (ExecutionException | TimeoutException _) {
            return new Unanswered(
                    "No answer came from " + name(way.targets().getFirst()) + " within " + PATIENCE_SECONDS + " s.");
        }
    }

    private OutgoingRequest options(Trunk trunk, CallRoute.Open way) {
        var where = host(trunk);
        var uri = SipUri.sip("", where.host(), where.port());
        return new OutgoingRequest(
                "OPTIONS",
                uri,
                NameAddr.of(SipUri.sip("chorus", where.host(), -1)),
                NameAddr.of(SipUri.sip("", where.host(), -1)),
                UUID.randomUUID().toString(),
                1,
                way.routes(),
                "chorus",
                Optional.empty(),
                List.of(new Header("Accept", "application/sdp")),
                farSides.apply(trunk));
    }

    private static SipUri host(Trunk trunk) {
        return switch (trunk) {
            case Trunk.SipRegistration registration -> SipUri.sip("", registration.registrar(), -1);
            case Trunk.SipAllowlist listed ->
                SipUri.sip("", listed.called(), listed.host().isPresent() ? -1 : listed.port());
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ ->
                throw new IllegalArgumentException("Only SIP trunks are asked by SIP.");
        };
    }

    /// Any answer proves the way there and back; what it says is of the far side's temper.
    private static void answered(String words, int status, Target target, Checklist list) {
        if (target.transport() == Transport.TLS) {
            list.passed("TLS", "The certificate of " + name(target) + " is trusted, in date and of the right name.");
        }
        if (status == 503) {
            list.failed("answer to OPTIONS", words, "The far side takes nothing now: ask who runs it.");
        } else {
            list.passed("answer to OPTIONS", words + ", from " + name(target));
        }
    }

    private static void silent(String why, Target first, Checklist list) {
        if (first.transport() == Transport.TLS) {
            list.failed(
                    "TLS",
                    why,
                    "Give the far side a certificate of its own name that is in date, or name its authority in"
                            + " CHORUS_TLS_TRUST.");
        }
        list.failed(
                "answer to OPTIONS",
                why,
                "Check host, port and transport of the trunk, and that firewalls let " + first.transport()
                        + " from here to " + name(first) + " pass, both ways.");
    }

    private void registration(PhoneNumber number, Checklist list) {
        if (!registers(number)) {
            return;
        }
        var line = status.apply(number);
        switch (line.state()) {
            case READY ->
                list.passed(
                        "registration",
                        line.why()
                                + line.until()
                                        .map(until -> " Until " + until + ".")
                                        .orElse(""));
            case CONNECTING -> list.skipped("registration", line.why());
            case FAILED, UNAVAILABLE ->
                list.failed(
                        "registration",
                        line.why(),
                        "Check sipUsername, sipAuthUser, sipPassword and the host with whoever runs the registrar.");
        }
    }

    private static boolean registers(PhoneNumber number) {
        return number.trunk() instanceof Trunk.SipRegistration;
    }

    private void lifetime(Target target, Preflight.Order order, Checklist list) {
        if (!order.patient()) {
            list.skipped("NAT mapping's lifetime", "It takes half a minute: ask for it with \"patient\": true.");
        } else if (target.transport() != Transport.UDP) {
            list.skipped("NAT mapping's lifetime", "The line is a stream, which is kept open.");
        } else {
            MappingLifetime.of(target, MappingLifetime.SILENCE, list);
        }
    }

    private void loop(PhoneNumber number, Preflight.Order order, Checklist list) {
        order.loopTo()
                .ifPresentOrElse(
                        to -> loop(number, to, list),
                        () -> list.skipped(
                                LoopCall.CHECK,
                                "No extension that sends back what it hears was named: \"loopTo\", such as \"*43\"."));
    }

    private void loop(PhoneNumber number, String to, Checklist list) {
        switch (clearance.begin(number, to)) {
            case TestCalls.Start.Refused(var refusal) ->
                list.failed(
                        LoopCall.CHECK,
                        "It was not made to " + to + ": " + refusal.sentence(),
                        "Name an extension that a call could be placed to, and test while one could.");
            case TestCalls.Start.Begun begun -> {
                try (begun) {
                    new LoopCall(calls, number, to, begun.mayReach(), list).run();
                }
            }
        }
    }

    private static String name(Target target) {
        return target.address().getHostAddress() + ":" + target.port() + " over " + target.transport();
    }
}
