package org.anteroom.engine.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;

/**
 * Passes wrapped keys on between seats of one place. It keeps the latest of each pair while it is of the place's epoch, in
 * memory alone, for who comes back over another line. What is of another place or epoch is passed over: it is late, or a lie.
 * On the session's loop.
 */
final class KeyRelay {
    private record Pair(SeatId from, SeatId to) {}

    private record Kept(long epoch, long kid, Frame frame) {}

    private final Supplier<SessionState> state;
    private final BiConsumer<SeatId, Frame> send;
    private final Map<Pair, Kept> latest = new HashMap<>();

    KeyRelay(Supplier<SessionState> state, BiConsumer<SeatId, Frame> send) {
        this.state = state;
        this.send = send;
    }

    void keys(SeatId from, WrappedKeys keys) {
        Optional<Place> place = place(from);
        if (place.filter(keys.place()::equals).isEmpty() || state.get().epoch(keys.place()) != keys.epoch()) {
            return;
        }
        keys.to().stream().filter(to -> shares(from, to.seat())).forEach(to -> {
            Frame frame = KeyFrames.keys(from, keys, to);
            latest.put(new Pair(from, to.seat()), new Kept(keys.epoch(), keys.kid(), frame));
            send.accept(to.seat(), frame);
        });
    }

    /** Tells whoever sent this seat a key of that number that it has it. */
    void have(SeatId from, long kid) {
        latest.forEach((pair, kept) -> {
            if (pair.to().equals(from) && kept.kid() == kid) {
                send.accept(pair.from(), KeyFrames.have(from, kid));
            }
        });
    }

    /** Asks a sender to wrap its key of that epoch again. */
    void need(SeatId from, long epoch, SeatId sender) {
        if (shares(from, sender)) {
            send.accept(sender, KeyFrames.need(from, epoch));
        }
    }

    /** Sends what this seat was sent of its place's epoch, for a line that is new. */
    void again(SeatId to) {
        latest.forEach((pair, kept) -> {
            if (pair.to().equals(to)) {
                send.accept(to, kept.frame());
            }
        });
    }

    /** Forgets what is of an epoch that is over; called after each commit. */
    void follow() {
        latest.entrySet()
                .removeIf(entry -> !shares(entry.getKey().from(), entry.getKey().to())
                        || place(entry.getKey().to())
                                .filter(place -> state.get().epoch(place)
                                        == entry.getValue().epoch())
                                .isEmpty());
    }

    /** How many wrapped keys are kept. */
    int kept() {
        return latest.size();
    }

    private boolean shares(SeatId one, SeatId other) {
        return !one.equals(other) && place(one).isPresent() && place(one).equals(place(other));
    }

    /** Where a seat is, as far as keys are passed on there. */
    private Optional<Place> place(SeatId seat) {
        return Optional.of(state.get())
                .filter(now -> now.policy().e2ee() == Policy.E2ee.REQUIRED)
                .flatMap(now -> now.seat(seat))
                .filter(Seat::isInside)
                .map(Seat::place);
    }
}
