package chorus.phonebook;

import java.util.Locale;
import java.util.Optional;

/// How a SIP trunk wants to be spoken to.
///
/// @param callerId     the API's `sipCallerId`
/// @param numberFormat the API's `sipNumberFormat`
/// @param srtpChosen   false: `srtp` is what the transport implies, and follows a change of it
public record SipStyle(Srtp srtp, CallerId callerId, NumberFormat numberFormat, boolean srtpChosen) {
    public SipStyle(Srtp srtp, CallerId callerId, NumberFormat numberFormat) {
        this(srtp, callerId, numberFormat, true);
    }

    /// What a trunk gets that says nothing: encryption offered where the signalling is encrypted.
    public static SipStyle standard(Trunk.Transport transport, boolean registers) {
        return new SipStyle(
                transport == Trunk.Transport.TLS ? Srtp.OPTIONAL : Srtp.OFF,
                registers ? CallerId.PAI : CallerId.FROM_PAI,
                NumberFormat.E164,
                false);
    }

    /// Empty when the transport decides.
    public Optional<Srtp> chosenSrtp() {
        return srtpChosen ? Optional.of(srtp) : Optional.empty();
    }

    /// The parts that were chosen, and the standard for the others.
    public static SipStyle chosen(
            Optional<Srtp> srtp,
            Optional<CallerId> callerId,
            Optional<NumberFormat> numberFormat,
            Trunk.Transport transport,
            boolean registers) {
        var standard = standard(transport, registers);
        return new SipStyle(
                srtp.orElse(standard.srtp),
                callerId.orElse(standard.callerId),
                numberFormat.orElse(standard.numberFormat),
                srtp.isPresent());
    }

    /// Whether sound is encrypted (SRTP keyed by SDES).
    public enum Srtp {
        OFF,
        /// Offered, and taken when the far side wants it.
        OPTIONAL,
        REQUIRED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Where the number that calls stands. Without `FROM` in the name, From carries the registered user.
    public enum CallerId {
        FROM,
        FROM_PAI,
        FROM_RPID,
        PAI,
        RPID;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How numbers are written in our requests.
    public enum NumberFormat {
        /// `+12025550100`.
        E164,
        /// `12025550100`.
        DIGITS;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
