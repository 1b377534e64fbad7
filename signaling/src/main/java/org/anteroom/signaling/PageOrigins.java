package org.anteroom.signaling;

import java.util.List;

/**
 * Origins that a page needs for its media, beside the engine's own.
 *
 * @param scripts where code comes from
 * @param lines where WebSockets lead to
 */
public record PageOrigins(List<String> scripts, List<String> lines) {
    /** Of a bridge that pages reach by media alone. */
    public static final PageOrigins NONE = new PageOrigins(List.of(), List.of());

    public PageOrigins {
        scripts = List.copyOf(scripts);
        lines = List.copyOf(lines);
    }
}
