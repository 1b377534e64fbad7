package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Walks;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.World.Change;
import org.anteroom.engine.view.EventView;
import org.junit.jupiter.api.Test;

/** A frame that goes to several shows each of them what is theirs to see, and not a field of another's. */
class TellingTest {
    private static final int WALKS = 30;
    private static final int STEPS = 200;

    private long shared;

    private static Frames.Telling telling(Change change) {
        return new Frames.Telling(new Step(change.before(), change.after(), change.recorded()));
    }

    @Test
    void whateverHappens_eachReadsTheirOwnView_andWhoSeesTheSameGetsTheSameFrame() {
        Walks.walk(WALKS, STEPS, this::check);
        assertThat(shared).as("frames that went to more than one").isGreaterThan(1_000);
    }

    private void check(Change change) {
        Frames.Telling telling = telling(change);
        Map<Map<String, Object>, Frame> told = new HashMap<>();
        for (SeatId seat : change.after().seats().keySet()) {
            Optional<Map<String, Object>> own = EventView.of(change.before(), change.after(), change.recorded(), seat);
            Optional<Frame> frame = telling.to(seat);
            assertThat(frame.map(one -> one.fields().get("data")))
                    .as(change.event().eventName() + " as " + seat + " sees it")
                    .isEqualTo(own);
            frame.ifPresent(one -> {
                Frame before = told.putIfAbsent(own.orElseThrow(), one);
                assertThat(before == null || before == one).isTrue();
                shared += before == null ? 0 : 1;
            });
        }
    }

    @Test
    void aMove_showsStaffMoreThanThePlace_andThePlaceMoreThanWhoMoves() {
        World world = new World();
        SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
        SeatId ben = world.inside("Ben Okafor", Role.PATIENT);
        SeatId cy = world.inside("Cy Young", Role.FAMILY);
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        Change moved = world.changes().stream()
                .filter(change -> change.event().eventName().equals("seat-moved")
                        && change.after().seat(ana).filter(Seat::isInside).isPresent()
                        && change.before().seat(ana).filter(Seat::isInside).isEmpty())
                .findFirst()
                .orElseThrow();
        Frames.Telling telling = telling(moved);
        Frame staff = telling.to(maya).orElseThrow();
        Frame place = telling.to(ben).orElseThrow();
        Frame self = telling.to(ana).orElseThrow();
        assertThat(telling.to(cy)).containsSame(place);
        assertThat(staff.encoded().text()).contains("Lopez", "\"by\"");
        assertThat(place.encoded().text()).contains("\"who\"").doesNotContain("Lopez", "\"by\"", "\"from\"");
        assertThat(self.encoded().text()).contains("\"from\"").doesNotContain("Lopez", "\"who\"");
    }
}
