package org.anteroom.engine.settings;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.anteroom.engine.aggregate.Form;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.StoredEntry;

/** How the settings of one program are written and folded: {@code {"v":1,"data":{..}}}, one event an entry. */
final class SettingsForm implements Form<Settings, SettingsEvent> {
    @Override
    public Entry encode(long seq, SettingsEvent event) {
        String body = new JsonObject().put("v", 1).put("data", event.data()).encode();
        return new Entry(seq, event.type(), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public SettingsEvent decode(StoredEntry entry) {
        return new SettingsEvent(entry.type(), new JsonObject(Buffer.buffer(entry.body())).getJsonObject("data"));
    }

    @Override
    public Settings begin(SettingsEvent first) {
        return Settings.NONE.after(first);
    }

    @Override
    public Settings evolve(Settings settings, SettingsEvent event) {
        return settings.after(event);
    }
}
