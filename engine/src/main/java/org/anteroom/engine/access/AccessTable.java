package org.anteroom.engine.access;

import java.util.EnumSet;
import java.util.Set;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Role;

/** The one table of who may ask what. It knows roles alone; places and states are the decider's. */
public final class AccessTable implements Command.Cases<AccessTable.Need> {
    private static final AccessTable TABLE = new AccessTable();
    private static final Set<Role> STAFF = EnumSet.of(Role.FACILITATOR, Role.COFACILITATOR);

    /** What a command needs of its caller. */
    public enum Need {
        /** A seat, of any role; it speaks for that seat alone. */
        OWN_SEAT,
        /** Staff, or the program's server. */
        STAFF,
        /** A staff seat, which comes along itself; the program only on behalf of one. */
        STAFF_SEAT,
        /** A facilitator, or the program's server. */
        FACILITATOR
    }

    private AccessTable() {}

    public static Need need(Command command) {
        return command.match(TABLE);
    }

    /** Whether a seat of this role may ask this. */
    public static boolean allows(Role role, Command command) {
        return switch (need(command)) {
            case OWN_SEAT -> true;
            case STAFF, STAFF_SEAT -> STAFF.contains(role);
            case FACILITATOR -> role == Role.FACILITATOR;
        };
    }

    /** Whether the program's server may ask this on behalf of nobody. */
    public static boolean allowsProgram(Command command) {
        return switch (need(command)) {
            case OWN_SEAT, STAFF_SEAT -> false;
            case STAFF, FACILITATOR -> true;
        };
    }

    @Override
    public Need checkInNow(Command.CheckInNow command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need knock(Command.Knock command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need stepAway(Command.StepAway command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need leave(Command.Leave command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need admit(Command.Admit command) {
        return Need.STAFF;
    }

    @Override
    public Need admitAll(Command.AdmitAll command) {
        return Need.STAFF;
    }

    @Override
    public Need deny(Command.Deny command) {
        return Need.STAFF;
    }

    @Override
    public Need sendToWaiting(Command.SendToWaiting command) {
        return Need.STAFF;
    }

    @Override
    public Need remove(Command.Remove command) {
        return Need.STAFF;
    }

    @Override
    public Need messageWaiting(Command.MessageWaiting command) {
        return Need.STAFF;
    }

    @Override
    public Need start(Command.Start command) {
        return Need.STAFF;
    }

    @Override
    public Need lock(Command.Lock command) {
        return Need.STAFF;
    }

    @Override
    public Need extend(Command.Extend command) {
        return Need.STAFF;
    }

    @Override
    public Need end(Command.End command) {
        return Need.STAFF;
    }

    @Override
    public Need changeRole(Command.ChangeRole command) {
        return Need.FACILITATOR;
    }

    @Override
    public Need mute(Command.Mute command) {
        return Need.STAFF;
    }

    @Override
    public Need stopCamera(Command.StopCamera command) {
        return Need.STAFF;
    }

    @Override
    public Need askForLess(Command.AskForLess command) {
        return Need.STAFF;
    }

    @Override
    public Need declineLess(Command.DeclineLess command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need allow(Command.Allow command) {
        return Need.STAFF;
    }

    @Override
    public Need disallow(Command.Disallow command) {
        return Need.STAFF;
    }

    @Override
    public Need raiseHand(Command.RaiseHand command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need requestShare(Command.RequestShare command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need grantShare(Command.GrantShare command) {
        return Need.STAFF;
    }

    @Override
    public Need denyShare(Command.DenyShare command) {
        return Need.STAFF;
    }

    @Override
    public Need revokeShare(Command.RevokeShare command) {
        return Need.STAFF;
    }

    @Override
    public Need startShare(Command.StartShare command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need stopShare(Command.StopShare command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need planBreakouts(Command.PlanBreakouts command) {
        return Need.STAFF;
    }

    @Override
    public Need openBreakouts(Command.OpenBreakouts command) {
        return Need.STAFF;
    }

    @Override
    public Need extendBreakouts(Command.ExtendBreakouts command) {
        return Need.STAFF;
    }

    @Override
    public Need closeBreakouts(Command.CloseBreakouts command) {
        return Need.STAFF;
    }

    @Override
    public Need assign(Command.Assign command) {
        return Need.STAFF;
    }

    @Override
    public Need goTo(Command.GoTo command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need broadcast(Command.Broadcast command) {
        return Need.STAFF;
    }

    @Override
    public Need askForHelp(Command.AskForHelp command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need answerHelp(Command.AnswerHelp command) {
        return Need.STAFF;
    }

    @Override
    public Need chat(Command.Chat command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need raiseAlert(Command.RaiseAlert command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need acknowledgeAlert(Command.AcknowledgeAlert command) {
        return Need.STAFF;
    }

    @Override
    public Need writeNote(Command.WriteNote command) {
        return Need.STAFF;
    }

    @Override
    public Need hold(Command.Hold command) {
        return Need.STAFF;
    }

    @Override
    public Need muteAll(Command.MuteAll command) {
        return Need.STAFF;
    }

    @Override
    public Need hallway(Command.Hallway command) {
        return Need.STAFF_SEAT;
    }

    @Override
    public Need returnFromHallway(Command.ReturnFromHallway command) {
        return Need.STAFF_SEAT;
    }

    @Override
    public Need endDevice(Command.EndDevice command) {
        return Need.STAFF;
    }

    @Override
    public Need openPoll(Command.OpenPoll command) {
        return Need.STAFF;
    }

    @Override
    public Need vote(Command.Vote command) {
        return Need.OWN_SEAT;
    }

    @Override
    public Need closePoll(Command.ClosePoll command) {
        return Need.STAFF;
    }

    @Override
    public Need reportHealth(Command.ReportHealth command) {
        return Need.OWN_SEAT;
    }
}
