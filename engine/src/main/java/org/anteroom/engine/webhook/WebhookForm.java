package org.anteroom.engine.webhook;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.anteroom.engine.aggregate.Form;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.ProgramId;

/** How the webhooks of a program are written and folded: {@code {"v":1,"data":{..}}}, one event an entry. */
final class WebhookForm implements Form<Webhooks, WebhookEvent> {
    /** How their streams begin; behind it stands what stands behind the program's prefix. */
    static final String PREFIX = "whs_";

    static StreamId stream(ProgramId program) {
        return new StreamId(PREFIX + program.value().substring(ProgramId.PREFIX.length()));
    }

    static ProgramId program(StreamId stream) {
        return new ProgramId(ProgramId.PREFIX + stream.value().substring(PREFIX.length()));
    }

    @Override
    public Entry encode(long seq, WebhookEvent event) {
        String body = new JsonObject().put("v", 1).put("data", event.data()).encode();
        return new Entry(seq, event.type(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public WebhookEvent decode(StoredEntry entry) {
        return new WebhookEvent(entry.type(), new JsonObject(Buffer.buffer(entry.body())).getJsonObject("data"));
    }

    @Override
    public Webhooks begin(WebhookEvent first) {
        return first.apply(Webhooks.NONE);
    }

    @Override
    public Webhooks evolve(Webhooks webhooks, WebhookEvent event) {
        return event.apply(webhooks);
    }
}
