package org.anteroom.engine.session;

/** The id of a session: {@code ses_} and 128 random bits. It means nothing to anybody outside the engine. */
public record SessionId(String value) {
    /** What every such id begins with. */
    public static final String PREFIX = "ses_";

    public SessionId {
        Ids.check(value, PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
