package org.anteroom.engine.session.house;

import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.session.Turn;
import org.anteroom.engine.session.poll.PollRules;

/** The rules of the session itself: start, extend, end. */
final class SessionRules {
    private SessionRules() {}

    static Decision start(Turn turn) {
        if (turn.state().phase() == Phase.LIVE) {
            return Turn.conflict("The session has started already.");
        }
        if (turn.state().phase() == Phase.SCHEDULED) {
            turn.add(new SessionEvent.SessionOpened());
        }
        turn.add(new SessionEvent.SessionStarted());
        return turn.accept();
    }

    static Decision extend(Turn turn, HouseCommands.Extend command) {
        int minutes = command.minutes();
        turn.add(new SessionEvent.SessionExtended(minutes, turn.state().endsAt().plusSeconds(60L * minutes)));
        return turn.accept();
    }

    static Decision end(Turn turn, HouseCommands.End command) {
        PollRules.closeUnshared(turn);
        turn.add(new SessionEvent.SessionEnded(command.reason()));
        return turn.accept();
    }
}
