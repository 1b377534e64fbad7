package org.anteroom.engine.session;

/** What a command needs of its caller. It knows roles alone; places and states are the rules'. */
public enum Need {
    /** A seat, of any role; it speaks for that seat alone. */
    OWN_SEAT,
    /** Staff, or the program's server. */
    STAFF,
    /** A staff seat, which comes along itself; the program only on behalf of one. */
    STAFF_SEAT,
    /** A facilitator, or the program's server. */
    FACILITATOR;

    /** Whether a seat of this role may ask. */
    public boolean allows(Role role) {
        return switch (this) {
            case OWN_SEAT -> true;
            case STAFF, STAFF_SEAT -> role.isStaff();
            case FACILITATOR -> role == Role.FACILITATOR;
        };
    }

    /** Whether the program's server may ask on behalf of nobody. */
    public boolean allowsProgram() {
        return switch (this) {
            case OWN_SEAT, STAFF_SEAT -> false;
            case STAFF, FACILITATOR -> true;
        };
    }
}
