package org.anteroom.engine.program;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.aggregate.Form;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.program.AuditTrail.Fact;

/** A fact with its time, as a day of a trail keeps it. */
record KeptFact(Instant at, Fact fact) {
    /**
     * How a day of a trail is written: {@code {"v":1,"at":..,"actor":..}}, one fact an entry. Its facts come to nothing but
     * their number, so that a day takes no memory for what was kept in it.
     */
    static final class Day implements Form<Long, KeptFact> {
        @Override
        public Entry encode(long seq, KeptFact kept) {
            Fact fact = kept.fact();
            JsonObject body =
                    new JsonObject().put("v", 1).put("at", kept.at().toString()).put("actor", fact.actor());
            fact.object().ifPresent(object -> body.put("object", object));
            fact.detail().ifPresent(detail -> body.put("detail", detail));
            return new Entry(seq, fact.action(), body.encode().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public KeptFact decode(StoredEntry entry) {
            JsonObject body = new JsonObject(Buffer.buffer(entry.body()));
            Fact fact = new Fact(
                    entry.type(),
                    body.getString("actor"),
                    Optional.ofNullable(body.getString("object")),
                    Optional.ofNullable(body.getString("detail")));
            return new KeptFact(Instant.parse(body.getString("at")), fact);
        }

        @Override
        public Long begin(KeptFact first) {
            return 1L;
        }

        @Override
        public Long evolve(Long facts, KeptFact next) {
            return facts + 1;
        }
    }
}
