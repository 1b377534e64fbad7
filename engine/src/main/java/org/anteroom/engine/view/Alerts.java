package org.anteroom.engine.view;

import java.util.Optional;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.CheckIn;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/** How an alert looks to staff: with what is needed to find the person. */
final class Alerts {
    private Alerts() {}

    static Obj shape(SessionState state, AlertId alert, SessionEvent.AlertKind kind, SeatId seat, Optional<Text> note) {
        return Obj.of("alert", alert.value())
                .with("kind", Words.word(kind))
                .with("seat", seat.value())
                .with("note", note.map(Text::value))
                .withAll(safety(state, seat).map());
    }

    /** Where a person is, how to call back, and whom to call; nothing where nobody checked in. */
    static Obj safety(SessionState state, SeatId seat) {
        Optional<CheckIn> checkIn = state.seat(seat).flatMap(Seat::checkIn);
        return new Obj()
                .with("location", checkIn.map(done -> done.location().value()))
                .with("callback", checkIn.map(done -> done.callback().value()))
                .with("contact", checkIn.map(done -> done.contact().value()));
    }
}
