package org.anteroom.engine.runtime;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.SeatId;

/**
 * Who is on the way: connected seats that came to a place and whose client did not confirm its media there yet. Each is
 * tried again, ever more rarely, for as long as it lasts. In memory only: after a restart everybody lands anew.
 */
final class Landing {
    private static final long FIRST_MS = 5_000;
    private static final long LAST_MS = 30_000;

    private final Timers timers;
    private final Consumer<SeatId> again;
    private final Consumer<Frame> toStaff;
    private final Map<SeatId, Way> ways = new LinkedHashMap<>();

    private record Way(Place to, long waitMs, Timers.Timer retry) {}

    /**
     * @param again sends a seat its welcome and an offer once more
     * @param toStaff takes what staff are told
     */
    Landing(Timers timers, Consumer<SeatId> again, Consumer<Frame> toStaff) {
        this.timers = timers;
        this.again = again;
        this.toStaff = toStaff;
    }

    Set<SeatId> onTheWay() {
        return new LinkedHashSet<>(ways.keySet());
    }

    /** The seat came to this place; one that is on its way there already goes on waiting as it did. */
    void expect(SeatId seat, Place place) {
        Way known = ways.get(seat);
        if (known == null || !known.to().equals(place)) {
            forget(seat);
            await(seat, place, FIRST_MS);
            tell(seat, place, false);
        }
    }

    private void await(SeatId seat, Place place, long waitMs) {
        ways.put(seat, new Way(place, waitMs, timers.set(waitMs, () -> late(seat, place, waitMs))));
    }

    private void late(SeatId seat, Place place, long waitMs) {
        await(seat, place, Math.min(LAST_MS, 2 * waitMs));
        again.accept(seat);
    }

    /** The seat's client is there. */
    void landed(SeatId seat) {
        Way way = ways.get(seat);
        if (way != null) {
            forget(seat);
            tell(seat, way.to(), true);
        }
    }

    /** The seat goes nowhere any more: it left, or its connection did. */
    void forget(SeatId seat) {
        Way way = ways.remove(seat);
        if (way != null) {
            way.retry().cancel();
        }
    }

    void stop() {
        ways.values().forEach(way -> way.retry().cancel());
        ways.clear();
    }

    private void tell(SeatId seat, Place place, boolean landed) {
        toStaff.accept(SignalFrames.landing(seat, place, landed));
    }
}
