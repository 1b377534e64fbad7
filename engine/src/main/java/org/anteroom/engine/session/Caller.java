package org.anteroom.engine.session;

import java.util.Optional;

/**
 * Who asks a command.
 *
 * @param seat the seat that asks, or on whose behalf the program asks; empty where the program asks for itself
 * @param actor what the events will name
 */
public record Caller(Optional<SeatId> seat, Actor actor) {
    /** The program's server, on behalf of nobody. */
    public static final Caller PROGRAM = new Caller(Optional.empty(), Actor.PROGRAM);

    public static Caller seat(SeatId seat) {
        return new Caller(Optional.of(seat), Actor.seat(seat));
    }
}
