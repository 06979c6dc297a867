package chorus.fake;

import chorus.phonebook.LineStatus;
import chorus.phonebook.PhoneNumber;
import chorus.phonebook.Preflight;
import chorus.phonebook.Trunk;
import chorus.provider.Dialling;
import chorus.provider.IncomingCalls;
import chorus.provider.OutgoingCall;
import chorus.provider.Provider;
import chorus.provider.TestCalls;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A phone network that exists on paper only: it carries SIP allowlists and writes down what it is told.
public final class PaperProvider implements Provider {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile Function<Dialling, Optional<OutgoingCall>> dials = _ -> Optional.empty();

    /// Who is dialled from now on; nobody, until this is said.
    public void dials(Function<Dialling, Optional<OutgoingCall>> newDials) {
        dials = newDials;
    }

    public List<String> told() {
        return told;
    }

    @Override
    public String name() {
        return "sip";
    }

    @Override
    public boolean carries(Trunk trunk) {
        return trunk instanceof Trunk.SipAllowlist;
    }

    @Override
    public void start(IncomingCalls calls) {}

    @Override
    public void attach(PhoneNumber number) {
        told.add("attach " + number.number());
    }

    @Override
    public void attachAll(List<PhoneNumber> numbers) {
        numbers.forEach(this::attach);
    }

    @Override
    public void detach(PhoneNumber number) {
        told.add("detach " + number.number());
    }

    @Override
    public LineStatus status(PhoneNumber number) {
        return new LineStatus(LineStatus.State.READY, "Calls are taken.", number.updatedAt());
    }

    @Override
    public Optional<OutgoingCall> outgoing(Dialling dialling) {
        return dials.apply(dialling);
    }

    @Override
    public List<Preflight.Step> test(PhoneNumber number, Preflight.Order order, TestCalls calls) {
        return List.of(new Preflight.Step(
                "answer to OPTIONS", Preflight.Verdict.FAILED, "Nobody answered.", "Connect the cable.", 3));
    }

    @Override
    public void close() {}
}
