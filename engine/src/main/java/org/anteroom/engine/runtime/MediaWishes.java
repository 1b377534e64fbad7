package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.anteroom.engine.session.SeatId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaWish;

/**
 * What each client of a session shows, kept for the endpoints that come later. At most so many a second go to the bridge
 * for one seat: of more the latest counts, a little later.
 */
final class MediaWishes {
    private static final long INTERVAL_MS = 200;

    private final BiFunction<EndpointId, MediaWish, Future<Void>> bridge;
    private final Timers timers;
    private final Function<SeatId, Optional<MediaLine>> lineOf;
    private final Map<SeatId, Wished> wishes = new LinkedHashMap<>();

    /** A seat's latest wish, and whether one went to the bridge just now. */
    private static final class Wished {
        private ShownPictures latest;
        private boolean resting;
        private boolean changed;

        Wished(ShownPictures latest) {
            this.latest = latest;
        }
    }

    MediaWishes(
            BiFunction<EndpointId, MediaWish, Future<Void>> bridge,
            Timers timers,
            Function<SeatId, Optional<MediaLine>> lineOf) {
        this.bridge = bridge;
        this.timers = timers;
        this.lineOf = lineOf;
    }

    /** Whether this seat's client ever said what it shows: it understands what is told of it, too. */
    boolean speaks(SeatId seat) {
        return wishes.containsKey(seat);
    }

    Future<Void> take(SeatId seat, ShownPictures shown) {
        Wished wished = wishes.computeIfAbsent(seat, unused -> new Wished(shown));
        wished.latest = shown;
        if (wished.resting) {
            wished.changed = true;
            return Future.succeededFuture();
        }
        wished.resting = true;
        wished.changed = false;
        timers.after(INTERVAL_MS, () -> rested(seat, wished));
        return tell(seat, wished);
    }

    private void rested(SeatId seat, Wished wished) {
        wished.resting = false;
        if (wished.changed && wishes.get(seat) == wished) {
            MediaReactor.check(take(seat, wished.latest), "wish");
        }
    }

    private Future<Void> tell(SeatId seat, Wished wished) {
        return lineOf.apply(seat)
                .filter(line -> line.added)
                .map(line -> bridge.apply(
                        line.endpoint,
                        wished.latest.wish(other -> lineOf.apply(other)
                                .filter(there -> there.place.equals(line.place))
                                .map(there -> there.endpoint))))
                .orElseGet(Future::succeededFuture);
    }

    /** Somebody has another endpoint now: what was said of seats means other endpoints. */
    void endpointsChanged() {
        wishes.forEach((seat, wished) -> MediaReactor.check(tell(seat, wished), "wish"));
    }

    void forget(SeatId seat) {
        wishes.remove(seat);
    }
}
