package org.anteroom.engine.session;

/** The id of a series: {@code ser_} and 128 random bits. It means nothing to anybody outside the engine. */
public record SeriesId(String value) {
    /** What every such id begins with. */
    public static final String PREFIX = "ser_";

    public SeriesId {
        Ids.check(value, PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
