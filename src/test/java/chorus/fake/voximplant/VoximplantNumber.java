package chorus.fake.voximplant;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/// A telephone number that an account rents, and where it leads.
public final class VoximplantNumber {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final long id;
    private final String digits;
    private volatile Optional<VoximplantApplication> application = Optional.empty();
    private volatile Optional<VoximplantRule> rule = Optional.empty();
    private volatile boolean deactivated;
    private volatile boolean canceled;
    private volatile boolean usable = true;

    VoximplantNumber(long id, String digits) {
        this.id = id;
        this.digits = digits;
    }

    public long id() {
        return id;
    }

    /// Without the plus, as Voximplant writes numbers.
    public String digits() {
        return digits;
    }

    /// Where calls go.
    public Optional<VoximplantApplication> application() {
        return application;
    }

    /// The rule that it is bound to directly, if any.
    public Optional<VoximplantRule> rule() {
        return rule;
    }

    /// As its owner does in the control panel, or another program.
    public VoximplantNumber bind(VoximplantApplication to, Optional<VoximplantRule> directly) {
        application = Optional.of(to);
        rule = directly;
        return this;
    }

    public VoximplantNumber unbind() {
        application = Optional.empty();
        rule = Optional.empty();
        return this;
    }

    /// Its rent was not paid.
    public VoximplantNumber frozen() {
        deactivated = true;
        return this;
    }

    /// Its owner has not proved who they are.
    public VoximplantNumber unverified() {
        usable = false;
        return this;
    }

    public boolean isCanceled() {
        return canceled;
    }

    void cancel() {
        canceled = true;
        deactivated = true;
        unbind();
    }

    /// The rule that an incoming call takes; none where nothing would happen.
    Optional<VoximplantRule> leadsTo() {
        return deactivated || !usable ? Optional.empty() : rule.or(() -> application.flatMap(it -> it.ruleFor(digits)));
    }

    boolean isDeactivated() {
        return deactivated;
    }

    boolean canBeUsed() {
        return usable;
    }

    ObjectNode described() {
        var described = JSON.createObjectNode()
                .put("phone_id", id)
                .put("phone_number", digits)
                .put("phone_price", 1.15)
                .put("phone_country_code", "US")
                .put("phone_next_renewal", "2026-12-24")
                .put("phone_purchase_date", "2026-11-24 09:30:00")
                .put("deactivated", deactivated)
                .put("canceled", canceled)
                .put("auto_charge", !canceled)
                .put("category_name", "GEOGRAPHIC")
                .put("can_be_used", usable)
                .put("is_sms_supported", false)
                .put("is_sms_enabled", false)
                .put("phone_region_name", "Springfield, IL");
        if (!usable) {
            described.put("required_verification", "US").put("verification_status", "REQUIRED");
        }
        application.ifPresent(it -> described
                .put("application_id", it.id())
                .put("application_name", it.name())
                .put("extended_application_name", it.fullName()));
        rule.ifPresent(it -> described.put("rule_id", it.id()).put("rule_name", it.name()));
        return described;
    }
}
