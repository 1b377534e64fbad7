package org.anteroom.engine.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

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
                new Command.Knock(),
                new Command.StepAway(true),
                new Command.Leave(),
                new Command.RaiseHand(true),
                new Command.DeclineLess(),
                new Command.RequestShare(),
                new Command.StartShare(),
                new Command.StopShare(),
                new Command.GoTo(Place.MAIN),
                new Command.AskForHelp(),
                new Command.Chat(Audience.PLACE, new Text("hello")),
                new Command.RaiseAlert(Optional.empty()),
                new Command.Vote(0),
                new Command.ReportHealth(Map.of("lossPercent", 1)));
    }

    /** What staff and the program may ask. */
    public static Stream<Command> ofStaff(SeatId about) {
        List<SeatId> seats = List.of(about);
        return Stream.of(
                new Command.Admit(seats),
                new Command.AdmitAll(),
                new Command.Deny(seats, Optional.empty()),
                new Command.SendToWaiting(about, Optional.empty()),
                new Command.Remove(about, Optional.empty(), false),
                new Command.EndDevice(about, 1),
                new Command.MessageWaiting(new Text("soon"), Optional.empty()),
                new Command.Start(),
                new Command.Lock(true),
                new Command.Extend(5),
                new Command.End(Optional.empty()),
                new Command.Mute(about),
                new Command.StopCamera(about),
                new Command.AskForLess(about, true),
                new Command.Allow(about, Grants.What.CHAT),
                new Command.Disallow(about, Grants.What.CHAT),
                new Command.GrantShare(about, Optional.empty(), false),
                new Command.DenyShare(about),
                new Command.RevokeShare(about),
                plan(BreakoutPlan.Mode.MANUAL, room("Calm", about)),
                new Command.OpenBreakouts(),
                new Command.ExtendBreakouts(60),
                new Command.CloseBreakouts(Optional.empty()),
                new Command.Assign(about, Place.MAIN),
                new Command.Broadcast(new Text("five minutes")),
                new Command.AnswerHelp(NO_ROOM),
                new Command.AcknowledgeAlert(NO_ALERT),
                new Command.WriteNote(new Text("a note")),
                new Command.Hold(seats, true, false),
                new Command.MuteAll(),
                poll(true),
                new Command.ClosePoll(true));
    }

    /** What a staff seat may ask, which comes along itself. */
    public static Stream<Command> ofStaffSeats(SeatId about) {
        return Stream.of(new Command.Hallway(List.of(about)), new Command.ReturnFromHallway());
    }

    public static Command.OpenPoll poll(boolean anonymous) {
        return new Command.OpenPoll(new Text("How was it?"), List.of(new Text("Calm"), new Text("Hard")), anonymous);
    }

    /** What a facilitator and the program may ask. */
    public static Stream<Command> ofFacilitators(SeatId about) {
        return Stream.of(new Command.ChangeRole(about, Role.OBSERVER));
    }

    public static Stream<Command> all(SeatId about) {
        return Stream.of(ofOnesOwn(), ofStaff(about), ofStaffSeats(about), ofFacilitators(about))
                .flatMap(commands -> commands);
    }

    public static Command.CheckInNow checkIn(int item9) {
        return new Command.CheckInNow(
                true,
                new Text("at home"),
                new Text("555-0100"),
                new Text("a sister"),
                Optional.of(List.of(1, 1, 1, 1, 1, 0, 0, 0, item9)),
                Optional.of(List.of(0, 0, 0, 0, 0, 0, 0)));
    }

    public static Command.RoomDraft room(String name, SeatId... seats) {
        return new Command.RoomDraft(
                new Text(name), Optional.of(new Text("the task")), List.of(seats), Optional.empty());
    }

    public static Command.PlanBreakouts plan(BreakoutPlan.Mode mode, Command.RoomDraft... rooms) {
        return plan(mode, BreakoutPlan.Rules.NONE, rooms);
    }

    public static Command.PlanBreakouts plan(
            BreakoutPlan.Mode mode, BreakoutPlan.Rules rules, Command.RoomDraft... rooms) {
        return new Command.PlanBreakouts(
                mode, List.of(rooms), Optional.empty(), Optional.empty(), Optional.empty(), rules);
    }

    public static Command.PlanBreakouts plan(BreakoutPlan.Mode mode, int rooms, BreakoutPlan.Rules rules) {
        return new Command.PlanBreakouts(
                mode, List.of(), Optional.of(rooms), Optional.empty(), Optional.empty(), rules);
    }
}
