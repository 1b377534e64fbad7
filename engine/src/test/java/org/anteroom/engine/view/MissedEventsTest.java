package org.anteroom.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.BreakoutPlan.Mode;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Walks;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.safety.SafetyCommands;
import org.anteroom.engine.session.talk.TalkCommands;
import org.junit.jupiter.api.Test;

/** What a seat that comes back is shown of what it missed: no more than it could see then, and may see now. */
class MissedEventsTest {
    private static final Text WORDS = new Text("some words");

    private final World world = new World(Policy.DEFAULT);
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId jo = world.staffInside("Jo Park", Role.COFACILITATOR);
    private final SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
    private final SeatId ben = world.inside("Ben Okafor", Role.PATIENT);
    private long since = world.state().seq();

    private List<String> missedBy(SeatId seat) {
        return missed(seat).stream().map(data -> data.name).toList();
    }

    private record Seen(String name, Map<String, Object> data) {}

    private List<Seen> missed(SeatId seat) {
        List<Seen> seen = new ArrayList<>();
        for (World.Change change : world.changes()) {
            if (change.recorded().seq() > since) {
                EventView.missed(change.before(), change.after(), change.recorded(), world.seat(seat))
                        .ifPresent(data -> seen.add(new Seen(change.event().eventName(), data)));
            }
        }
        return seen;
    }

    private void cameBack() {
        since = world.state().seq();
    }

    @Test
    void demotedCofacilitator_isShownNoNotesAndAlerts() {
        world.ask(maya, new TalkCommands.WriteNote(WORDS));
        world.ask(ana, new SafetyCommands.RaiseAlert(Optional.of(WORDS)));
        world.ask(ana, new TalkCommands.Chat(Audience.STAFF, WORDS));
        world.ask(ana, new TalkCommands.Chat(Audience.PLACE, WORDS));
        world.ask(maya, new HouseCommands.ChangeRole(jo, Role.OBSERVER));
        assertThat(missedBy(jo)).containsExactly("message", "role-changed");
    }

    @Test
    void demotedCofacilitator_isShownMovesWithoutRefsAndNames() {
        SeatId cy = world.waiter("Cy Young", Role.PATIENT);
        cameBack();
        world.ask(maya, new DoorCommands.Admit(List.of(cy)));
        world.ask(maya, new HouseCommands.ChangeRole(jo, Role.OBSERVER));
        assertThat(missedBy(jo)).containsExactly("seat-moved", "role-changed");
        assertThat(missed(jo).get(0).data().toString()).contains("Cy").doesNotContain("Young", "ref-");
    }

    @Test
    void promotedPatient_isNotShownWhatStaffSawBefore() {
        world.ask(maya, new TalkCommands.WriteNote(WORDS));
        world.ask(ben, new TalkCommands.Chat(Audience.PLACE, WORDS));
        world.ask(maya, new HouseCommands.ChangeRole(ana, Role.COFACILITATOR));
        world.ask(maya, new TalkCommands.WriteNote(WORDS));
        assertThat(missedBy(ana)).containsExactly("message", "role-changed", "note");
    }

    @Test
    void sentBackToWaiting_isShownNothingOfTheRoom() {
        world.ask(ben, new TalkCommands.Chat(Audience.PLACE, WORDS));
        world.ask(maya, new TalkCommands.Chat(Audience.seat(ana), WORDS));
        world.ask(ana, new TalkCommands.Chat(Audience.PLACE, WORDS));
        world.ask(maya, new TalkCommands.Broadcast(WORDS));
        world.ask(ben, new TalkCommands.RaiseHand(true));
        world.ask(maya, new DoorCommands.SendToWaiting(ana, Optional.empty()));
        world.ask(maya, new TalkCommands.MessageWaiting(WORDS, Optional.of(List.of(ana))));
        assertThat(missedBy(ana)).containsExactly("seat-moved", "message");
        assertThat(missed(ana).get(1).data()).doesNotContainKey("from");
    }

    @Test
    void movedToABreakout_isShownNothingOfTheOldPlace() {
        world.ask(maya, Commands.plan(Mode.MANUAL, Commands.room("Calm")));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        Place calm = world.state().open().orElseThrow().plan().rooms().get(0).place();
        cameBack();
        world.ask(ben, new TalkCommands.Chat(Audience.PLACE, WORDS));
        world.ask(maya, new TalkCommands.Broadcast(WORDS));
        world.ask(maya, new BreakoutCommands.Assign(ana, calm));
        assertThat(missedBy(ana)).containsExactly("announcement", "seat-moved");
    }

    @Test
    void whoIsWhereOneWas_isShownAllThatWasMissed() {
        world.ask(ben, new TalkCommands.Chat(Audience.PLACE, WORDS));
        world.ask(maya, new TalkCommands.WriteNote(WORDS));
        world.ask(ben, new TalkCommands.RaiseHand(true));
        assertThat(missedBy(ana)).containsExactly("message", "hand-changed");
        assertThat(missedBy(jo)).containsExactly("message", "note", "hand-changed");
    }

    @Test
    void onRandomWalks_nothingIsShownThatWasNotSeenThen_orThatOutsidersAndOthersThanStaffMayNotSeeNow() {
        List<World.Change> all = new ArrayList<>();
        Walks.walk(6, 120, change -> {
            if (change.recorded().seq() == 1) {
                all.clear();
            }
            all.add(change);
            if (all.size() % 40 == 0) {
                change.after().seats().values().forEach(seat -> check(all, seat));
            }
        });
    }

    private static void check(List<World.Change> all, Seat now) {
        for (World.Change change : all) {
            if (change.after().seat(now.id()).isEmpty()) {
                continue;
            }
            Optional<Map<String, Object>> missed =
                    EventView.missed(change.before(), change.after(), change.recorded(), now);
            Optional<Map<String, Object>> then =
                    EventView.of(change.before(), change.after(), change.recorded(), now.id());
            String name = change.event().eventName();
            assertThat(then.isPresent() || missed.isEmpty()).as(name).isTrue();
            boolean own = missed.map(data -> data.get("seat"))
                    .filter(now.id().value()::equals)
                    .isPresent();
            boolean toWaiters =
                    missed.filter(data -> "waiting".equals(data.get("to"))).isPresent();
            boolean shown = missed.isPresent() && !own && !toWaiters;
            assertThat(shown && !now.isInside()).as(name).isFalse();
            boolean forStaff = List.of("note", "alert-raised", "alert-acknowledged", "seat-held", "breakouts-planned")
                    .contains(name);
            assertThat(shown && forStaff && !now.isStaff()).as(name).isFalse();
        }
    }
}
