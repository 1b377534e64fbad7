package org.anteroom.engine.session.safety;

import java.util.Optional;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/** How an alert looks to staff: with what is needed to find the person. */
public final class AlertView {
    private AlertView() {}

    public static Obj shape(
            SessionState state, AlertId alert, SessionEvent.AlertKind kind, SeatId seat, Optional<Text> note) {
        return Obj.of("alert", alert.value())
                .with("kind", Words.word(kind))
                .with("seat", seat.value())
                .with("note", note.map(Text::value))
                .withAll(SeatView.safety(state, seat).map());
    }
}
