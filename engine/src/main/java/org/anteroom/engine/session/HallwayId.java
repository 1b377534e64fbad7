package org.anteroom.engine.session;

/** The id of a hallway: {@code hal_} and 128 random bits. It means nothing to anybody outside the engine. */
public record HallwayId(String value) {
    /** What every such id begins with. */
    public static final String PREFIX = "hal_";

    public HallwayId {
        Ids.check(value, PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
