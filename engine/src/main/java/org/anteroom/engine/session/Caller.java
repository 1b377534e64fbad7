package org.anteroom.engine.session;

import java.util.Optional;

/**
 * Who asks a command.
 *
 * @param seat the seat that asks, or on whose behalf the program asks; empty where the program asks for itself
 * @param actor what the events will name
 * @param device the seat's own device that asks; empty where it is not a device over its line
 * @param isProgram whether the program asks, for itself or on behalf of the seat, which has to be staff then
 */
public record Caller(Optional<SeatId> seat, Actor actor, Optional<Device> device, boolean isProgram) {
    /** The program's server, on behalf of nobody. */
    public static final Caller PROGRAM = new Caller(Optional.empty(), Actor.PROGRAM, Optional.empty(), true);

    /** A device of a seat: the invite by which it came, and which of that invite's devices it is. */
    public record Device(InviteId invite, int epoch) {}

    /** Who asks over no line of a seat's own. */
    public Caller(Optional<SeatId> seat, Actor actor) {
        this(seat, actor, Optional.empty(), false);
    }

    /** A seat, over the line of this device. */
    public static Caller device(SeatId seat, InviteId invite, int epoch) {
        return new Caller(Optional.of(seat), Actor.seat(seat), Optional.of(new Device(invite, epoch)), false);
    }

    /** The program's server, on behalf of a staff seat. */
    public static Caller onBehalf(SeatId seat) {
        return new Caller(Optional.of(seat), Actor.seat(seat), Optional.empty(), true);
    }

    public static Caller seat(SeatId seat) {
        return new Caller(Optional.of(seat), Actor.seat(seat));
    }
}
