package org.anteroom.engine.session;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.session.BreakoutPlan.Mode;

/** The rows of the table of commands. */
final class TableRows {
    private static final Text WORDS = new Text("some words");

    private TableRows() {}

    static void door(Map<String, Function<Stage, Command>> rows) {
        rows.put("checkIn", stage -> Commands.checkIn(0));
        rows.put(
                "checkIn without consent",
                stage -> new Command.CheckInNow(false, WORDS, WORDS, WORDS, Optional.empty(), Optional.empty()));
        rows.put("knock", stage -> new Command.Knock());
        rows.put("stepAway", stage -> new Command.StepAway(true));
        rows.put("leave", stage -> new Command.Leave());
        rows.put("admit a waiter", stage -> new Command.Admit(List.of(stage.waiting())));
        rows.put("admit one who is inside", stage -> new Command.Admit(List.of(stage.inside())));
        rows.put("admit one twice", stage -> new Command.Admit(List.of(stage.waiting(), stage.waiting())));
        rows.put("admit an unknown seat", stage -> new Command.Admit(List.of(stage.waiting(), Commands.NOBODY)));
        rows.put("admitAll", stage -> new Command.AdmitAll());
        rows.put("deny a waiter", stage -> new Command.Deny(List.of(stage.waiting()), Optional.of(WORDS)));
        rows.put("deny one who is inside", stage -> new Command.Deny(List.of(stage.inside()), Optional.empty()));
        rows.put("hold a waiter", stage -> new Command.Hold(List.of(stage.waiting()), true, false));
        rows.put("hold one who is inside", stage -> new Command.Hold(List.of(stage.inside()), true, false));
        rows.put("sendToWaiting", stage -> new Command.SendToWaiting(stage.inside(), Optional.empty()));
        rows.put("sendToWaiting a waiter", stage -> new Command.SendToWaiting(stage.waiting(), Optional.empty()));
        rows.put("sendToWaiting staff", stage -> new Command.SendToWaiting(stage.lead(), Optional.empty()));
        rows.put("remove", stage -> new Command.Remove(stage.inside(), Optional.empty(), false));
        rows.put("remove for good", stage -> new Command.Remove(stage.inside(), Optional.empty(), true));
        rows.put("remove a facilitator", stage -> new Command.Remove(stage.lead(), Optional.empty(), false));
        rows.put("endDevice", stage -> new Command.EndDevice(stage.inside(), 1));
        rows.put("endDevice of a waiter", stage -> new Command.EndDevice(stage.waiting(), 1));
        rows.put("endDevice that there is not", stage -> new Command.EndDevice(stage.inside(), 2));
        rows.put("endDevice of an unknown seat", stage -> new Command.EndDevice(Commands.NOBODY, 1));
        rows.put("endDevice of a facilitator", stage -> new Command.EndDevice(stage.lead(), 1));
        rows.put("messageWaiting", stage -> new Command.MessageWaiting(WORDS, Optional.empty()));
        rows.put(
                "messageWaiting one",
                stage -> new Command.MessageWaiting(WORDS, Optional.of(List.of(stage.waiting()))));
    }

    static void session(Map<String, Function<Stage, Command>> rows) {
        rows.put("start", stage -> new Command.Start());
        rows.put("lock", stage -> new Command.Lock(true));
        rows.put("extend", stage -> new Command.Extend(10));
        rows.put("end", stage -> new Command.End(Optional.of(WORDS)));
        rows.put("changeRole", stage -> new Command.ChangeRole(stage.inside(), Role.FAMILY));
        rows.put("changeRole to the same", stage -> new Command.ChangeRole(stage.inside(), Role.PATIENT));
        rows.put("changeRole of an unknown seat", stage -> new Command.ChangeRole(Commands.NOBODY, Role.FAMILY));
        rows.put("mute", stage -> new Command.Mute(stage.inside()));
        rows.put("muteAll", stage -> new Command.MuteAll());
        rows.put("stopCamera", stage -> new Command.StopCamera(stage.inside()));
        rows.put("askForLess", stage -> new Command.AskForLess(stage.inside(), true));
        rows.put("askForLess of a waiter", stage -> new Command.AskForLess(stage.waiting(), true));
        rows.put("askForLess of an unknown seat", stage -> new Command.AskForLess(Commands.NOBODY, true));
        rows.put("askForLess no more", stage -> new Command.AskForLess(stage.waiting(), false));
        rows.put("declineLess unasked", stage -> new Command.DeclineLess());
        rows.put("allow what is allowed", stage -> new Command.Allow(stage.inside(), Grants.What.CHAT));
        rows.put("disallow", stage -> new Command.Disallow(stage.inside(), Grants.What.CHAT));
        rows.put("raiseHand", stage -> new Command.RaiseHand(true));
        rows.put("raiseHand off", stage -> new Command.RaiseHand(false));
        rows.put("reportHealth", stage -> new Command.ReportHealth(Map.of("lossPercent", 1)));
    }

    static void screen(Map<String, Function<Stage, Command>> rows) {
        rows.put("requestShare", stage -> new Command.RequestShare());
        rows.put("grantShare", stage -> new Command.GrantShare(stage.inside(), Optional.empty(), false));
        rows.put("grantShare to a waiter", stage -> new Command.GrantShare(stage.waiting(), Optional.empty(), false));
        rows.put("grantShare taking over", stage -> new Command.GrantShare(stage.asks(), Optional.of(60), true));
        rows.put("denyShare", stage -> new Command.DenyShare(stage.asks()));
        rows.put("denyShare unasked", stage -> new Command.DenyShare(stage.inside()));
        rows.put("revokeShare", stage -> new Command.RevokeShare(stage.presents()));
        rows.put("revokeShare without a lease", stage -> new Command.RevokeShare(stage.inside()));
        rows.put("startShare without a lease", stage -> new Command.StartShare());
        rows.put("stopShare without a screen", stage -> new Command.StopShare());
    }

    static void rooms(Map<String, Function<Stage, Command>> rows) {
        rows.put("planBreakouts", stage -> Commands.plan(Mode.MANUAL, Commands.room("Calm", stage.inside())));
        rows.put("planBreakouts at random", stage -> Commands.plan(Mode.RANDOM, 2, BreakoutPlan.Rules.NONE));
        rows.put("planBreakouts without rooms", stage -> Commands.plan(Mode.MANUAL));
        rows.put("planBreakouts by pods that there are not", stage -> Commands.plan(Mode.PODS));
        rows.put("openBreakouts", stage -> new Command.OpenBreakouts());
        rows.put("extendBreakouts", stage -> new Command.ExtendBreakouts(60));
        rows.put("closeBreakouts", stage -> new Command.CloseBreakouts(Optional.empty()));
        rows.put("closeBreakouts now", stage -> new Command.CloseBreakouts(Optional.of(0)));
        rows.put("assign to a room", stage -> new Command.Assign(stage.inside(), stage.room()));
        rows.put("assign a waiter", stage -> new Command.Assign(stage.waiting(), Place.MAIN));
        rows.put("assign to the waiting room", stage -> new Command.Assign(stage.inside(), Place.WAITING));
        rows.put("goTo main", stage -> new Command.GoTo(Place.MAIN));
        rows.put("goTo a room", stage -> new Command.GoTo(stage.room()));
        rows.put("goTo the waiting room", stage -> new Command.GoTo(Place.WAITING));
        rows.put("hallway with a waiter", stage -> new Command.Hallway(List.of(stage.waiting())));
        rows.put("hallway with one inside", stage -> new Command.Hallway(List.of(stage.inside())));
        rows.put("hallway with staff", stage -> new Command.Hallway(List.of(stage.lead())));
        rows.put(
                "hallway with three",
                stage -> new Command.Hallway(List.of(stage.inside(), stage.asks(), stage.presents())));
        rows.put("hallway with an unknown seat", stage -> new Command.Hallway(List.of(Commands.NOBODY)));
        rows.put("returnFromHallway", stage -> new Command.ReturnFromHallway());
    }

    static void words(Map<String, Function<Stage, Command>> rows) {
        rows.put("broadcast", stage -> new Command.Broadcast(WORDS));
        rows.put("askForHelp", stage -> new Command.AskForHelp());
        rows.put(
                "answerHelp unasked",
                stage -> new Command.AnswerHelp(stage.room().asBreakout().orElse(Commands.NO_ROOM)));
        rows.put("chat to the place", stage -> new Command.Chat(Audience.PLACE, WORDS));
        rows.put("chat to staff", stage -> new Command.Chat(Audience.STAFF, WORDS));
        rows.put("chat to one", stage -> new Command.Chat(Audience.seat(stage.inside()), WORDS));
        rows.put("openPoll", stage -> Commands.poll(true));
        rows.put("vote with no poll open", stage -> new Command.Vote(0));
        rows.put("closePoll with no poll open", stage -> new Command.ClosePoll(true));
        rows.put("raiseAlert", stage -> new Command.RaiseAlert(Optional.of(WORDS)));
        rows.put("acknowledgeAlert that there is not", stage -> new Command.AcknowledgeAlert(Commands.NO_ALERT));
        rows.put("note", stage -> new Command.WriteNote(WORDS));
    }
}
