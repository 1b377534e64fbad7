package org.anteroom.engine.wire;

import io.vertx.core.MultiMap;
import java.util.OptionalLong;

/** How many bytes a request's head says that its body has (RFC 9112 section 6). */
public final class AnnouncedBody {
    private AnnouncedBody() {}

    /** Zero where there is none; empty where the head does not say: a body in chunks, or a length that is no number. */
    public static OptionalLong bytes(MultiMap head) {
        if (head.contains("Transfer-Encoding")) {
            return OptionalLong.empty();
        }
        String length = head.get("Content-Length");
        try {
            return OptionalLong.of(length == null ? 0 : Long.parseLong(length.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
