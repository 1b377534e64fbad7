package org.anteroom.engine.rest;

import java.util.List;

/**
 * The origins beside the engine's own that the pages may use, because media come by them.
 *
 * @param connect where the pages may open connections, such as {@code wss://media.example.org}
 * @param script where the pages may load scripts from
 */
public record MediaOrigins(List<String> connect, List<String> script) {
    public MediaOrigins {
        connect = List.copyOf(connect);
        script = List.copyOf(script);
    }
}
