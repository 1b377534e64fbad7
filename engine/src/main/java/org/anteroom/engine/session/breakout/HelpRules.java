package org.anteroom.engine.session.breakout;

import java.util.Optional;
import org.anteroom.engine.session.BreakoutId;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.Turn;

/** The rules of help that a breakout calls for. */
final class HelpRules {
    private HelpRules() {}

    static Decision ask(Turn turn) {
        Seat self = turn.self();
        Optional<BreakoutId> breakout = self.place().asBreakout();
        if (breakout.isEmpty()) {
            return Turn.conflict("You are not in a breakout room.");
        }
        if (!turn.state().helps().containsKey(breakout.get())) {
            turn.add(new BreakoutEvents.HelpAsked(breakout.get(), self.id()));
        }
        return turn.accept();
    }

    static Decision answer(Turn turn, BreakoutCommands.AnswerHelp command) {
        BreakoutId breakout = command.breakout();
        boolean known =
                turn.state().open().flatMap(open -> open.plan().room(breakout)).isPresent();
        if (!known) {
            return Turn.notFound("There is no such breakout room open.");
        }
        if (!turn.state().helps().containsKey(breakout)) {
            return Turn.conflict("Nobody asked for help there.");
        }
        turn.add(new BreakoutEvents.HelpAnswered(breakout));
        return turn.accept();
    }
}
