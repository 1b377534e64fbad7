package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.session.BreakoutPlan.Latecomers;
import org.anteroom.engine.session.BreakoutPlan.Mode;
import org.anteroom.engine.session.BreakoutPlan.Room;
import org.anteroom.engine.session.BreakoutPlan.Rules;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.Decision.Refused;
import org.anteroom.engine.session.World.Result;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.breakout.BreakoutEvents;
import org.anteroom.engine.session.breakout.BreakoutPlanner;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.junit.jupiter.api.Test;

/** Who is kept apart, who belongs together, pods, and where latecomers go. */
class PlanRulesTest {
    private World world = new World();
    private SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final List<SeatId> people = new ArrayList<>();

    @CanIgnoreReturnValue
    private SeatId person(int index) {
        while (people.size() <= index) {
            people.add(world.inside("Given" + people.size() + " X", Role.PATIENT));
        }
        return people.get(index);
    }

    private void groups(Grouping groups) {
        world = new World(Policy.DEFAULT, 20, 9, groups);
        maya = world.staffInside("Maya Chen", Role.FACILITATOR);
        people.clear();
    }

    private static Text ref(int index) {
        return new Text("ref-Given" + index + "-X");
    }

    private List<Room> rooms(Result planned) {
        return planned.event(BreakoutEvents.BreakoutsPlanned.class).plan().rooms();
    }

    private static Rules apart(SeatId... seats) {
        return new Rules(List.of(List.of(seats)), List.of());
    }

    private static Rules together(SeatId... seats) {
        return new Rules(List.of(), List.of(List.of(seats)));
    }

    private static int roomOf(List<Room> rooms, SeatId seat) {
        for (int i = 0; i < rooms.size(); i++) {
            if (rooms.get(i).seats().contains(seat)) {
                return i;
            }
        }
        return -1;
    }

    private static void refusedSaying(Result result, String words) {
        result.refused(Refusal.CONFLICT);
        assertThat(((Refused) result.decision()).detail()).contains(words);
    }

    @Test
    void randomRooms_keepApartAndTogether_whateverTheSeed() {
        person(7);
        Rules rules = apart(person(0), person(1), person(2)).and(together(person(3), person(0)));
        for (int i = 0; i < 60; i++) {
            List<Room> rooms = rooms(world.ask(maya, Commands.plan(Mode.RANDOM, 3, rules)));
            assertThat(List.of(roomOf(rooms, person(0)), roomOf(rooms, person(1)), roomOf(rooms, person(2))))
                    .doesNotHaveDuplicates();
            assertThat(roomOf(rooms, person(3))).isEqualTo(roomOf(rooms, person(0)));
            assertThat(rooms).extracting(room -> room.seats().size()).containsExactlyInAnyOrder(3, 3, 2);
        }
    }

    @Test
    void randomRooms_thatCannotKeepTheRules_areRefusedWithTheReason() {
        person(3);
        refusedSaying(
                world.ask(maya, Commands.plan(Mode.RANDOM, 2, apart(person(0), person(1), person(2)))), "more rooms");
        refusedSaying(
                world.ask(
                        maya,
                        Commands.plan(
                                Mode.RANDOM, 2, apart(person(0), person(1)).and(together(person(0), person(1))))),
                "Given0 and Given1 are kept apart and belong together");
    }

    @Test
    void chainOfPairs_isOneGroup() {
        Rules rules = new Rules(
                List.of(List.of(person(0), person(2))),
                List.of(List.of(person(0), person(1)), List.of(person(1), person(2))));
        refusedSaying(world.ask(maya, Commands.plan(Mode.RANDOM, 2, rules)), "belong together at once");
    }

    @Test
    void manualRooms_thatBreakARule_areRefusedByName() {
        Rules rules = apart(person(0), person(1));
        refusedSaying(
                world.ask(maya, Commands.plan(Mode.MANUAL, rules, Commands.room("A", person(0), person(1)))),
                "Given0 and Given1 are kept apart.");
        refusedSaying(
                world.ask(
                        maya,
                        Commands.plan(
                                Mode.MANUAL,
                                together(person(0), person(1)),
                                Commands.room("A", person(0)),
                                Commands.room("B", person(1)))),
                "Given0 and Given1 belong together.");
        world.ask(maya, Commands.plan(Mode.MANUAL, together(person(0), person(1)), Commands.room("A", person(0))))
                .happened("breakouts-planned");
    }

    @Test
    void ruleAboutAnUnknownSeat_isNotFound() {
        world.ask(maya, Commands.plan(Mode.RANDOM, 2, apart(person(0), Commands.NOBODY)))
                .refused(Refusal.NOT_FOUND);
    }

    @Test
    void limits_holdForRandomRooms() {
        person(4);
        var small = new BreakoutCommands.RoomDraft(new Text("Small"), Optional.empty(), List.of(), Optional.of(1));
        List<Room> rooms = rooms(world.ask(maya, Commands.plan(Mode.RANDOM, small, Commands.room("Large"))));
        assertThat(rooms).extracting(room -> room.seats().size()).containsExactly(1, 4);
        refusedSaying(world.ask(maya, Commands.plan(Mode.RANDOM, small, small)), "more rooms");
    }

    @Test
    void assigning_doesNotBringTogetherWhoIsKeptApart() {
        world.ask(maya, Commands.plan(Mode.MANUAL, apart(person(0), person(1)), Commands.room("A", person(0))));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        Place room = world.seat(person(0)).place();
        refusedSaying(world.ask(maya, new BreakoutCommands.Assign(person(1), room)), "are kept apart.");
        world.ask(maya, new BreakoutCommands.Assign(person(0), Place.MAIN)).happened("seat-moved");
        world.ask(maya, new BreakoutCommands.Assign(person(1), room)).happened("seat-moved");
    }

    @Test
    void choosingARoom_saysNothingOfWhoIsKeptApart() {
        world.ask(
                maya,
                Commands.plan(Mode.SELF_SELECT, apart(person(0), person(1)), Commands.room("A"), Commands.room("B")));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        Place room = world.state().open().orElseThrow().plan().rooms().get(0).place();
        world.ask(person(0), new BreakoutCommands.GoTo(room)).happened("seat-moved");
        Result refused = world.ask(person(1), new BreakoutCommands.GoTo(room)).refused(Refusal.CONFLICT);
        assertThat(((Refused) refused.decision()).detail()).isEqualTo("That room is not open to you. Choose another.");
        world.ask(maya, new BreakoutCommands.GoTo(room)).happened("seat-moved");
    }

    @Test
    void returningFromAHallway_meetsNobodyKeptApart() {
        world.ask(maya, Commands.plan(Mode.MANUAL, apart(person(0), person(1)), Commands.room("A", person(0))));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        Place room = world.seat(person(0)).place();
        world.ask(maya, new HallwayCommands.Hallway(List.of(person(0))));
        world.ask(maya, new BreakoutCommands.Assign(person(1), room)).happened("seat-moved");
        world.ask(maya, new HallwayCommands.ReturnFromHallway());
        assertThat(world.seat(person(0)).place()).isEqualTo(Place.MAIN);
    }

    @Test
    void theProgramsRules_holdByRef() {
        groups(new Grouping(List.of(), List.of(List.of(ref(0), ref(1))), List.of()));
        person(1);
        refusedSaying(
                world.ask(maya, Commands.plan(Mode.MANUAL, Commands.room("A", person(0), person(1)))), "kept apart");
        refusedSaying(world.ask(maya, Commands.plan(Mode.RANDOM, 1, Rules.NONE)), "more rooms");
    }

    @Test
    void pods_areTheRooms_andWhoIsInNoneGoesWhereFewestAre() {
        groups(new Grouping(
                List.of(
                        new Grouping.Pod(new Text("Oak"), List.of(ref(0), ref(1), new Text("ref-nobody"))),
                        new Grouping.Pod(new Text("Elm"), List.of(ref(2)))),
                List.of(),
                List.of()));
        person(3);
        List<Room> rooms = rooms(world.ask(maya, Commands.plan(Mode.PODS)));
        assertThat(rooms).extracting(room -> room.name().value()).containsExactly("Oak", "Elm");
        assertThat(rooms.get(0).seats()).containsExactly(person(0), person(1));
        assertThat(rooms.get(1).seats()).containsExactly(person(2), person(3));
    }

    @Test
    void podsWithoutPods_areAConflict() {
        world.ask(maya, Commands.plan(Mode.PODS)).refused(Refusal.CONFLICT);
    }

    private SeatId late(BreakoutCommands.PlanBreakouts plan) {
        world.ask(maya, plan);
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        SeatId late = world.waiter("Late Lou", Role.PATIENT);
        world.ask(maya, new DoorCommands.Admit(List.of(late)));
        return late;
    }

    private static BreakoutCommands.PlanBreakouts with(BreakoutCommands.PlanBreakouts plan, Latecomers latecomers) {
        return new BreakoutCommands.PlanBreakouts(
                plan.mode(), plan.rooms(), plan.roomCount(), plan.seconds(), Optional.of(latecomers), plan.rules());
    }

    @Test
    void latecomer_goesWhereFewestAre_inRandomRooms() {
        person(2);
        SeatId late = late(Commands.plan(Mode.RANDOM, 2, Rules.NONE));
        Place place = world.seat(late).place();
        assertThat(place.kind()).isEqualTo(Place.Kind.BREAKOUT);
        assertThat(world.state().in(place)).hasSize(2);
    }

    @Test
    void latecomer_goesToOnesOwnPeople_andNotToWhomToKeepApartFrom() {
        SeatId lou = world.waiter("Lou Late", Role.PATIENT);
        person(3);
        Rules rules = together(lou, person(0));
        world.ask(maya, Commands.plan(Mode.RANDOM, 2, rules));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        world.ask(maya, new DoorCommands.Admit(List.of(lou)));
        assertThat(world.seat(lou).place()).isEqualTo(world.seat(person(0)).place());
        world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.of(0)));
        world.ask(maya, new DoorCommands.SendToWaiting(lou, Optional.empty()));
        world.ask(maya, Commands.plan(Mode.RANDOM, 2, apart(lou, person(1))));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        world.ask(maya, new DoorCommands.Admit(List.of(lou)));
        assertThat(world.seat(lou).place()).isNotEqualTo(world.seat(person(1)).place());
        assertThat(world.seat(lou).place().kind()).isEqualTo(Place.Kind.BREAKOUT);
    }

    @Test
    void latecomer_goesToThePlannedRoom_inManualRooms_andElseStays() {
        person(0);
        SeatId planned = world.waiter("Pat Planned", Role.PATIENT);
        SeatId other = world.waiter("Oz Other", Role.PATIENT);
        world.ask(maya, Commands.plan(Mode.MANUAL, Commands.room("A", person(0), planned)));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        world.ask(maya, new DoorCommands.Admit(List.of(planned, other)))
                .happened("seat-moved", "seat-moved", "seat-moved");
        assertThat(world.seat(planned).place()).isEqualTo(world.seat(person(0)).place());
        assertThat(world.seat(other).place()).isEqualTo(Place.MAIN);
    }

    @Test
    void latecomer_staysInMain_whereThePlanSaysSo_orTheRoomsClose() {
        person(1);
        SeatId late = late(with(Commands.plan(Mode.RANDOM, 2, Rules.NONE), Latecomers.STAY));
        assertThat(world.seat(late).place()).isEqualTo(Place.MAIN);
        world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.of(0)));
        world.ask(maya, new DoorCommands.SendToWaiting(late, Optional.empty()));
        world.ask(maya, Commands.plan(Mode.RANDOM, 2, Rules.NONE));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.of(30)));
        world.ask(maya, new DoorCommands.Admit(List.of(late)));
        assertThat(world.seat(late).place()).isEqualTo(Place.MAIN);
    }

    @Test
    void observerWhoComesLate_staysInMain() {
        person(1);
        world.ask(maya, Commands.plan(Mode.RANDOM, 2, Rules.NONE));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        SeatId obi = world.inside("Obi Lane", Role.OBSERVER);
        assertThat(world.seat(obi).place()).isEqualTo(Place.MAIN);
    }

    @Test
    void dealing_keepsRulesForAnyNumbers_whereThereIsAWay() {
        for (int count = 2; count <= 16; count++) {
            List<SeatId> seats = seats(count);
            Rules rules = new Rules(List.of(List.of(seats.get(0), seats.get(1))), List.of());
            for (int rooms = 1; rooms <= 5; rooms++) {
                Optional<List<List<SeatId>>> dealt =
                        BreakoutPlanner.deal(seats, Collections.nCopies(rooms, 99), 7L * count + rooms, rules);
                assertThat(dealt.isPresent()).isEqualTo(rooms > 1);
                dealt.ifPresent(found ->
                        assertThat(found).allMatch(room -> rules.apartIn(room).isEmpty()));
            }
        }
    }

    private static List<SeatId> seats(int count) {
        return Stream.iterate(0, i -> i + 1)
                .limit(count)
                .map(i -> new SeatId(new SeededChance(500L + i).id(SeatId.PREFIX)))
                .toList();
    }

    @Test
    void sameSeed_dealsTheSameRooms() {
        List<SeatId> seats = seats(9);
        List<Integer> limits = List.of(99, 99);
        assertThat(BreakoutPlanner.deal(seats, limits, 5, Rules.NONE))
                .isEqualTo(BreakoutPlanner.deal(seats, limits, 5, Rules.NONE))
                .isNotEqualTo(BreakoutPlanner.deal(seats, limits, 6, Rules.NONE));
    }

    @Test
    void roomNames_goOnBeyondTheAlphabet() {
        Map<Integer, String> names = Map.of(0, "Room A", 25, "Room Z", 26, "Room A1");
        names.forEach(
                (index, name) -> assertThat(BreakoutPlanner.roomName(index)).isEqualTo(name));
    }
}
