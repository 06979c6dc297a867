package chorus.sip.message;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A response (§7.2).
public final class SipResponse extends SipMessage {
    private final int status;
    private final String reason;

    SipResponse(int status, String reason, Headers headers, String body, Core core) {
        super(headers, body, core);
        this.status = status;
        this.reason = reason;
    }

    /// Begins an answer: Via, From, To, Call-ID and CSeq are the request's (§8.2.6.2).
    public static Builder answering(SipRequest request, int status, String reason) {
        return new Builder(request, status, reason);
    }

    public int status() {
        return status;
    }

    public String reason() {
        return reason;
    }

    public boolean isFinal() {
        return status >= 200;
    }

    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    @Override
    public String startLine() {
        return "SIP/2.0 " + status + " " + reason;
    }

    /// Puts an answer together.
    public static final class Builder {
        private final SipRequest request;
        private final int status;
        private final String reason;
        private final List<Header> more = new ArrayList<>();
        private NameAddr to;
        private String body = "";

        private Builder(SipRequest request, int status, String reason) {
            if (status < 100 || status > 699 || !Grammar.isText(reason)) {
                throw new IllegalArgumentException(
                        "A response has a status of 100 to 699 and a phrase without line breaks.");
            }
            this.request = request;
            this.status = status;
            this.reason = reason;
            this.to = request.to();
        }

        /// Sets our tag, unless To has one already.
        public Builder toTag(String tag) {
            to = to.tag().isPresent() ? to : to.withTag(tag);
            return this;
        }

        public Builder header(String name, Object value) {
            return header(new Header(name, value.toString()));
        }

        public Builder header(Header header) {
            more.add(header);
            return this;
        }

        /// Sets our tag, made only if it is needed.
        public Builder toTag(Supplier<String> tag) {
            return to.tag().isPresent() ? this : toTag(tag.get());
        }

        /// Takes over all fields of this name from the request, as a 2xx does with Record-Route.
        public Builder copy(String name) {
            more.addAll(request.headers().named(name));
            return this;
        }

        public Builder body(String contentType, String text) {
            header("Content-Type", contentType);
            body = text;
            return this;
        }

        public SipResponse build() {
            var all = new ArrayList<Header>(8 + more.size());
            all.addAll(request.headers().named("Via"));
            all.addAll(request.headers().named("From"));
            all.add(new Header("To", taggedTo()));
            all.addAll(request.headers().named("Call-ID"));
            all.addAll(request.headers().named("CSeq"));
            all.addAll(more);
            var core = new Core(request.via(), request.from(), to, request.callId(), request.cseq());
            return new SipResponse(status, reason, new Headers(all), body, core);
        }

        /// To as it came, so that nothing in it is changed, with our tag behind it.
        private String taggedTo() {
            var asked = request.header("To").orElseThrow();
            if (request.to().tag().isPresent() || to.tag().isEmpty()) {
                return asked;
            }
            return request.to().params().has("tag")
                    ? to.toString()
                    : asked + ";tag=" + to.tag().get();
        }
    }
}
