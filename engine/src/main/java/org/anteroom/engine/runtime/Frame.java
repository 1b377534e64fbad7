package org.anteroom.engine.runtime;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Obj;

/** One frame for clients. It is encoded once, however many it goes to; its fields do not change any more. */
public final class Frame {
    private final Map<String, Object> fields;
    private Optional<Encoded> encoded = Optional.empty();

    /**
     * A frame as it goes out.
     *
     * @param bytes its length in UTF-8
     */
    public record Encoded(String text, int bytes) {
        @Override
        public String toString() {
            return "Encoded[" + bytes + " bytes]";
        }
    }

    public Frame(Map<String, Object> fields) {
        this.fields = fields;
    }

    public static Frame of(Obj fields) {
        return new Frame(fields.map());
    }

    public Map<String, Object> fields() {
        return fields;
    }

    public Encoded encoded() {
        Encoded known = encoded.orElseGet(() -> {
            String text = new JsonObject(fields).encode();
            return new Encoded(text, text.getBytes(StandardCharsets.UTF_8).length);
        });
        encoded = Optional.of(known);
        return known;
    }

    @Override
    public String toString() {
        return "Frame[" + fields.get("type") + "]";
    }
}
