package org.anteroom.engine.session;

import java.util.OptionalLong;

/**
 * The name that others read of a person: the one that the program gave for it, else the given part of the name, else a
 * neutral word; or an alias by the policy. It has a number where somebody of the same name came in before, so that a
 * number tells of nobody who was never inside. It never shows a family name that the program did not choose to show.
 */
public final class DisplayName {
    private static final String NEUTRAL = "Guest";
    private static final String NEUTRAL_STAFF = "Staff";

    private DisplayName() {}

    /** The name with its number. Somebody who was never inside has none. */
    public static String of(SessionState state, Seat seat) {
        String mine = bare(state, seat);
        if (seat.entered().isEmpty()) {
            return mine;
        }
        long rank = seat.entered().getAsLong();
        // No stream: it is asked for each seat that each of the others is shown.
        int alike = 0;
        for (Seat other : state.seats().values()) {
            alike += isUpTo(rank, other.entered()) && bare(state, other).equals(mine) ? 1 : 0;
        }
        return alike > 1 || isAlias(state, seat) ? mine + " " + alike : mine;
    }

    /** The name without a number, as one reads it of oneself outside: there it would tell who else is here. */
    public static String bare(SessionState state, Seat seat) {
        return isAlias(state, seat) ? NEUTRAL : given(seat);
    }

    private static boolean isUpTo(long rank, OptionalLong entered) {
        return entered.isPresent() && entered.getAsLong() <= rank;
    }

    private static boolean isAlias(SessionState state, Seat seat) {
        return switch (state.policy().names()) {
            case GIVEN -> false;
            case ALIAS -> !seat.isStaff();
        };
    }

    private static String given(Seat seat) {
        return seat.called().map(Text::value).orElse(seat.isStaff() ? NEUTRAL_STAFF : NEUTRAL);
    }
}
