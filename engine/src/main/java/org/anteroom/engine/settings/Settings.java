package org.anteroom.engine.settings;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.SessionReader;

/**
 * What one program has set. Immutable.
 *
 * @param policies the policy by kind of session, where the program set one
 */
public record Settings(Map<String, Policy> policies) {
    /** A program that has set nothing. */
    public static final Settings NONE = new Settings(Map.of());

    public Settings {
        policies = Map.copyOf(policies);
    }

    /** The policy of sessions of this kind that say nothing of their own: the program's, else the shipped one. */
    public Policy policy(String kind) {
        return Optional.ofNullable(policies.get(kind)).orElseGet(() -> SessionReader.shipped(kind));
    }

    /** These settings after one more event. */
    Settings after(SettingsEvent event) {
        return switch (event.type()) {
            case SettingsEvent.POLICY_SET -> policySet(event.data());
            default -> throw new IllegalStateException("Event " + event.type() + " is of a newer release");
        };
    }

    private Settings policySet(JsonObject data) {
        String kind = data.getString("kind");
        Map<String, Policy> more = new LinkedHashMap<>(policies);
        Fields draft = new Fields(data.getJsonObject("policy"), "");
        more.put(kind, SessionReader.policy(draft, SessionReader.shipped(kind)));
        return new Settings(more);
    }
}
