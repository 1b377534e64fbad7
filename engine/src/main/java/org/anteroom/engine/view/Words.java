package org.anteroom.engine.view;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SessionState;

/** How values are written in frames and documents. */
public final class Words {
    private Words() {}

    /** An instant as ISO-8601 in UTC, to the millisecond. */
    public static String time(Instant at) {
        return DateTimeFormatter.ISO_INSTANT.format(at.truncatedTo(ChronoUnit.MILLIS));
    }

    /** An enum's word: {@code ONE_DEVICE} is {@code one-device}. */
    public static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The name that others read of a person: the given name, with a number where two are alike; or an alias by the
     * policy.
     */
    public static String displayName(SessionState state, Seat seat) {
        boolean alias = switch (state.policy().names()) {
            case GIVEN -> false;
            case ALIAS -> !seat.isStaff();
        };
        String mine = alias ? "Guest" : givenName(seat);
        int alike = 0;
        for (Seat other : state.seats().values()) {
            boolean same = alias ? !other.isStaff() : givenName(other).equals(mine);
            alike += same ? 1 : 0;
            if (other.id().equals(seat.id())) {
                break;
            }
        }
        return alias || alike > 1 ? mine + " " + alike : mine;
    }

    private static String givenName(Seat seat) {
        String name = seat.name().value().strip();
        int space = name.indexOf(' ');
        return space > 0 ? name.substring(0, space) : name;
    }
}
