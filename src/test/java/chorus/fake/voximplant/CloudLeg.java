package chorus.fake.voximplant;

import chorus.fake.voximplant.Person.State;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/// One call of a session: on this side the scenario, on the other a person. Lives on the session's thread, but for the
/// sound.
final class CloudLeg implements SoundUnit {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final double COST_OF_A_MINUTE = 0.02;

    private final VoximplantSession session;
    private final String unit;
    private final String id = UUID.randomUUID().toString().replace("-", "").toUpperCase(Locale.ROOT);
    private final boolean incoming;
    private final boolean detectsMachines;
    private final String local;
    private final Person person;
    private volatile Stage stage = Stage.ALERTING;
    private boolean handlesTones;
    private long connectedNanos;

    private enum Stage {
        ALERTING,
        PROGRESSING,
        CONNECTED,
        TERMINATED
    }

    CloudLeg(
            VoximplantSession session,
            String unit,
            boolean incoming,
            String local,
            Person person,
            boolean detectsMachines) {
        this.session = session;
        this.unit = unit;
        this.incoming = incoming;
        this.local = local;
        this.person = person;
        this.detectsMachines = detectsMachines;
        person.connect(digits -> session.post(() -> pressed(digits)), () -> session.post(this::personHangsUp));
        session.later(session.cloud().unanswered().toMillis(), this::nobodyAnswered);
    }

    String id() {
        return id;
    }

    /// As a `Call` of the scenario begins.
    ObjectNode facts() {
        return JSON.createObjectNode()
                .put("unit", unit)
                .put("id", id)
                .put("incoming", incoming)
                .put("callerid", incoming ? person.number() : local)
                .put("number", incoming ? local : person.number())
                .put("displayName", person.number());
    }

    // What the scenario does.

    String does(String verb, String argument) {
        switch (verb) {
            case "id" -> {
                return id;
            }
            case "state" -> {
                return stage.name();
            }
            case "ring" -> progress();
            case "answer" -> session.post(this::connect);
            case "reject" -> reject(Integer.parseInt(argument));
            case "hangup" -> hangUp();
            case "sendDigits" -> sendDigits(argument);
            case "handleTones" -> handlesTones = Boolean.parseBoolean(argument);
            case "playProgressTone" -> session.routes().route(VoximplantSession.RINGING, unit, "");
            case "stopPlayback" -> session.routes().unroute(VoximplantSession.RINGING, unit);
            default -> throw new Script.Broken("a Call has no " + verb);
        }
        return "";
    }

    private void progress() {
        if (stage == Stage.ALERTING) {
            stage = Stage.PROGRESSING;
            person.becomes(State.RINGING);
            tell("hears it ring");
        }
    }

    private void reject(int code) {
        if (!incoming || isConnected()) {
            throw new Script.Broken("only an incoming call that was not answered is rejected");
        }
        end(code, "Rejected");
    }

    private void hangUp() {
        switch (stage) {
            case CONNECTED -> end(200, "Normal call clearing");
            case ALERTING, PROGRESSING -> end(487, "Request terminated");
            case TERMINATED -> {}
        }
    }

    private void sendDigits(String digits) {
        if (isConnected()) {
            person.hearKeys(digits);
            tell("hears the keys " + digits);
        }
    }

    // What the person does.

    /// The person is being called: rings, and whatever they do then.
    void dial(Answering answering) {
        session.later(50, () -> {
            if (answering.code() != 404 && isUnanswered()) {
                stage = Stage.PROGRESSING;
                tell("rings");
                session.happens(unit, "Call.Ringing", "{}");
            }
        });
        if (answering.code() > 0) {
            session.later(50 + answering.ringing().toMillis(), () -> {
                if (answering.answers()) {
                    connect();
                    verdict(answering.machine());
                } else {
                    end(answering.code(), "Code " + answering.code());
                }
            });
        }
    }

    private void verdict(boolean machine) {
        if (detectsMachines) {
            session.later(400, () -> {
                var found = !isConnected() ? "CALL_ENDED" : machine ? "VOICEMAIL" : "HUMAN";
                session.happens(
                        "amd of " + unit, "AMD.Events.DetectionComplete", "{\"resultClass\":\"" + found + "\"}");
            });
        }
    }

    private void connect() {
        if (isUnanswered()) {
            stage = Stage.CONNECTED;
            connectedNanos = System.nanoTime();
            person.becomes(State.TALKING);
            tell("is answered");
            session.happens(unit, "Call.Connected", "{\"headers\":{}}");
        }
    }

    private void pressed(String digits) {
        if (isConnected() && handlesTones) {
            session.happens(unit, "Call.ToneReceived", "{\"tone\":\"" + digits + "\"}");
        }
    }

    private void personHangsUp() {
        if (isConnected()) {
            end(200, "Normal call clearing");
        } else {
            end(incoming ? 487 : 603, incoming ? "Request terminated" : "Decline");
        }
    }

    private void nobodyAnswered() {
        if (isUnanswered()) {
            end(408, "Request timeout");
        }
    }

    /// The session is over, and with it the call.
    void cut() {
        if (stage != Stage.TERMINATED) {
            end(487, "The session ended");
        }
    }

    private void tell(String what) {
        var both = incoming ? "+" + person.number() + " -> +" + local : "+" + local + " -> +" + person.number();
        session.cloud().tell(both + " " + what);
    }

    private boolean isUnanswered() {
        return stage == Stage.ALERTING || stage == Stage.PROGRESSING;
    }

    private boolean isConnected() {
        return stage == Stage.CONNECTED;
    }

    private void end(int code, String reason) {
        if (stage == Stage.TERMINATED) {
            return;
        }
        var connected = isConnected();
        stage = Stage.TERMINATED;
        var talked = connected ? Duration.ofNanos(System.nanoTime() - connectedNanos) : Duration.ZERO;
        var seconds = (talked.toMillis() + 999) / 1000;
        var minutes = (seconds + 59) / 60;
        var cost = minutes * COST_OF_A_MINUTE;
        person.over(code);
        tell("is over: " + code + " " + reason);
        session.routes().remove(unit);
        session.over(
                this, new PastSession.PastCall(local, person.number(), incoming, connected, seconds, cost, reason));
        if (connected || incoming) {
            var fields = JSON.createObjectNode()
                    .put("internalCode", code)
                    .put("reason", reason)
                    .put("duration", seconds)
                    .put("cost", String.valueOf(cost));
            session.happens(unit, "Call.Disconnected", fields.toString());
        } else {
            var fields = JSON.createObjectNode().put("code", code).put("reason", reason);
            session.happens(unit, "Call.Failed", fields.toString());
        }
    }

    // Sound.

    @Override
    public Optional<byte[]> produce() {
        return isConnected() ? Optional.of(person.speak()) : Optional.empty();
    }

    @Override
    public void consume(Optional<byte[]> sound) {
        if (isConnected() && sound.isPresent()) {
            if (sound.get().length == 0) {
                person.hearRinging();
            } else {
                person.hear(sound.get());
            }
        }
    }
}
