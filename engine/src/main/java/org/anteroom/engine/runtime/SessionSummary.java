package org.anteroom.engine.runtime;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.session.house.SessionView;

/**
 * The summary of a session that is over, as the journal keeps it beside the session's stream: what a start needs to know
 * of it, and what a list shows. One of another version is not read; the stream is.
 *
 * @param shown the session as {@code GET /v1/sessions} shows it
 */
record SessionSummary(OverSession session, Map<String, Object> shown) {
    /** Counts up with every change of the fields here, or of what is shown of a session. */
    private static final int VERSION = 1;

    static SessionSummary of(SessionState state) {
        return new SessionSummary(OverSession.of(state), SessionView.session(state));
    }

    byte[] encode() {
        return new JsonObject()
                .put("v", VERSION)
                .put("program", session.program().value())
                .put("startsAt", session.startsAt().toString())
                .put("phase", session.phase().word())
                .put("shown", new JsonObject(shown))
                .toBuffer()
                .getBytes();
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
        Phase phase = Stream.of(Phase.values())
                .filter(one -> one.isOver() && one.word().equals(json.getString("phase")))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("A summary is of a session that is over"));
        OverSession session = new OverSession(
                id, new ProgramId(json.getString("program")), Instant.parse(json.getString("startsAt")), phase);
        return new SessionSummary(session, json.getJsonObject("shown").getMap());
    }

    @Override
    public String toString() {
        return "SessionSummary";
    }
}
