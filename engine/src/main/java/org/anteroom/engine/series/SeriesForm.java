package org.anteroom.engine.series;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.anteroom.engine.aggregate.Form;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.session.SeriesId;

/** How one series is written and folded: {@code {"v":1,"data":{..}}}, one event an entry. */
record SeriesForm(SeriesId id) implements Form<Series, SeriesEvent> {
    @Override
    public Entry encode(long seq, SeriesEvent event) {
        String body = new JsonObject().put("v", 1).put("data", event.data()).encode();
        return new Entry(seq, event.type(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SeriesEvent decode(StoredEntry entry) {
        return new SeriesEvent(entry.type(), new JsonObject(Buffer.buffer(entry.body())).getJsonObject("data"));
    }

    @Override
    public Series begin(SeriesEvent first) {
        return first.first(id);
    }

    @Override
    public Series evolve(Series series, SeriesEvent event) {
        return event.after(series);
    }
}
