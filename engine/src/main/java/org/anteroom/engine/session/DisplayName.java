package org.anteroom.engine.session;

/**
 * The name that others read of a person: the given name, with a number where two are alike; or an alias by the policy.
 */
public final class DisplayName {
    private DisplayName() {}

    public static String of(SessionState state, Seat seat) {
        boolean alias = switch (state.policy().names()) {
            case GIVEN -> false;
            case ALIAS -> !seat.isStaff();
        };
        String mine = alias ? "Guest" : given(seat);
        int alike = 0;
        for (Seat other : state.seats().values()) {
            boolean same = alias ? !other.isStaff() : given(other).equals(mine);
            alike += same ? 1 : 0;
            if (other.id().equals(seat.id())) {
                break;
            }
        }
        return alias || alike > 1 ? mine + " " + alike : mine;
    }

    private static String given(Seat seat) {
        String name = seat.name().value().strip();
        int space = name.indexOf(' ');
        return space > 0 ? name.substring(0, space) : name;
    }
}
