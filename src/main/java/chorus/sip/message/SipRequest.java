package chorus.sip.message;

import java.util.ArrayList;
import java.util.List;

/// A request (§7.1).
public final class SipRequest extends SipMessage {
    private final String method;
    private final SipUri uri;

    SipRequest(String method, SipUri uri, Headers headers, String body, Core core) {
        super(headers, body, core);
        this.method = method;
        this.uri = uri;
    }

    public static Builder to(String method, SipUri uri) {
        return new Builder(method, uri);
    }

    /// Case-sensitive, as the RFC has it: `INVITE`.
    public String method() {
        return method;
    }

    public boolean is(String name) {
        return method.equals(name);
    }

    /// What is asked for: of an INVITE, who is called.
    public SipUri uri() {
        return uri;
    }

    @Override
    public String startLine() {
        return method + " " + uri + " SIP/2.0";
    }

    /// The same request, its topmost Via telling where it was really heard from.
    public SipRequest heardFrom(String address, int port) {
        var told = via().heardFrom(address, port);
        if (told.equals(via())) {
            return this;
        }
        return with(told);
    }

    /// The same request, its topmost Via telling of another transport (§18.1.1).
    public SipRequest over(String transport) {
        return with(new Via(transport, via().host(), via().port(), via().params()));
    }

    private SipRequest with(Via first) {
        var core = new Core(first, from(), to(), callId(), cseq());
        return new SipRequest(method, uri, headers().withFirstVia(first), body(), core);
    }

    /// Puts a request together. Headers appear in the order they are added.
    public static final class Builder {
        private final String method;
        private final SipUri uri;
        private final List<Header> headers = new ArrayList<>();
        private String body = "";

        private Builder(String method, SipUri uri) {
            if (!Grammar.isToken(method)) {
                throw new IllegalArgumentException("A method is a token, such as BYE.");
            }
            this.method = method;
            this.uri = uri;
        }

        public Builder header(String name, Object value) {
            headers.add(new Header(name, value.toString()));
            return this;
        }

        public Builder header(Header header) {
            headers.add(header);
            return this;
        }

        public Builder body(String contentType, String text) {
            header("Content-Type", contentType);
            body = text;
            return this;
        }

        /// @throws IllegalArgumentException when Via, From, To, Call-ID or CSeq is missing or broken
        public SipRequest build() {
            var all = new Headers(headers);
            var core = CoreHeaders.read(all);
            if (!core.isComplete()) {
                throw new IllegalArgumentException(
                        "A request needs Via, From, To, Call-ID and CSeq: " + core.problem() + ".");
            }
            return new SipRequest(method, uri, all, body, core.complete());
        }
    }
}
