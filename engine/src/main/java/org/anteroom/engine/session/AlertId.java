package org.anteroom.engine.session;

/** The id of an alert: {@code alr_} and 128 random bits. It means nothing to anybody outside the engine. */
public record AlertId(String value) {
    /** What every such id begins with. */
    public static final String PREFIX = "alr_";

    public AlertId {
        Ids.check(value, PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
