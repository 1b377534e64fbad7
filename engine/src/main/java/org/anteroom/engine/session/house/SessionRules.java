package org.anteroom.engine.session.house;

import org.anteroom.engine.session.Decision;
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
            turn.add(new HouseEvents.SessionOpened());
        }
        turn.add(new HouseEvents.SessionStarted());
        return turn.accept();
    }

    static Decision extend(Turn turn, HouseCommands.Extend command) {
        int minutes = command.minutes();
        turn.add(new HouseEvents.SessionExtended(minutes, turn.state().endsAt().plusSeconds(60L * minutes)));
        return turn.accept();
    }

    static Decision end(Turn turn, HouseCommands.End command) {
        PollRules.closeUnshared(turn);
        turn.add(new HouseEvents.SessionEnded(command.reason()));
        return turn.accept();
    }
}
