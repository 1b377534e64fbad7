package org.anteroom.engine.session;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.features.Samples;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.poll.PollCommands;

/** One command of each kind, about one seat. */
public final class Commands {
    public static final BreakoutId NO_ROOM = new BreakoutId("brk_AAAAAAAAAAAAAAAAAAAAAA");
    public static final AlertId NO_ALERT = new AlertId("alr_AAAAAAAAAAAAAAAAAAAAAA");
    public static final SeatId NOBODY = new SeatId("sea_AAAAAAAAAAAAAAAAAAAAAA");

    private Commands() {}

    /** What anybody may ask for the own seat. */
    public static Stream<Command> ofOnesOwn() {
        return Samples.commands(Need.OWN_SEAT, NOBODY);
    }

    /** What staff and the program may ask. */
    public static Stream<Command> ofStaff(SeatId about) {
        return Samples.commands(Need.STAFF, about);
    }

    /** What a staff seat may ask, which comes along itself. */
    public static Stream<Command> ofStaffSeats(SeatId about) {
        return Samples.commands(Need.STAFF_SEAT, about);
    }

    /** What a facilitator and the program may ask. */
    public static Stream<Command> ofFacilitators(SeatId about) {
        return Samples.commands(Need.FACILITATOR, about);
    }

    public static PollCommands.OpenPoll poll(boolean anonymous) {
        return new PollCommands.OpenPoll(
                new Text("How was it?"), List.of(new Text("Calm"), new Text("Hard")), anonymous);
    }

    public static Stream<Command> all(SeatId about) {
        return Stream.of(ofOnesOwn(), ofStaff(about), ofStaffSeats(about), ofFacilitators(about))
                .flatMap(commands -> commands);
    }

    public static DoorCommands.CheckInNow checkIn(int item9) {
        return new DoorCommands.CheckInNow(
                true,
                new Text("at home"),
                new Text("555-0100"),
                new Text("a sister"),
                Optional.of(List.of(1, 1, 1, 1, 1, 0, 0, 0, item9)),
                Optional.of(List.of(0, 0, 0, 0, 0, 0, 0)));
    }

    public static BreakoutCommands.RoomDraft room(String name, SeatId... seats) {
        return new BreakoutCommands.RoomDraft(
                new Text(name), Optional.of(new Text("the task")), List.of(seats), Optional.empty());
    }

    public static BreakoutCommands.PlanBreakouts plan(BreakoutPlan.Mode mode, BreakoutCommands.RoomDraft... rooms) {
        return plan(mode, BreakoutPlan.Rules.NONE, rooms);
    }

    public static BreakoutCommands.PlanBreakouts plan(
            BreakoutPlan.Mode mode, BreakoutPlan.Rules rules, BreakoutCommands.RoomDraft... rooms) {
        return new BreakoutCommands.PlanBreakouts(
                mode, List.of(rooms), Optional.empty(), Optional.empty(), Optional.empty(), rules);
    }

    public static BreakoutCommands.PlanBreakouts plan(BreakoutPlan.Mode mode, int rooms, BreakoutPlan.Rules rules) {
        return new BreakoutCommands.PlanBreakouts(
                mode, List.of(), Optional.of(rooms), Optional.empty(), Optional.empty(), rules);
    }
}
