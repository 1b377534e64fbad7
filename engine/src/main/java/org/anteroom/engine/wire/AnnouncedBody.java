package org.anteroom.engine.wire;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.OptionalLong;
import java.util.Set;

/** How many bytes a request's head says that its body has (RFC 9112 section 6, RFC 9113 section 8.1.1). */
public final class AnnouncedBody {
    private static final Set<HttpMethod> WITHOUT_A_BODY = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private AnnouncedBody() {}

    /** Zero where there is none; empty where the head does not say: a body in chunks, or a length that is no number. */
    public static OptionalLong bytes(HttpServerRequest request) {
        return bytes(request.version(), request.method(), request.headers());
    }

    /** HTTP/2 ends a body by a flag: without a length, nobody knows how long it will be. */
    static OptionalLong bytes(HttpVersion version, HttpMethod method, MultiMap head) {
        String length = head.get("Content-Length");
        boolean untold = version == HttpVersion.HTTP_2 && length == null && !WITHOUT_A_BODY.contains(method);
        if (untold || head.contains("Transfer-Encoding")) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(length == null ? 0 : Long.parseLong(length.strip()));
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
