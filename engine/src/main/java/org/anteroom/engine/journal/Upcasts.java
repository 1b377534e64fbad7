package org.anteroom.engine.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.Policy;

/** How an event of an earlier release becomes one of this release: one step a version, on the event's fields. */
final class Upcasts {
    /** The end that a session of the first version had by itself, in minutes after the planned one. */
    private static final int FIRST_OVERRUN_MINUTES = 240;

    private static final Map<String, List<Consumer<ObjectNode>>> STEPS = Map.of(
            "session-created",
                    List.of(
                            data -> plan(data.get("plan")),
                            data -> video(data.get("plan")),
                            data -> idle(data.get("plan")),
                            data -> reactions(data.get("plan")),
                            // Version 6 may say of which series the session is; the one before says of none.
                            data -> {},
                            data -> e2ee(data.get("plan"))),
            "session-changed",
                    List.of(
                            data -> plan(data.get("plan")),
                            data -> video(data.get("plan")),
                            data -> idle(data.get("plan")),
                            data -> reactions(data.get("plan")),
                            data -> {},
                            data -> e2ee(data.get("plan"))),
            "check-in-completed", List.of(data -> consents(data.get("checkIn"))),
            "breakouts-planned", List.of(data -> rooms(data.get("plan"))),
            // Version 2 of a seat may name what others read of the person; the first version names nothing.
            "seat-added", List.of(data -> {}),
            // Version 2 of a use of an invite may say what used it; the first version says nothing.
            "invite-used", List.of(data -> {}));

    private Upcasts() {}

    /** The version of events of this type that this release writes. */
    static int version(String type) {
        return 1 + STEPS.getOrDefault(type, List.of()).size();
    }

    /** Brings the fields from that version to this release's; false where they are of no version that is known. */
    static boolean apply(String type, int version, JsonNode data) {
        if (version < 1 || version > version(type) || !(data instanceof ObjectNode fields)) {
            return false;
        }
        List<Consumer<ObjectNode>> steps = STEPS.getOrDefault(type, List.of());
        steps.subList(version - 1, steps.size()).forEach(step -> step.accept(fields));
        return true;
    }

    /** Version 2 of a session's plan: it ends by itself by policy, and knows groups for breakouts. */
    private static void plan(JsonNode plan) {
        if (plan instanceof ObjectNode fields && fields.get("policy") instanceof ObjectNode policy) {
            policy.put("overrunMinutes", FIRST_OVERRUN_MINUTES);
            ObjectNode groups = fields.putObject("breakouts");
            groups.putArray("pods");
            groups.putArray("keepApart");
            groups.putArray("pairWith");
        }
    }

    /** Version 3 of a session's plan: its policy says whether cameras are used. Before, they always were. */
    private static void video(JsonNode plan) {
        if (plan instanceof ObjectNode fields && fields.get("policy") instanceof ObjectNode policy) {
            policy.put("video", "auto");
        }
    }

    /** Version 4 of a session's plan: its policy says when a device is signed out. A live room is left as it was. */
    private static void idle(JsonNode plan) {
        if (plan instanceof ObjectNode fields && fields.get("policy") instanceof ObjectNode policy) {
            ObjectNode minutes = policy.putObject("idleMinutes");
            minutes.put("staff", Policy.IdleMinutes.DEFAULT.staff());
            minutes.put("patients", Policy.IdleMinutes.DEFAULT.patients());
        }
    }

    /** Version 5 of a session's plan: its policy says whether people may react. Where none says so, they may. */
    private static void reactions(JsonNode plan) {
        if (plan instanceof ObjectNode fields && fields.get("policy") instanceof ObjectNode policy) {
            policy.put("reactions", Policy.DEFAULT.reactions());
        }
    }

    /** Version 6 of a session's plan: its policy says whether media are encrypted from page to page. Before, none were. */
    private static void e2ee(JsonNode plan) {
        if (plan instanceof ObjectNode fields && fields.get("policy") instanceof ObjectNode policy) {
            policy.put("e2ee", "off");
        }
    }

    /** Version 2 of a check-in: it says what was accepted. Before, that was the built-in sentence, in English alone. */
    private static void consents(JsonNode checkIn) {
        if (checkIn instanceof ObjectNode fields) {
            ObjectNode accepted = fields.putArray("consents").addObject();
            accepted.put("consent", ConsentId.BUILT_IN.value());
            accepted.put("version", 1);
            accepted.put("language", "en");
            accepted.set("acceptedAt", fields.get("completedAt"));
        }
    }

    /** Version 2 of a breakout plan: it says where latecomers go, and who is kept apart. */
    private static void rooms(JsonNode plan) {
        if (plan instanceof ObjectNode fields) {
            fields.put("latecomers", "stay");
            ObjectNode rules = fields.putObject("rules");
            rules.putArray("keepApart");
            rules.putArray("pairWith");
        }
    }
}
