package org.anteroom.engine.session;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** What commands say of themselves where something is wrong with them. */
public final class Flaws {
    private Flaws() {}

    /** A flaw where the seats are none, or one stands twice. */
    public static Optional<String> ofSeats(List<SeatId> seats) {
        boolean once = new HashSet<>(seats).size() == seats.size();
        return where(seats.isEmpty() || !once, "Name at least one seat, and each one once.");
    }

    /** These words, where something is flawed. */
    public static Optional<String> where(boolean flawed, String words) {
        return flawed ? Optional.of(words) : Optional.empty();
    }
}
