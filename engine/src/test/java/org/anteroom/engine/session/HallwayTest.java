package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.attendance.Interval;
import org.anteroom.engine.session.BreakoutPlan.Mode;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.talk.TalkCommands;
import org.anteroom.engine.view.EventView;
import org.anteroom.engine.view.Snapshots;
import org.junit.jupiter.api.Test;

/** Taken aside and back: nothing is lost on the way, and nobody gets in by it. */
class HallwayTest {
    private final World world = new World();
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId jo = world.staffInside("Jo Park", Role.COFACILITATOR);
    private final SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
    private final SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
    private final SeatId cy = world.waiter("Cy Young", Role.PATIENT);
    private final SeatId dee = world.waiter("Dee Dunn", Role.PATIENT);

    @CanIgnoreReturnValue
    private Place aside(SeatId... seats) {
        world.ask(maya, new HallwayCommands.Hallway(List.of(seats)));
        assertThat(world.seat(maya).place().kind()).isEqualTo(Place.Kind.HALLWAY);
        return world.seat(maya).place();
    }

    private Place place(SeatId seat) {
        return world.seat(seat).place();
    }

    @Test
    void waiterAndCaller_comeToOneHallway_andGoBackToTheirOldPlaces() {
        world.ask(maya, new HallwayCommands.Hallway(List.of(cy)))
                .happened("hallway-opened", "seat-moved", "seat-moved");
        assertThat(place(cy)).isEqualTo(place(maya));
        assertThat(world.state().queue()).containsExactly(ben, dee);
        world.pass(Duration.ofMinutes(3));
        world.ask(maya, new HallwayCommands.ReturnFromHallway()).happened("hallway-closed", "seat-moved", "seat-moved");
        assertThat(world.state().queue()).containsExactly(ben, cy, dee);
        assertThat(place(maya)).isEqualTo(Place.MAIN);
        assertThat(world.seat(cy).asideFrom()).isEmpty();
        assertThat(Snapshots.queue(world.state(), cy, world.now()).orElseThrow())
                .containsEntry("position", 2);
    }

    @Test
    void heldWaiter_isHeldAfterTheHallway() {
        world.ask(maya, new DoorCommands.Hold(List.of(ben), true, false)).happened("seat-held");
        aside(ben);
        world.ask(maya, new HallwayCommands.ReturnFromHallway());
        assertThat(world.seat(ben).held()).isTrue();
        world.ask(maya, new DoorCommands.AdmitAll());
        assertThat(place(ben)).isEqualTo(Place.WAITING);
    }

    @Test
    void personInABreakout_comesBackIntoIt_withHandAndGrants() {
        world.ask(maya, Commands.plan(Mode.MANUAL, Commands.room("Calm", ana)));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        Place calm = place(ana);
        world.ask(ana, new TalkCommands.RaiseHand(true));
        world.ask(maya, new HouseCommands.Mute(ana));
        Seat before = world.seat(ana);
        aside(ana);
        world.ask(maya, new HallwayCommands.ReturnFromHallway());
        assertThat(world.seat(ana)).isEqualTo(before);
        assertThat(place(ana)).isEqualTo(calm);
    }

    @Test
    void breakoutThatClosedMeanwhile_sendsBackToMain() {
        world.ask(maya, Commands.plan(Mode.MANUAL, Commands.room("Calm", ana)));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        aside(ana);
        world.ask(jo, new BreakoutCommands.CloseBreakouts(Optional.of(0))).happened("breakouts-closed");
        assertThat(place(ana).kind()).as("the talk goes on").isEqualTo(Place.Kind.HALLWAY);
        world.ask(maya, new HallwayCommands.ReturnFromHallway());
        assertThat(place(ana)).isEqualTo(Place.MAIN);
    }

    @Test
    void waiterInAHallway_doesNotGetInByItself() {
        aside(ben);
        world.ask(ben, new BreakoutCommands.GoTo(Place.MAIN)).refused(Refusal.FORBIDDEN);
        world.ask(ben, new DoorCommands.Knock()).refused(Refusal.CONFLICT);
        world.ask(ben, new HallwayCommands.ReturnFromHallway()).refused(Refusal.FORBIDDEN);
        assertThat(Snapshots.breakouts(world.state(), world.seat(ben))).isEmpty();
    }

    @Test
    void waiterInAHallway_isLetInByStaffAlone() {
        aside(ben);
        world.ask(maya, new BreakoutCommands.Assign(ben, Place.MAIN)).happened("seat-moved");
        assertThat(place(ben)).isEqualTo(Place.MAIN);
        world.ask(maya, new HallwayCommands.ReturnFromHallway()).happened("hallway-closed", "seat-moved");
        assertThat(place(ben)).isEqualTo(Place.MAIN);
    }

    @Test
    void personFromTheRoom_mayGoBackAlone() {
        aside(ana);
        world.ask(ana, new BreakoutCommands.GoTo(Place.MAIN)).happened("seat-moved");
    }

    @Test
    void hallwayThatAllStaffLeave_closesByItself() {
        aside(ben, ana);
        world.ask(maya, new BreakoutCommands.GoTo(Place.MAIN))
                .happened("seat-moved", "hallway-closed", "seat-moved", "seat-moved");
        assertThat(world.state().queue()).containsExactly(ben, cy, dee);
        assertThat(place(ana)).isEqualTo(Place.MAIN);
    }

    @Test
    void staffWhoIsStaffNoMore_leavesNobodyAloneThere() {
        aside(ben);
        world.ask(maya, new HouseCommands.ChangeRole(jo, Role.FACILITATOR));
        world.ask(jo, new HouseCommands.ChangeRole(maya, Role.OBSERVER))
                .happened("role-changed", "hallway-closed", "seat-moved", "seat-moved");
        assertThat(world.state().hallways()).isEmpty();
        assertThat(place(ben)).isEqualTo(Place.WAITING);
    }

    @Test
    void staffWhoLoseTheLine_keepTheHallway() {
        Place hallway = aside(ben);
        world.drop(maya).happened("seat-connection");
        assertThat(place(ben)).isEqualTo(hallway);
        world.connect(maya);
        assertThat(place(maya)).isEqualTo(hallway);
    }

    @Test
    void anotherOfStaff_mayComeIn_andKeepIt() {
        Place hallway = aside(ben);
        world.ask(jo, new BreakoutCommands.GoTo(hallway)).happened("seat-moved");
        world.ask(maya, new BreakoutCommands.GoTo(Place.MAIN)).happened("seat-moved");
        assertThat(place(ben)).isEqualTo(hallway);
        world.ask(jo, new HallwayCommands.ReturnFromHallway());
        assertThat(place(ben)).isEqualTo(Place.WAITING);
        assertThat(place(jo)).isEqualTo(Place.MAIN);
    }

    @Test
    void lastPersonLeaving_leavesTheHallwayToStaff() {
        aside(ben);
        world.ask(ben, new DoorCommands.Leave()).happened("seat-moved");
        assertThat(world.seat(ben).queued()).as("who left has no queue place").isEmpty();
        world.ask(maya, new HallwayCommands.ReturnFromHallway()).happened("hallway-closed", "seat-moved");
    }

    @Test
    void whoIsNotThere_orStaff_orInAHallwayAlready_isNotTaken() {
        SeatId abe = world.add("Abe Away", Role.PATIENT);
        world.ask(maya, new HallwayCommands.Hallway(List.of(abe))).refused(Refusal.CONFLICT);
        world.ask(maya, new HallwayCommands.Hallway(List.of(jo))).refused(Refusal.CONFLICT);
        world.ask(maya, new HallwayCommands.Hallway(List.of(ana, ana))).refused(Refusal.INVALID);
        world.ask(maya, new HallwayCommands.Hallway(List.of(Commands.NOBODY))).refused(Refusal.NOT_FOUND);
        aside(ana);
        world.ask(jo, new HallwayCommands.Hallway(List.of(ana))).refused(Refusal.CONFLICT);
        world.ask(maya, new HallwayCommands.Hallway(List.of(ben))).refused(Refusal.CONFLICT);
        world.ask(ana, new HallwayCommands.Hallway(List.of(ben))).refused(Refusal.FORBIDDEN);
        world.ask(jo, new HallwayCommands.ReturnFromHallway()).refused(Refusal.CONFLICT);
        world.program(new HallwayCommands.Hallway(List.of(ben))).refused(Refusal.FORBIDDEN);
    }

    @Test
    void fullSession_takesNoWaiterAside_butPeopleFromTheRoom() {
        World small = new World(Policy.DEFAULT, 2, 4);
        SeatId lead = small.staffInside("Lea Lead", Role.FACILITATOR);
        SeatId in = small.inside("Ina Inside", Role.PATIENT);
        SeatId out = small.waiter("Wim Waits", Role.PATIENT);
        small.ask(lead, new HallwayCommands.Hallway(List.of(out))).refused(Refusal.CAPACITY);
        small.ask(lead, new HallwayCommands.Hallway(List.of(in)))
                .happened("hallway-opened", "seat-moved", "seat-moved");
    }

    @Test
    void hallwayIsSeenByStaff_andOthersSeeSomebodyLeaveAlone() {
        World.Result opened = world.ask(maya, new HallwayCommands.Hallway(List.of(ana)));
        World.Change change = opened.changes().get(0);
        for (SeatId seat : List.of(ana, ben)) {
            assertThat(EventView.of(change.before(), change.after(), change.recorded(), seat))
                    .isEmpty();
        }
        assertThat(EventView.of(change.before(), change.after(), change.recorded(), jo))
                .isPresent();
    }

    @Test
    void minutesInAHallway_areOnesOwn_andCountByPolicy() {
        world.pass(Duration.ofMinutes(10));
        aside(ana);
        world.pass(Duration.ofMinutes(5));
        world.ask(maya, new HallwayCommands.ReturnFromHallway());
        world.pass(Duration.ofMinutes(10));
        var account = world.book().ledger(world.state(), world.now()).accounts().stream()
                .filter(found -> found.seat().id().equals(ana))
                .findFirst()
                .orElseThrow();
        assertThat(account.creditedMinutes()).isEqualTo(25);
        assertThat(account.intervals()).extracting(Interval::place).hasSize(3);
    }
}
