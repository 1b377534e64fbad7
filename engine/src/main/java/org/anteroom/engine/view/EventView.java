package org.anteroom.engine.view;

import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Sight;

/** What one seat sees of one event, as the event's feature declares it. Pure; what a seat may not see is never made. */
public final class EventView {
    private EventView() {}

    /**
     * The event's data for this seat; empty where the seat sees nothing of it.
     *
     * @param before the session as it was
     * @param after the session with the event
     */
    public static Optional<Map<String, Object>> of(
            SessionState before, SessionState after, Recorded recorded, SeatId viewer) {
        return after.seat(viewer).flatMap(seat -> data(before, after, recorded, seat));
    }

    private static Optional<Map<String, Object>> data(
            SessionState before, SessionState after, Recorded recorded, Seat viewer) {
        return new Sight(before, after, recorded, viewer).data().map(Obj::map);
    }

    /**
     * The data of an event that this seat missed: no more than the seat could see when it happened, and no more than it
     * may see now. Where the two differ and neither is the larger, nothing of it is shown; the welcome has what is.
     *
     * @param before the session as it was
     * @param after the session with the event
     * @param viewer the seat as it is now
     */
    public static Optional<Map<String, Object>> missed(
            SessionState before, SessionState after, Recorded recorded, Seat viewer) {
        Optional<Seat> then = after.seat(viewer.id());
        Optional<Map<String, Object>> couldSee = of(before, after, recorded, viewer.id());
        Optional<Map<String, Object>> maySee = data(before, after, recorded, viewer);
        if (couldSee.isEmpty() || maySee.isEmpty()) {
            return Optional.empty();
        }
        if (then.filter(SeatView::seesAll).isPresent()) {
            return maySee;
        }
        return SeatView.seesAll(viewer) || couldSee.equals(maySee) ? couldSee : Optional.empty();
    }
}
