package org.anteroom.engine.session;

/** Which rule decides which command. */
final class Rulebook implements Command.Cases<Decision> {
    private final Turn turn;

    Rulebook(Turn turn) {
        this.turn = turn;
    }

    @Override
    public Decision checkInNow(Command.CheckInNow command) {
        return WaitingRules.checkIn(turn, command);
    }

    @Override
    public Decision knock(Command.Knock command) {
        return WaitingRules.knock(turn);
    }

    @Override
    public Decision stepAway(Command.StepAway command) {
        return WaitingRules.stepAway(turn, command.on());
    }

    @Override
    public Decision leave(Command.Leave command) {
        return WaitingRules.leave(turn, command.forget());
    }

    @Override
    public Decision admit(Command.Admit command) {
        return WaitingRules.admit(turn, command.seats());
    }

    @Override
    public Decision admitAll(Command.AdmitAll command) {
        return WaitingRules.admitAll(turn);
    }

    @Override
    public Decision deny(Command.Deny command) {
        return WaitingRules.deny(turn, command);
    }

    @Override
    public Decision sendToWaiting(Command.SendToWaiting command) {
        return WaitingRules.sendToWaiting(turn, command);
    }

    @Override
    public Decision remove(Command.Remove command) {
        return WaitingRules.remove(turn, command);
    }

    @Override
    public Decision messageWaiting(Command.MessageWaiting command) {
        return WaitingRules.messageWaiting(turn, command);
    }

    @Override
    public Decision start(Command.Start command) {
        return SessionRules.start(turn);
    }

    @Override
    public Decision lock(Command.Lock command) {
        return SessionRules.lock(turn, command.on());
    }

    @Override
    public Decision extend(Command.Extend command) {
        return SessionRules.extend(turn, command.minutes());
    }

    @Override
    public Decision end(Command.End command) {
        return SessionRules.end(turn, command.reason());
    }

    @Override
    public Decision changeRole(Command.ChangeRole command) {
        return SessionRules.changeRole(turn, command);
    }

    @Override
    public Decision mute(Command.Mute command) {
        return SessionRules.grant(turn, command.seat(), Grants.What.MICROPHONE, false);
    }

    @Override
    public Decision stopCamera(Command.StopCamera command) {
        return SessionRules.grant(turn, command.seat(), Grants.What.CAMERA, false);
    }

    @Override
    public Decision askForLess(Command.AskForLess command) {
        return SessionRules.askForLess(turn, command);
    }

    @Override
    public Decision declineLess(Command.DeclineLess command) {
        return SessionRules.less(turn, turn.self(), false);
    }

    @Override
    public Decision allow(Command.Allow command) {
        return SessionRules.grant(turn, command.seat(), command.what(), true);
    }

    @Override
    public Decision disallow(Command.Disallow command) {
        return SessionRules.grant(turn, command.seat(), command.what(), false);
    }

    @Override
    public Decision raiseHand(Command.RaiseHand command) {
        return SessionRules.raiseHand(turn, command.on());
    }

    @Override
    public Decision requestShare(Command.RequestShare command) {
        return ShareRules.request(turn);
    }

    @Override
    public Decision grantShare(Command.GrantShare command) {
        return ShareRules.grant(turn, command);
    }

    @Override
    public Decision denyShare(Command.DenyShare command) {
        return ShareRules.deny(turn, command.seat());
    }

    @Override
    public Decision revokeShare(Command.RevokeShare command) {
        return ShareRules.revoke(turn, command.seat());
    }

    @Override
    public Decision startShare(Command.StartShare command) {
        return ShareRules.start(turn);
    }

    @Override
    public Decision stopShare(Command.StopShare command) {
        return ShareRules.stop(turn);
    }

    @Override
    public Decision planBreakouts(Command.PlanBreakouts command) {
        return PlanRules.plan(turn, command);
    }

    @Override
    public Decision openBreakouts(Command.OpenBreakouts command) {
        return BreakoutRules.open(turn);
    }

    @Override
    public Decision extendBreakouts(Command.ExtendBreakouts command) {
        return BreakoutRules.extend(turn, command.seconds());
    }

    @Override
    public Decision closeBreakouts(Command.CloseBreakouts command) {
        return BreakoutRules.close(turn, command.countdownSeconds());
    }

    @Override
    public Decision assign(Command.Assign command) {
        return BreakoutRules.assign(turn, command);
    }

    @Override
    public Decision goTo(Command.GoTo command) {
        return BreakoutRules.goTo(turn, command.place());
    }

    @Override
    public Decision broadcast(Command.Broadcast command) {
        return TalkRules.broadcast(turn, command.text());
    }

    @Override
    public Decision askForHelp(Command.AskForHelp command) {
        return TalkRules.askForHelp(turn);
    }

    @Override
    public Decision answerHelp(Command.AnswerHelp command) {
        return TalkRules.answerHelp(turn, command.breakout());
    }

    @Override
    public Decision chat(Command.Chat command) {
        return TalkRules.chat(turn, command);
    }

    @Override
    public Decision raiseAlert(Command.RaiseAlert command) {
        return TalkRules.raiseAlert(turn, command.note());
    }

    @Override
    public Decision acknowledgeAlert(Command.AcknowledgeAlert command) {
        return TalkRules.acknowledgeAlert(turn, command.alert());
    }

    @Override
    public Decision writeNote(Command.WriteNote command) {
        return TalkRules.note(turn, command.text());
    }

    @Override
    public Decision hold(Command.Hold command) {
        return WaitingRules.hold(turn, command);
    }

    @Override
    public Decision muteAll(Command.MuteAll command) {
        return SessionRules.muteAll(turn);
    }

    @Override
    public Decision hallway(Command.Hallway command) {
        return HallwayRules.open(turn, command.seats());
    }

    @Override
    public Decision returnFromHallway(Command.ReturnFromHallway command) {
        return HallwayRules.back(turn);
    }

    @Override
    public Decision endDevice(Command.EndDevice command) {
        return SeatDevices.end(turn, command);
    }

    @Override
    public Decision openPoll(Command.OpenPoll command) {
        return PollRules.open(turn, command);
    }

    @Override
    public Decision vote(Command.Vote command) {
        return PollRules.vote(turn, command.choice());
    }

    @Override
    public Decision closePoll(Command.ClosePoll command) {
        return PollRules.close(turn, command.share());
    }

    @Override
    public Decision reportHealth(Command.ReportHealth command) {
        return turn.accept();
    }
}
