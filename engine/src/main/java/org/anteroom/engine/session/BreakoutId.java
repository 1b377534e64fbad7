package org.anteroom.engine.session;

/** The id of a breakout room: {@code brk_} and 128 random bits. It means nothing to anybody outside the engine. */
public record BreakoutId(String value) {
    /** What every such id begins with. */
    public static final String PREFIX = "brk_";

    public BreakoutId {
        Ids.check(value, PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
