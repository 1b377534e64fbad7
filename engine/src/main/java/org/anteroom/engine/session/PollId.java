package org.anteroom.engine.session;

/** The id of a poll: {@code pol_} and 128 random bits. It means nothing to anybody outside the engine. */
public record PollId(String value) {
    /** What every such id begins with. */
    public static final String PREFIX = "pol_";

    public PollId {
        Ids.check(value, PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
