package org.anteroom.engine.runtime;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Obj;

/**
 * One frame for clients, written by {@link Frames} and the classes beside it alone. It is encoded once, however many it goes to; its fields do not
 * change any more.
 */
public final class Frame {
    private final Map<String, Object> fields;
    private Optional<Encoded> encoded = Optional.empty();

    /** A frame as it goes out: one copy of it, for all whom it goes to. */
    public static final class Encoded {
        private final byte[] utf8;

        private Encoded(byte[] utf8) {
            this.utf8 = utf8;
        }

        /** Its length. */
        public int bytes() {
            return utf8.length;
        }

        /** Its bytes in UTF-8, to be read and not to be written to; a view of its own for each caller. */
        public ByteBuf utf8() {
            return Unpooled.wrappedBuffer(utf8);
        }

        public String text() {
            return new String(utf8, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "Encoded[" + utf8.length + " bytes]";
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

    public boolean isWelcome() {
        return "welcome".equals(fields.get("type"));
    }

    /** Whether it tells a device how its claim stands, which is all the welcome that it gets. */
    public boolean isClaim() {
        return "claim".equals(fields.get("type"));
    }

    public Encoded encoded() {
        Encoded known = encoded.orElseGet(
                () -> new Encoded(new JsonObject(fields).encode().getBytes(StandardCharsets.UTF_8)));
        encoded = Optional.of(known);
        return known;
    }

    @Override
    public String toString() {
        return "Frame[" + fields.get("type") + "]";
    }
}
