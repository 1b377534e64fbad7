package org.anteroom.engine.program;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.anteroom.engine.aggregate.Form;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.session.ProgramId;

/** How one program is written and folded: {@code {"v":1,"data":{..}}}, one event an entry. */
record ProgramForm(ProgramId id) implements Form<Program, ProgramEvent> {
    @Override
    public Entry encode(long seq, ProgramEvent event) {
        String body = new JsonObject().put("v", 1).put("data", event.data()).encode();
        return new Entry(seq, event.type(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public ProgramEvent decode(StoredEntry entry) {
        return new ProgramEvent(entry.type(), new JsonObject(Buffer.buffer(entry.body())).getJsonObject("data"));
    }

    @Override
    public Program begin(ProgramEvent first) {
        return first.apply(id, Optional.empty());
    }

    @Override
    public Program evolve(Program program, ProgramEvent event) {
        return event.apply(id, Optional.of(program));
    }
}
