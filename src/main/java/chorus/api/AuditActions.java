package chorus.api;

import chorus.phonebook.AuditLog;
import java.util.LinkedHashMap;
import java.util.Map;

/// The audit log, read.
final class AuditActions {
    private final ApiParts parts;

    AuditActions(ApiParts parts) {
        this.parts = parts;
    }

    Map<String, Action> all() {
        return Map.of("listAuditLog", this::list);
    }

    private Answer list(Request request) {
        var filter = new AuditLog.Filter(request.uuid("keyId"), request.text("action"), request.text("objectId"));
        return Answer.page(
                parts.auditLog().list(request.organization(), filter, request.limit(), request.offset()),
                AuditActions::view);
    }

    @SuppressWarnings("NullAway") // JSON's null is Java's null inside this map.
    private static Map<String, Object> view(AuditLog.Entry entry) {
        var view = new LinkedHashMap<String, Object>();
        view.put("id", entry.id().toString());
        view.put("at", entry.at().toString());
        view.put("keyId", entry.keyId().toString());
        view.put("keyName", entry.keyName());
        view.put("action", entry.action());
        view.put("objectId", entry.objectId().orElse(null));
        view.put(
                "fields",
                entry.fields().isEmpty()
                        ? java.util.List.of()
                        : java.util.List.of(entry.fields().split(", ")));
        view.put("status", entry.status());
        view.put("from", entry.from());
        return view;
    }
}
