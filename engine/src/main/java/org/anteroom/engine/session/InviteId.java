package org.anteroom.engine.session;

/** The id of an invite: {@code inv_} and 128 random bits. It means nothing to anybody outside the engine. */
public record InviteId(String value) {
    /** What every such id begins with. */
    public static final String PREFIX = "inv_";

    public InviteId {
        Ids.check(value, PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
