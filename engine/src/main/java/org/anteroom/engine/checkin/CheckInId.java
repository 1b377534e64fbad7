package org.anteroom.engine.checkin;

import org.anteroom.engine.session.Ids;

/** The id of a check-in without a session: {@code chk_} and 128 random bits. It opens nothing. */
public record CheckInId(String value) {
    /** What every such id begins with. */
    public static final String PREFIX = "chk_";

    public CheckInId {
        if (!Ids.isId(value, PREFIX)) {
            throw new IllegalArgumentException("Not an id that begins with " + PREFIX);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
