package org.anteroom.engine.session;

import java.util.List;

/**
 * Whom a message is for.
 *
 * @param kind which sort of audience
 * @param seats the seats, where the kind names seats
 */
public record Audience(Kind kind, List<SeatId> seats) {
    /** The sorts of audiences: the writer's place, all staff, named seats, or those who wait. */
    public enum Kind {
        PLACE,
        STAFF,
        SEATS,
        WAITING
    }

    public Audience {
        seats = List.copyOf(seats);
    }

    public static final Audience PLACE = new Audience(Kind.PLACE, List.of());
    public static final Audience STAFF = new Audience(Kind.STAFF, List.of());

    public static Audience seat(SeatId seat) {
        return new Audience(Kind.SEATS, List.of(seat));
    }

    /** Those of these seats who wait. */
    public static Audience waiting(List<SeatId> seats) {
        return new Audience(Kind.WAITING, seats);
    }
}
