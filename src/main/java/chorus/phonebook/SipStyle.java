package chorus.phonebook;

import java.util.Locale;

/// How a SIP trunk wants to be spoken to.
///
/// @param callerId     the API's `sipCallerId`
/// @param numberFormat the API's `sipNumberFormat`
public record SipStyle(Srtp srtp, CallerId callerId, NumberFormat numberFormat) {
    /// What a trunk gets that says nothing: encryption offered where the signalling is encrypted.
    public static SipStyle standard(Trunk.Transport transport, boolean registers) {
        return new SipStyle(
                transport == Trunk.Transport.TLS ? Srtp.OPTIONAL : Srtp.OFF,
                registers ? CallerId.PAI : CallerId.FROM_PAI,
                NumberFormat.E164);
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
