package org.anteroom.engine.session;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A JSON object being written: fields in order, absent ones left out. */
public final class Obj {
    private final Map<String, Object> fields = new LinkedHashMap<>();

    public static Obj of(String field, Object value) {
        return new Obj().with(field, value);
    }

    /** Writes the field, for writers that do not chain. */
    public void put(String field, Object value) {
        fields.put(field, value);
    }

    public Obj with(String field, Object value) {
        fields.put(field, value);
        return this;
    }

    /** Writes the field where the value is present. */
    public Obj with(String field, Optional<?> value) {
        value.ifPresent(present -> fields.put(field, present));
        return this;
    }

    public Obj withAll(Map<String, Object> more) {
        fields.putAll(more);
        return this;
    }

    /** The object as a map of strings, numbers, booleans, lists and maps. */
    public Map<String, Object> map() {
        return fields;
    }
}
