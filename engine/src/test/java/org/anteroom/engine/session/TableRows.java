package org.anteroom.engine.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.session.BreakoutPlan.Mode;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.ClaimCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.poll.PollCommands;
import org.anteroom.engine.session.safety.SafetyCommands;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.engine.session.talk.TalkCommands;

/** The rows of the table of commands. */
final class TableRows {
    private static final Text WORDS = new Text("some words");

    private TableRows() {}

    static void door(Map<String, Function<Stage, Command>> rows) {
        rows.put("checkIn", stage -> Commands.checkIn(0));
        rows.put(
                "checkIn without consent",
                stage -> new DoorCommands.CheckInNow(false, WORDS, WORDS, WORDS, Optional.empty(), Optional.empty()));
        rows.put("withdrawConsent that was not given", stage -> new DoorCommands.WithdrawConsent(ConsentId.BUILT_IN));
        rows.put("knock", stage -> new DoorCommands.Knock());
        rows.put("stepAway", stage -> new DoorCommands.StepAway(true));
        rows.put("leave", stage -> new DoorCommands.Leave());
        rows.put("admit a waiter", stage -> new DoorCommands.Admit(List.of(stage.waiting())));
        rows.put("admit one who is inside", stage -> new DoorCommands.Admit(List.of(stage.inside())));
        rows.put("admit one twice", stage -> new DoorCommands.Admit(List.of(stage.waiting(), stage.waiting())));
        rows.put("admit an unknown seat", stage -> new DoorCommands.Admit(List.of(stage.waiting(), Commands.NOBODY)));
        rows.put("admitAll", stage -> new DoorCommands.AdmitAll());
        rows.put("deny a waiter", stage -> new DoorCommands.Deny(List.of(stage.waiting()), Optional.of(WORDS)));
        rows.put("deny one who is inside", stage -> new DoorCommands.Deny(List.of(stage.inside()), Optional.empty()));
        rows.put("hold a waiter", stage -> new DoorCommands.Hold(List.of(stage.waiting()), true, false));
        rows.put("hold one who is inside", stage -> new DoorCommands.Hold(List.of(stage.inside()), true, false));
        rows.put("sendToWaiting", stage -> new DoorCommands.SendToWaiting(stage.inside(), Optional.empty()));
        rows.put("sendToWaiting a waiter", stage -> new DoorCommands.SendToWaiting(stage.waiting(), Optional.empty()));
        rows.put("sendToWaiting staff", stage -> new DoorCommands.SendToWaiting(stage.lead(), Optional.empty()));
        rows.put("remove", stage -> new DoorCommands.Remove(stage.inside(), Optional.empty(), false));
        rows.put("remove for good", stage -> new DoorCommands.Remove(stage.inside(), Optional.empty(), true));
        rows.put("remove a facilitator", stage -> new DoorCommands.Remove(stage.lead(), Optional.empty(), false));
        rows.put("endDevice", stage -> new DoorCommands.EndDevice(stage.inside(), 1));
        rows.put("endDevice of a waiter", stage -> new DoorCommands.EndDevice(stage.waiting(), 1));
        rows.put("endDevice that there is not", stage -> new DoorCommands.EndDevice(stage.inside(), 2));
        rows.put("endDevice of an unknown seat", stage -> new DoorCommands.EndDevice(Commands.NOBODY, 1));
        rows.put("endDevice of a facilitator", stage -> new DoorCommands.EndDevice(stage.lead(), 1));
        rows.put("answerClaim of nobody", stage -> new ClaimCommands.AnswerClaim(1, true));
        rows.put("messageWaiting", stage -> new TalkCommands.MessageWaiting(WORDS, Optional.empty()));
        rows.put(
                "messageWaiting one",
                stage -> new TalkCommands.MessageWaiting(WORDS, Optional.of(List.of(stage.waiting()))));
    }

    static void session(Map<String, Function<Stage, Command>> rows) {
        rows.put("start", stage -> new HouseCommands.Start());
        rows.put("lock", stage -> new DoorCommands.Lock(true));
        rows.put("extend", stage -> new HouseCommands.Extend(10));
        rows.put("end", stage -> new HouseCommands.End(Optional.of(WORDS)));
        rows.put("changeRole", stage -> new HouseCommands.ChangeRole(stage.inside(), Role.FAMILY));
        rows.put("changeRole to the same", stage -> new HouseCommands.ChangeRole(stage.inside(), Role.PATIENT));
        rows.put("changeRole of an unknown seat", stage -> new HouseCommands.ChangeRole(Commands.NOBODY, Role.FAMILY));
        rows.put("mute", stage -> new HouseCommands.Mute(stage.inside()));
        rows.put("muteAll", stage -> new HouseCommands.MuteAll());
        rows.put("stopCamera", stage -> new HouseCommands.StopCamera(stage.inside()));
        rows.put("askForLess", stage -> new HouseCommands.AskForLess(stage.inside(), true));
        rows.put("askForLess of a waiter", stage -> new HouseCommands.AskForLess(stage.waiting(), true));
        rows.put("askForLess of an unknown seat", stage -> new HouseCommands.AskForLess(Commands.NOBODY, true));
        rows.put("askForLess no more", stage -> new HouseCommands.AskForLess(stage.waiting(), false));
        rows.put("declineLess unasked", stage -> new HouseCommands.DeclineLess());
        rows.put("allow what is allowed", stage -> new HouseCommands.Allow(stage.inside(), Grants.What.CHAT));
        rows.put("disallow", stage -> new HouseCommands.Disallow(stage.inside(), Grants.What.CHAT));
        rows.put("raiseHand", stage -> new TalkCommands.RaiseHand(true));
        rows.put("raiseHand off", stage -> new TalkCommands.RaiseHand(false));
        rows.put("react", stage -> new TalkCommands.React(TalkCommands.Reaction.HEART));
        rows.put("reportHealth", stage -> new HouseCommands.ReportHealth(Map.of("lossPercent", 1)));
    }

    static void screen(Map<String, Function<Stage, Command>> rows) {
        rows.put("requestShare", stage -> new ScreenCommands.RequestShare());
        rows.put("grantShare", stage -> new ScreenCommands.GrantShare(stage.inside(), Optional.empty(), false));
        rows.put(
                "grantShare to a waiter",
                stage -> new ScreenCommands.GrantShare(stage.waiting(), Optional.empty(), false));
        rows.put("grantShare taking over", stage -> new ScreenCommands.GrantShare(stage.asks(), Optional.of(60), true));
        rows.put("denyShare", stage -> new ScreenCommands.DenyShare(stage.asks()));
        rows.put("denyShare unasked", stage -> new ScreenCommands.DenyShare(stage.inside()));
        rows.put("revokeShare", stage -> new ScreenCommands.RevokeShare(stage.presents()));
        rows.put("revokeShare without a lease", stage -> new ScreenCommands.RevokeShare(stage.inside()));
        rows.put("startShare without a lease", stage -> new ScreenCommands.StartShare());
        rows.put("stopShare without a screen", stage -> new ScreenCommands.StopShare());
    }

    static void rooms(Map<String, Function<Stage, Command>> rows) {
        rows.put("planBreakouts", stage -> Commands.plan(Mode.MANUAL, Commands.room("Calm", stage.inside())));
        rows.put("planBreakouts at random", stage -> Commands.plan(Mode.RANDOM, 2, BreakoutPlan.Rules.NONE));
        rows.put("planBreakouts without rooms", stage -> Commands.plan(Mode.MANUAL));
        rows.put("planBreakouts by pods that there are not", stage -> Commands.plan(Mode.PODS));
        rows.put("openBreakouts", stage -> new BreakoutCommands.OpenBreakouts());
        rows.put("extendBreakouts", stage -> new BreakoutCommands.ExtendBreakouts(60));
        rows.put("closeBreakouts", stage -> new BreakoutCommands.CloseBreakouts(Optional.empty()));
        rows.put("closeBreakouts now", stage -> new BreakoutCommands.CloseBreakouts(Optional.of(0)));
        rows.put("assign to a room", stage -> new BreakoutCommands.Assign(stage.inside(), stage.room()));
        rows.put("assign a waiter", stage -> new BreakoutCommands.Assign(stage.waiting(), Place.MAIN));
        rows.put("assign to the waiting room", stage -> new BreakoutCommands.Assign(stage.inside(), Place.WAITING));
        rows.put("goTo main", stage -> new BreakoutCommands.GoTo(Place.MAIN));
        rows.put("goTo a room", stage -> new BreakoutCommands.GoTo(stage.room()));
        rows.put("goTo the waiting room", stage -> new BreakoutCommands.GoTo(Place.WAITING));
        rows.put("hallway with a waiter", stage -> new HallwayCommands.Hallway(List.of(stage.waiting())));
        rows.put("hallway with one inside", stage -> new HallwayCommands.Hallway(List.of(stage.inside())));
        rows.put("hallway with staff", stage -> new HallwayCommands.Hallway(List.of(stage.lead())));
        rows.put(
                "hallway with three",
                stage -> new HallwayCommands.Hallway(List.of(stage.inside(), stage.asks(), stage.presents())));
        rows.put("hallway with an unknown seat", stage -> new HallwayCommands.Hallway(List.of(Commands.NOBODY)));
        rows.put("returnFromHallway", stage -> new HallwayCommands.ReturnFromHallway());
    }

    static void words(Map<String, Function<Stage, Command>> rows) {
        rows.put("broadcast", stage -> new TalkCommands.Broadcast(WORDS));
        rows.put("askForHelp", stage -> new BreakoutCommands.AskForHelp());
        rows.put(
                "answerHelp unasked",
                stage -> new BreakoutCommands.AnswerHelp(
                        stage.room().asBreakout().orElse(Commands.NO_ROOM)));
        rows.put("chat to the place", stage -> new TalkCommands.Chat(Audience.PLACE, WORDS));
        rows.put("chat to staff", stage -> new TalkCommands.Chat(Audience.STAFF, WORDS));
        rows.put("chat to one", stage -> new TalkCommands.Chat(Audience.seat(stage.inside()), WORDS));
        rows.put("openPoll", stage -> Commands.poll(true));
        rows.put("vote with no poll open", stage -> new PollCommands.Vote(0));
        rows.put("closePoll with no poll open", stage -> new PollCommands.ClosePoll(true));
        rows.put("raiseAlert", stage -> new SafetyCommands.RaiseAlert(Optional.of(WORDS)));
        rows.put("acknowledgeAlert that there is not", stage -> new SafetyCommands.AcknowledgeAlert(Commands.NO_ALERT));
        rows.put("note", stage -> new TalkCommands.WriteNote(WORDS));
    }
}
