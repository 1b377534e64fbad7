package org.anteroom.engine.series;

import io.vertx.core.json.JsonObject;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.SessionReader;

/**
 * What a program plans of a series: when its sessions are, and what each of them is.
 *
 * @param startsAt the local time from which on the rule is followed, and the time of day
 * @param policy the policy that it says itself, as programs write it; the rest is the program's by kind
 * @param draft the fields as the program wrote them, which is how they are kept
 */
public record Schedule(
        Text title,
        String kind,
        ZoneId zone,
        LocalDateTime startsAt,
        int durationMinutes,
        Recurrence recurrence,
        int capacity,
        Optional<JsonObject> policy,
        Optional<Text> externalId,
        JsonObject draft) {
    /** The policy of its sessions: its own fields before those of the program's policy by kind. */
    public Policy policyOver(Policy byKind) {
        return policy.map(own -> SessionReader.policy(new Fields(own.copy(), "/policy"), byKind))
                .orElse(byKind);
    }

    /** The fields that a program writes of it. */
    public static final List<String> FIELDS = List.of(
            "title",
            "kind",
            "timeZone",
            "startsAt",
            "durationMinutes",
            "recurrence",
            "capacity",
            "policy",
            "externalId");
}
