package chorus.provider.sip;

import chorus.phonebook.Trunk;
import chorus.sip.SipEndpoint;
import chorus.sip.auth.Credentials;
import chorus.sip.dialog.Dialog;
import chorus.sip.dialog.DialogListener;
import chorus.sip.dialog.Ended;
import chorus.sip.dialog.FarSide;
import chorus.sip.dialog.InviteListener;
import chorus.sip.dialog.OutgoingInvite;
import chorus.sip.dialog.Reoffer;
import chorus.sip.message.SipRequest;
import chorus.sip.message.SipResponse;
import java.util.Optional;

/// The way of one trunk's calls to the endpoint.
///
/// @param watch told of each dialog that begins, and of its end
record SipInviter(SipEndpoint endpoint, FarSide trunk, Watch watch) implements Inviter {
    /// Whoever keeps book of a call's dialogs.
    interface Watch {
        /// @param sipCallId the Call-ID that will go over the wire
        void begins(String sipCallId);

        void over();
    }

    private static final int TAG_LENGTH = 12;

    @Override
    public Calling invite(Invite invite, CallRoute.Open way, DialogListener dialog, Listener listener) {
        var parties = invite.parties();
        var asked = new OutgoingInvite(
                invite.requestUri(),
                parties.from().withTag(tag(invite)),
                parties.to(),
                invite.callId(),
                invite.cseq(),
                way.routes(),
                parties.more(),
                invite.offer(),
                trunk);
        watch.begins(invite.callId());
        return endpoint.invite(asked, way.targets(), new Both(dialog, listener, watch))::cancel;
    }

    /// The same for the whole of a call, wherever it is redirected.
    private static String tag(Invite invite) {
        return invite.callId().replace("-", "").substring(0, TAG_LENGTH);
    }

    static Optional<Credentials> credentials(Trunk trunk) {
        return switch (trunk) {
            case Trunk.SipRegistration registration ->
                Optional.of(new Credentials(
                        registration.authUser().orElse(registration.username()),
                        () -> registration.password().reveal()));
            case Trunk.SipAllowlist allowlist ->
                allowlist
                        .login()
                        .map(login -> new Credentials(
                                login.name(), () -> login.password().reveal()));
            case Trunk.Twilio _, Trunk.Voximplant _, Trunk.Browser _ -> Optional.empty();
        };
    }

    /// Splits what the endpoint tells: before the answer to the attempt, after it to the leg.
    private record Both(DialogListener dialog, Listener listener, Watch watch) implements InviteListener {
        @Override
        public void provisional(SipResponse response) {
            listener.provisional(response);
        }

        @Override
        public void answered(Dialog answered, SipResponse response) {
            listener.answered(answered, response);
        }

        @Override
        public void failed(InviteListener.Failure failure) {
            watch.over();
            listener.failed(translated(failure));
        }

        @Override
        public void passedOver(InviteListener.Failure why) {
            listener.passedOver(translated(why));
        }

        private static Inviter.Failure translated(InviteListener.Failure failure) {
            return switch (failure) {
                case InviteListener.Refused(var response, var remark) -> new Inviter.Failure.Refused(response, remark);
                case InviteListener.Unanswered(var why) -> new Inviter.Failure.Unanswered(why);
                case InviteListener.Full() -> new Inviter.Failure.Full();
                case InviteListener.Canceled() -> new Inviter.Failure.Canceled();
            };
        }

        @Override
        public void confirmed(Optional<String> answer) {
            dialog.confirmed(answer);
        }

        @Override
        public void reoffered(Reoffer reoffer) {
            dialog.reoffered(reoffer);
        }

        @Override
        public void renewed(String sdp) {
            dialog.renewed(sdp);
        }

        @Override
        public void informed(SipRequest info) {
            dialog.informed(info);
        }

        @Override
        public void ended(Ended ended) {
            watch.over();
            dialog.ended(ended);
        }
    }
}
