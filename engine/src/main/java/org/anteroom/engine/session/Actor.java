package org.anteroom.engine.session;

import java.util.Optional;

/**
 * Who caused an event: a seat, the program's server, or the policy (a timer, an automatic admission, the engine).
 *
 * @param seat the seat, if it was one
 * @param word the seat's id, {@code program} or {@code policy}
 */
public record Actor(Optional<SeatId> seat, String word) {
    public static final Actor PROGRAM = new Actor(Optional.empty(), "program");
    public static final Actor POLICY = new Actor(Optional.empty(), "policy");

    public static Actor seat(SeatId seat) {
        return new Actor(Optional.of(seat), seat.value());
    }

    /** The actor of this word. */
    public static Actor of(String word) {
        return switch (word) {
            case "program" -> PROGRAM;
            case "policy" -> POLICY;
            default -> seat(new SeatId(word));
        };
    }
}
