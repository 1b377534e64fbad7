package org.anteroom.engine.session;

/** The id of a seat: {@code sea_} and 128 random bits. It means nothing to anybody outside the engine. */
public record SeatId(String value) {
    /** What every such id begins with. */
    public static final String PREFIX = "sea_";

    public SeatId {
        Ids.check(value, PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
