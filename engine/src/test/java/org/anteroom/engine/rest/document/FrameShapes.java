package org.anteroom.engine.rest.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The frames of {@code asyncapi.yaml}: any frame that is none of them, or has a field too many, fails a test. */
public final class FrameShapes {
    private static final FrameShapes ONE = new FrameShapes(Document.asyncApi());

    private final Document document;
    private final Map<String, Rule> rules = new LinkedHashMap<>();

    private FrameShapes(Document document) {
        this.document = document;
        JsonObject messages = document.at("#/components/messages");
        for (String key : messages.fieldNames()) {
            JsonObject payload = messages.getJsonObject(key).getJsonObject("payload");
            rules.put(key, Rule.of(Strict.closed(document.schema(payload))));
        }
    }

    public static Document document() {
        return ONE.document;
    }

    /** The keys of all messages. */
    public static Set<String> keys() {
        return ONE.rules.keySet();
    }

    /** The key of the message that a frame is one of. */
    public static String key(JsonObject frame) {
        String type = frame.getString("type", "");
        return switch (type) {
            case "command", "event", "signal", "media" -> type + "-" + frame.getString("name");
            // Both sides say them; what the engine passes on names whose it is.
            case "e2ee" -> type + "-" + frame.getString("name") + (frame.containsKey("from") ? "-told" : "");
            case "claim" -> "claim-" + frame.getString("state");
            case "welcome" -> "welcome-" + where(frame.getJsonObject("you").getString("place"));
            default -> type;
        };
    }

    private static String where(String place) {
        return place.equals("away") || place.equals("waiting") ? place : "inside";
    }

    /** Every field that messages name, by the shape that it is of: {@code StaffSeat/hand}. */
    public static Set<String> fieldsNamed(Set<String> keys) {
        ShapeFields fields = new ShapeFields(ONE.document);
        keys.forEach(key -> fields.named(payload(key), key));
        return fields.found();
    }

    /** Of the fields that a frame's message names those that the frame has. */
    public static Set<String> fieldsOf(JsonObject frame) {
        ShapeFields fields = new ShapeFields(ONE.document);
        fields.had(payload(key(frame)), frame, key(frame));
        return fields.found();
    }

    private static JsonObject payload(String key) {
        return ONE.document.at("#/components/messages/" + key + "/payload");
    }

    /** What is wrong with a frame; empty where it is as documented. */
    public static Optional<String> fault(JsonObject frame) {
        Rule rule = ONE.rules.get(key(frame));
        if (rule == null) {
            return Optional.of("No message " + key(frame) + " in asyncapi.yaml: " + frame);
        }
        return rule.fault(frame, "").map(fault -> fault.pointer() + ": " + fault.detail() + " In " + frame);
    }

    /** Fails where a frame is not as documented. */
    public static void check(JsonObject frame) {
        // Through text, as it goes over the wire: what is no JSON does not pass.
        assertThat(fault(new JsonObject(frame.encode()))).isEmpty();
    }
}
