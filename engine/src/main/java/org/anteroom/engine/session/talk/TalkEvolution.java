package org.anteroom.engine.session.talk;

import java.util.Optional;
import org.anteroom.engine.session.Draft;
import org.anteroom.engine.session.Seat;

/** How hands change. */
final class TalkEvolution {
    private TalkEvolution() {}

    static void handChanged(Draft draft, TalkEvents.HandChanged event) {
        long order = draft.nextHand();
        draft.seat(
                event.seat(),
                seat -> seat.hand(event.on() ? Optional.of(new Seat.Hand(order, draft.at())) : Optional.empty()));
    }
}
