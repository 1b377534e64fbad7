package org.anteroom.engine.rest;

import java.util.List;

/**
 * Origins beside the engine's own that a page may use for its media.
 *
 * @param scripts where code may come from
 * @param lines where WebSockets may lead to
 */
public record MediaOrigins(List<String> scripts, List<String> lines) {
    public MediaOrigins {
        scripts = List.copyOf(scripts);
        lines = List.copyOf(lines);
    }

    /** What needs no other place than the engine. */
    public static MediaOrigins none() {
        return new MediaOrigins(List.of(), List.of());
    }

    /** These, as a Content-Security-Policy lists them after others. */
    static String listed(List<String> origins) {
        return origins.isEmpty() ? "" : " " + String.join(" ", origins);
    }
}
