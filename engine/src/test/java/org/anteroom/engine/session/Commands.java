package org.anteroom.engine.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.poll.PollCommands;
import org.anteroom.engine.session.safety.SafetyCommands;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.engine.session.talk.TalkCommands;

/** One command of each kind, about one seat. */
public final class Commands {
    public static final BreakoutId NO_ROOM = new BreakoutId("brk_AAAAAAAAAAAAAAAAAAAAAA");
    public static final AlertId NO_ALERT = new AlertId("alr_AAAAAAAAAAAAAAAAAAAAAA");
    public static final SeatId NOBODY = new SeatId("sea_AAAAAAAAAAAAAAAAAAAAAA");

    private Commands() {}

    /** What anybody may ask for the own seat. */
    public static Stream<Command> ofOnesOwn() {
        return Stream.of(
                checkIn(0),
                new DoorCommands.Knock(),
                new DoorCommands.StepAway(true),
                new DoorCommands.Leave(),
                new TalkCommands.RaiseHand(true),
                new HouseCommands.DeclineLess(),
                new ScreenCommands.RequestShare(),
                new ScreenCommands.StartShare(),
                new ScreenCommands.StopShare(),
                new BreakoutCommands.GoTo(Place.MAIN),
                new BreakoutCommands.AskForHelp(),
                new TalkCommands.Chat(Audience.PLACE, new Text("hello")),
                new SafetyCommands.RaiseAlert(Optional.empty()),
                new PollCommands.Vote(0),
                new HouseCommands.ReportHealth(Map.of("lossPercent", 1)));
    }

    /** What staff and the program may ask. */
    public static Stream<Command> ofStaff(SeatId about) {
        List<SeatId> seats = List.of(about);
        return Stream.of(
                new DoorCommands.Admit(seats),
                new DoorCommands.AdmitAll(),
                new DoorCommands.Deny(seats, Optional.empty()),
                new DoorCommands.SendToWaiting(about, Optional.empty()),
                new DoorCommands.Remove(about, Optional.empty(), false),
                new DoorCommands.EndDevice(about, 1),
                new DoorCommands.MessageWaiting(new Text("soon"), Optional.empty()),
                new HouseCommands.Start(),
                new DoorCommands.Lock(true),
                new HouseCommands.Extend(5),
                new HouseCommands.End(Optional.empty()),
                new HouseCommands.Mute(about),
                new HouseCommands.StopCamera(about),
                new HouseCommands.AskForLess(about, true),
                new HouseCommands.Allow(about, Grants.What.CHAT),
                new HouseCommands.Disallow(about, Grants.What.CHAT),
                new ScreenCommands.GrantShare(about, Optional.empty(), false),
                new ScreenCommands.DenyShare(about),
                new ScreenCommands.RevokeShare(about),
                plan(BreakoutPlan.Mode.MANUAL, room("Calm", about)),
                new BreakoutCommands.OpenBreakouts(),
                new BreakoutCommands.ExtendBreakouts(60),
                new BreakoutCommands.CloseBreakouts(Optional.empty()),
                new BreakoutCommands.Assign(about, Place.MAIN),
                new TalkCommands.Broadcast(new Text("five minutes")),
                new BreakoutCommands.AnswerHelp(NO_ROOM),
                new SafetyCommands.AcknowledgeAlert(NO_ALERT),
                new TalkCommands.WriteNote(new Text("a note")),
                new DoorCommands.Hold(seats, true, false),
                new HouseCommands.MuteAll(),
                poll(true),
                new PollCommands.ClosePoll(true));
    }

    /** What a staff seat may ask, which comes along itself. */
    public static Stream<Command> ofStaffSeats(SeatId about) {
        return Stream.of(new HallwayCommands.Hallway(List.of(about)), new HallwayCommands.ReturnFromHallway());
    }

    public static PollCommands.OpenPoll poll(boolean anonymous) {
        return new PollCommands.OpenPoll(
                new Text("How was it?"), List.of(new Text("Calm"), new Text("Hard")), anonymous);
    }

    /** What a facilitator and the program may ask. */
    public static Stream<Command> ofFacilitators(SeatId about) {
        return Stream.of(new HouseCommands.ChangeRole(about, Role.OBSERVER));
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
