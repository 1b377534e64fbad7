package org.anteroom.engine.program;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/**
 * Something that happened to a program, as its stream keeps it.
 *
 * @param type {@code program-created}, {@code key-added}, {@code key-used}, {@code key-revoked}, {@code origin-added} or
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

    static ProgramEvent keyAdded(String id, ApiKey key) {
        JsonObject data = new JsonObject().put("key", id).put("hash", key.hash());
        key.name().ifPresent(name -> data.put("name", name.value()));
        JsonArray scopes = new JsonArray();
        key.scopes().forEach(scope -> scopes.add(Words.word(scope)));
        return new ProgramEvent("key-added", data.put("scopes", scopes));
    }

    static ProgramEvent keyUsed(String id, Instant at) {
        return new ProgramEvent("key-used", new JsonObject().put("key", id).put("at", at.toString()));
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

    /** A key of an earlier release says no scopes: it was made to do everything. */
    private ApiKey key() {
        Set<Scope> scopes = data.containsKey("scopes") ? EnumSet.noneOf(Scope.class) : Scope.ALL;
        for (Object word : data.getJsonArray("scopes", new JsonArray())) {
            scopes.add(Words.of(Scope.class, (String) word).orElseThrow());
        }
        Optional<Text> name = Optional.ofNullable(data.getString("name")).map(Text::new);
        return new ApiKey(data.getString("hash"), name, scopes, Optional.empty());
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
        Map<String, ApiKey> keys = new LinkedHashMap<>(was.keys());
        Set<String> revoked = new LinkedHashSet<>(was.revokedKeys());
        Set<String> origins = new LinkedHashSet<>(was.origins());
        switch (type) {
            case "key-added" -> keys.put(data.getString("key"), key());
            case "key-used" ->
                keys.computeIfPresent(
                        data.getString("key"), (known, key) -> key.used(Instant.parse(data.getString("at"))));
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
