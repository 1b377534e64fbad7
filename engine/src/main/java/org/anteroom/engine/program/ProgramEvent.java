package org.anteroom.engine.program;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;

/**
 * Something that happened to a program, as its stream keeps it.
 *
 * @param type {@code program-created}, {@code key-added}, {@code key-revoked}, {@code origin-added} or
 *     {@code origin-removed}
 * @param data the event's fields
 */
record ProgramEvent(String type, JsonObject data) {
    static ProgramEvent created(Text name, Crisis crisis, String region, String request) {
        return new ProgramEvent(
                "program-created",
                new JsonObject()
                        .put("name", name.value())
                        .put("call", crisis.call())
                        .put("text", crisis.text())
                        .put("region", region)
                        .put("request", request));
    }

    static ProgramEvent keyAdded(String key, String hash) {
        return new ProgramEvent("key-added", new JsonObject().put("key", key).put("hash", hash));
    }

    static ProgramEvent keyRevoked(String key) {
        return new ProgramEvent("key-revoked", new JsonObject().put("key", key));
    }

    static ProgramEvent originAdded(String origin) {
        return new ProgramEvent("origin-added", new JsonObject().put("origin", origin));
    }

    static ProgramEvent originRemoved(String origin) {
        return new ProgramEvent("origin-removed", new JsonObject().put("origin", origin));
    }

    /** The program after this event; {@code before} is empty for the first one alone. */
    Program apply(ProgramId id, Optional<Program> before) {
        if (type.equals("program-created")) {
            return new Program(
                    id,
                    new Text(data.getString("name")),
                    new Crisis(data.getString("call"), data.getString("text")),
                    data.getString("region"),
                    Map.of(),
                    Set.of(),
                    Set.of(),
                    data.getString("request"),
                    1);
        }
        Program was = before.orElseThrow(() -> new IllegalStateException("A program begins with program-created"));
        Map<String, String> keys = new LinkedHashMap<>(was.keys());
        Set<String> revoked = new LinkedHashSet<>(was.revokedKeys());
        Set<String> origins = new LinkedHashSet<>(was.origins());
        switch (type) {
            case "key-added" -> keys.put(data.getString("key"), data.getString("hash"));
            case "key-revoked" -> {
                keys.remove(data.getString("key"));
                revoked.add(data.getString("key"));
            }
            case "origin-added" -> origins.add(data.getString("origin"));
            case "origin-removed" -> origins.remove(data.getString("origin"));
            default -> throw new IllegalStateException("Event " + type + " is of a release that this one cannot read");
        }
        return new Program(
                id, was.name(), was.crisis(), was.region(), keys, revoked, origins, was.request(), was.seq() + 1);
    }
}
