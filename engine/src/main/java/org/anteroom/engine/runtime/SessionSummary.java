package org.anteroom.engine.runtime;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.attendance.Attended;
import org.anteroom.engine.session.OfSeries;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.house.SessionView;

/**
 * The summary of a session that is over, as the journal keeps it beside the session's stream: what a start needs to know
 * of it, and what a list shows. One of another version is not read; the stream is.
 *
 * @param shown the session as {@code GET /v1/sessions} shows it
 * @param attended what it counts for each of its people
 */
record SessionSummary(OverSession session, Map<String, Object> shown, List<Attended> attended) {
    /** Counts up with every change of the fields here, or of what is shown of a session. */
    private static final int VERSION = 2;

    private static final JsonFactory JSON = new JsonFactory();

    static SessionSummary of(SessionState state, List<Attended> attended) {
        return new SessionSummary(OverSession.of(state), SessionView.session(state), attended);
    }

    byte[] encode() {
        JsonObject json = new JsonObject()
                .put("v", VERSION)
                .put("program", session.program().value())
                .put("startsAt", session.startsAt().toString())
                .put("phase", session.phase().word());
        session.series()
                .ifPresent(of -> json.put("series", of.series().value())
                        .put("occurrence", of.occurrence())
                        .put("revision", Long.toString(of.revision())));
        JsonArray people = new JsonArray();
        attended.forEach(one -> people.add(written(one)));
        return json.put("shown", new JsonObject(shown))
                .put("attended", people)
                .toBuffer()
                .getBytes();
    }

    private static JsonObject written(Attended one) {
        JsonArray spans = new JsonArray();
        one.spans()
                .forEach(span -> spans.add(new JsonArray()
                        .add(span.from().toEpochMilli())
                        .add(span.to().toEpochMilli())));
        return new JsonObject()
                .put("ref", one.ref().value())
                .put("kind", one.kind())
                .put("startsAt", one.startsAt().toString())
                .put("patient", one.isPatient())
                .put("credited", one.creditedMinutes())
                .put("late", one.late())
                .put("leftEarly", one.leftEarly())
                .put("spans", spans);
    }

    private static Attended attended(SessionId id, JsonObject json) {
        List<Attended.Span> spans = json.getJsonArray("spans").stream()
                .map(JsonArray.class::cast)
                .map(span ->
                        new Attended.Span(Instant.ofEpochMilli(span.getLong(0)), Instant.ofEpochMilli(span.getLong(1))))
                .toList();
        return new Attended(
                id,
                new Text(json.getString("ref")),
                json.getString("kind"),
                Instant.parse(json.getString("startsAt")),
                json.getBoolean("patient"),
                json.getLong("credited"),
                json.getBoolean("late"),
                json.getBoolean("leftEarly"),
                spans);
    }

    /** What was encoded; empty where it is of another version. */
    static Optional<SessionSummary> decode(SessionId id, byte[] body) {
        try {
            JsonObject json = new JsonObject(Buffer.buffer(body));
            return json.getInteger("v", 0) == VERSION ? Optional.of(read(id, json)) : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private static SessionSummary read(SessionId id, JsonObject json) {
        Map<String, String> words = new HashMap<>();
        json.forEach(field -> {
            if (field.getValue() instanceof String word) {
                words.put(field.getKey(), word);
            }
        });
        OverSession session = over(id, words);
        List<Attended> attended = json.getJsonArray("attended").stream()
                .map(JsonObject.class::cast)
                .map(one -> attended(id, one))
                .toList();
        return new SessionSummary(session, json.getJsonObject("shown").getMap(), attended);
    }

    /**
     * What a start needs of a summary that was encoded, without the rest of it, which is most; empty where it is of another
     * version.
     */
    static Optional<OverSession> decodeOver(SessionId id, byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            Map<String, String> words = new HashMap<>();
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
                if (json.nextToken().isStructStart()) {
                    // It is written last, and shown in lists alone.
                    break;
                }
                words.put(field, json.getText());
            }
            return Integer.toString(VERSION).equals(words.get("v")) ? Optional.of(over(id, words)) : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static String word(Map<String, String> words, String field) {
        return Optional.ofNullable(words.get(field))
                .orElseThrow(() -> new IllegalArgumentException("A summary has each field"));
    }

    private static OverSession over(SessionId id, Map<String, String> words) {
        String phaseWord = word(words, "phase");
        Phase phase = Stream.of(Phase.values())
                .filter(one -> one.isOver() && one.word().equals(phaseWord))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A summary is of a session that is over"));
        Optional<OfSeries> series = Optional.ofNullable(words.get("series"))
                .map(of -> new OfSeries(
                        new SeriesId(of), word(words, "occurrence"), Long.parseLong(word(words, "revision"))));
        return new OverSession(
                id, new ProgramId(word(words, "program")), Instant.parse(word(words, "startsAt")), phase, series);
    }

    @Override
    public String toString() {
        return "SessionSummary";
    }
}
