package org.anteroom.engine.rest;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.journal.EventCodec;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.Words;

/**
 * An entry as {@code /v1/sessions/{id}/journal} shows it: what openapi.yaml calls a JournalEntry, whatever the form is that
 * the store keeps it in.
 */
final class JournalItem {
    private JournalItem() {}

    static Map<String, Object> of(StoredEntry entry) {
        Recorded recorded = EventCodec.decode(entry);
        return Obj.of("seq", recorded.seq())
                .with("at", Words.time(recorded.at()))
                .with("name", recorded.event().eventName())
                .with("by", recorded.by().word())
                .with("data", data(recorded.event()))
                .with("hash", entry.hash())
                .map();
    }

    /** The event's fields, in the order of its record; absent ones are left out. */
    static Map<String, Object> data(SessionEvent event) {
        return fields((Record) event);
    }

    private static Map<String, Object> fields(Record record) {
        Obj shown = new Obj();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = value(record, component);
            if (value instanceof Optional<?> maybe) {
                maybe.ifPresent(present -> shown.put(component.getName(), shown(present)));
            } else {
                shown.put(component.getName(), shown(value));
            }
        }
        return shown.map();
    }

    private static Object shown(Object value) {
        if (value instanceof Instant at) {
            return at.toString();
        }
        if (value instanceof Enum<?> word) {
            return Words.word(word);
        }
        if (value instanceof Place place) {
            return place.word();
        }
        if (value instanceof List<?> list) {
            return list.stream().map(JournalItem::shown).toList();
        }
        if (value instanceof Record record) {
            return isWord(record) ? value(record, record.getClass().getRecordComponents()[0]) : fields(record);
        }
        return value;
    }

    /** Whether the record is a typed word, as ids and texts are. */
    private static boolean isWord(Record record) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        return components.length == 1 && components[0].getName().equals("value");
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("An event's field could not be read: " + component.getName(), e);
        }
    }
}
