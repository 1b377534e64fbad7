package org.anteroom.engine.series;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.SessionReader;

/**
 * Something that happened to a series, as its stream keeps it.
 *
 * @param type {@code series-made}, {@code series-changed}, {@code breakouts-set}, {@code roster-set}, {@code occurrence-set},
 *     {@code occurrences-dropped}, {@code series-ended}, {@code invite-made}, {@code invite-revoked}, {@code feed-set} or
 *     {@code feed-removed}
 * @param data the event's fields
 */
record SeriesEvent(String type, JsonObject data) {
    static SeriesEvent made(
            ProgramId program, String request, Schedule schedule, JsonObject breakouts, List<Person> roster) {
        return new SeriesEvent(
                "series-made",
                new JsonObject()
                        .put("program", program.value())
                        .put("request", request)
                        .put("schedule", schedule.draft())
                        .put("breakouts", breakouts)
                        .put("people", people(roster)));
    }

    /** The schedule is another one from some time on. */
    static SeriesEvent changed(List<Part> parts) {
        JsonArray written = new JsonArray();
        parts.forEach(part -> written.add(new JsonObject()
                .put("from", part.from().toString())
                .put("schedule", part.schedule().draft())
                .put("revision", part.revision())));
        return new SeriesEvent("series-changed", new JsonObject().put("parts", written));
    }

    static SeriesEvent breakoutsSet(JsonObject breakouts) {
        return new SeriesEvent("breakouts-set", new JsonObject().put("breakouts", breakouts));
    }

    static SeriesEvent rosterSet(List<Person> roster) {
        return new SeriesEvent("roster-set", new JsonObject().put("people", people(roster)));
    }

    static SeriesEvent occurrenceSet(LocalDateTime key, Deviation deviation) {
        JsonObject data = new JsonObject()
                .put("key", key.toString())
                .put("cancelled", deviation.cancelled())
                .put("added", deviation.added());
        deviation.startsAt().ifPresent(at -> data.put("startsAt", at.toString()));
        deviation.durationMinutes().ifPresent(minutes -> data.put("durationMinutes", minutes));
        return new SeriesEvent("occurrence-set", data);
    }

    /** The sessions of these occurrences are cancelled; should they come back, they get others. */
    static SeriesEvent dropped(List<LocalDateTime> keys) {
        JsonArray words = new JsonArray();
        keys.forEach(key -> words.add(key.toString()));
        return new SeriesEvent("occurrences-dropped", new JsonObject().put("keys", words));
    }

    static SeriesEvent ended(LocalDateTime from) {
        return new SeriesEvent("series-ended", new JsonObject().put("from", from.toString()));
    }

    static SeriesEvent inviteMade(SeriesInvite invite) {
        JsonObject data = new JsonObject()
                .put("invite", invite.id().value())
                .put("person", SeriesReader.kept(invite.person()))
                .put("codeHash", invite.codeHash())
                .put("expiresAt", invite.expiresAt().toString());
        invite.request().ifPresent(digest -> data.put("request", digest));
        return new SeriesEvent("invite-made", data);
    }

    static SeriesEvent inviteRevoked(InviteId invite) {
        return new SeriesEvent("invite-revoked", new JsonObject().put("invite", invite.value()));
    }

    /** Its calendar feed has an address, of which a keyed hash is kept. */
    static SeriesEvent feedSet(String codeHash) {
        return new SeriesEvent("feed-set", new JsonObject().put("codeHash", codeHash));
    }

    static SeriesEvent feedRemoved() {
        return new SeriesEvent("feed-removed", new JsonObject());
    }

    private static JsonArray people(List<Person> roster) {
        JsonArray people = new JsonArray();
        roster.forEach(person -> people.add(SeriesReader.kept(person)));
        return people;
    }

    /** The series that begins with this event. */
    Series first(SeriesId id) {
        if (!type.equals("series-made")) {
            throw new IllegalStateException("A series begins with series-made");
        }
        return Series.first(id, new ProgramId(data.getString("program")), data.getString("request"), draft -> {
            Schedule schedule = SeriesReader.kept(data.getJsonObject("schedule"));
            draft.parts = List.of(new Part(Series.ALWAYS, schedule, draft.seq));
            draft.breakouts = data.getJsonObject("breakouts");
            draft.breakoutsRevision = draft.seq;
            draft.roster = roster();
        });
    }

    /** The series after this event. */
    Series after(Series series) {
        return series.with(this::apply);
    }

    private void apply(Series.Draft draft) {
        switch (type) {
            case "series-changed" ->
                draft.parts = objects("parts").map(SeriesEvent::part).toList();
            case "breakouts-set" -> {
                draft.breakouts = data.getJsonObject("breakouts");
                draft.breakoutsRevision = draft.seq;
            }
            case "roster-set" -> draft.roster = roster();
            case "occurrence-set" -> set(draft, LocalDateTime.parse(data.getString("key")));
            case "occurrences-dropped" ->
                data.getJsonArray("keys").forEach(key -> draft.drop(LocalDateTime.parse(String.valueOf(key))));
            case "series-ended" -> draft.endedFrom = Optional.of(LocalDateTime.parse(data.getString("from")));
            case "invite-made" -> draft.invites.put(invite().id(), invite());
            case "invite-revoked" ->
                draft.invites.computeIfPresent(new InviteId(data.getString("invite")), (id, invite) -> invite.taken());
            case "feed-set" -> draft.feed = Optional.of(data.getString("codeHash"));
            case "feed-removed" -> draft.feed = Optional.empty();
            default -> throw new IllegalStateException("Event " + type + " is of a release that this one cannot read");
        }
    }

    private static Part part(JsonObject part) {
        return new Part(
                LocalDateTime.parse(part.getString("from")),
                SeriesReader.kept(part.getJsonObject("schedule")),
                part.getLong("revision"));
    }

    private void set(Series.Draft draft, LocalDateTime key) {
        Deviation deviation = new Deviation(
                data.getBoolean("cancelled"),
                data.getBoolean("added"),
                Optional.ofNullable(data.getString("startsAt")).map(LocalDateTime::parse),
                Optional.ofNullable(data.getInteger("durationMinutes")),
                draft.seq);
        draft.deviations.put(key, deviation);
        if (deviation.cancelled()) {
            draft.drop(key);
        }
    }

    private SeriesInvite invite() {
        return new SeriesInvite(
                new InviteId(data.getString("invite")),
                SessionReader.person(new Fields(data.getJsonObject("person"), "")),
                data.getString("codeHash"),
                Instant.parse(data.getString("expiresAt")),
                false,
                Optional.ofNullable(data.getString("request")));
    }

    private List<Person> roster() {
        return objects("people")
                .map(person -> SessionReader.person(new Fields(person, "")))
                .toList();
    }

    private Stream<JsonObject> objects(String field) {
        return data.getJsonArray(field).stream().map(JsonObject.class::cast);
    }
}
