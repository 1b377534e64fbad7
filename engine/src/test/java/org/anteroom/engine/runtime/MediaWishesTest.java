package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.SeatId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.SourceKind;
import org.junit.jupiter.api.Test;

/** What the bridge is told of what clients show. */
class MediaWishesTest {
    private static final SeatId ANA = new SeatId("sea_7dKoPz3mYtN8cVbG1hXsRw");
    private static final SeatId BEN = new SeatId("sea_Jm2cQ8vT0aXb5LrYk7WnEg");

    private final Map<SeatId, MediaLine> lines = new HashMap<>();
    private final List<MediaWish> told = new ArrayList<>();
    private final Deque<Runnable> due = new ArrayDeque<>();
    private final MediaWishes wishes = new MediaWishes(
            (endpoint, wish) -> {
                told.add(wish);
                return Future.succeededFuture();
            },
            (delayMs, task) -> {
                due.add(task);
                return () -> {};
            },
            seat -> Optional.ofNullable(lines.get(seat)));

    private void enter(SeatId seat, String endpoint, Place place) {
        MediaLine line = new MediaLine(
                seat, new EndpointId(endpoint), place, EnumSet.noneOf(SourceKind.class), Optional.empty());
        line.added = true;
        lines.put(seat, line);
    }

    private static ShownPictures shown(int height) {
        return new ShownPictures(List.of(BEN), Map.of(BEN, height), 0, true);
    }

    @Test
    void aHundredWishesAtOnce_becomeTwo_andTheLatestCounts() {
        enter(ANA, "ana", Place.MAIN);
        enter(BEN, "ben", Place.MAIN);
        for (int height = 1; height <= 100; height++) {
            assertThat(wishes.take(ANA, shown(height)).succeeded()).isTrue();
        }
        assertThat(told).hasSize(1);
        due.remove().run();
        assertThat(told).hasSize(2);
        assertThat(told.get(1).tiles()).containsExactly(Map.entry(new EndpointId("ben"), 100));
        due.remove().run();
        assertThat(told).hasSize(2);
    }

    @Test
    void seatsThatAreNotThere_areLeftAside_untilTheyAre() {
        enter(ANA, "ana", Place.MAIN);
        assertThat(wishes.take(ANA, shown(180)).succeeded()).isTrue();
        assertThat(told.get(0).tiles()).isEmpty();
        assertThat(told.get(0).stage()).isEmpty();
        enter(BEN, "ben", Place.MAIN);
        wishes.endpointsChanged();
        assertThat(told.get(1).tiles()).containsExactly(Map.entry(new EndpointId("ben"), 180));
        assertThat(told.get(1).stage()).containsExactly(new EndpointId("ben"));
    }

    @Test
    void aSeatInAnotherPlace_isLeftAside() {
        enter(ANA, "ana", Place.MAIN);
        enter(BEN, "ben", Place.WAITING);
        assertThat(wishes.take(ANA, shown(180)).succeeded()).isTrue();
        assertThat(told.get(0).tiles()).isEmpty();
    }

    @Test
    void whoNeverSaidWhatItShows_doesNotSpeakOfIt() {
        assertThat(wishes.speaks(ANA)).isFalse();
        assertThat(wishes.take(ANA, shown(180)).succeeded()).isTrue();
        assertThat(wishes.speaks(ANA)).isTrue();
        assertThat(told).isEmpty();
        wishes.forget(ANA);
        assertThat(wishes.speaks(ANA)).isFalse();
    }
}
