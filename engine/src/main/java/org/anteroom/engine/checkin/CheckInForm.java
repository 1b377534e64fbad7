package org.anteroom.engine.checkin;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.anteroom.engine.aggregate.Form;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.StoredEntry;

/** How the check-ins of a month are written and folded: {@code {"v":1,"data":{..}}}, one event an entry. */
final class CheckInForm implements Form<CheckInsOfMonth, CheckInEvent> {
    @Override
    public Entry encode(long seq, CheckInEvent event) {
        String body = new JsonObject().put("v", 1).put("data", event.data()).encode();
        return new Entry(seq, event.type(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CheckInEvent decode(StoredEntry entry) {
        return new CheckInEvent(entry.type(), new JsonObject(Buffer.buffer(entry.body())).getJsonObject("data"));
    }

    @Override
    public CheckInsOfMonth begin(CheckInEvent first) {
        return CheckInsOfMonth.NONE.after(first);
    }

    @Override
    public CheckInsOfMonth evolve(CheckInsOfMonth checkIns, CheckInEvent event) {
        return checkIns.after(event);
    }
}
