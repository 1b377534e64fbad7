package org.anteroom.engine.session;

import java.util.Optional;

/**
 * One event before one seat. What the seat may not see is never made.
 *
 * <p>Staff are those who are staff and inside; "place" are the others in the place that the event is about, as they
 * stand after it.
 *
 * @param before the session as it was
 * @param after the session with the event
 * @param viewer the seat that looks
 */
public record Sight(SessionState before, SessionState after, Recorded recorded, Seat viewer) {
    /** What the seat sees of the event; empty where it sees nothing of it. */
    public Optional<Obj> data() {
        return recorded.event().eventKind().see(this, recorded.event());
    }

    /** Whether the viewer sees all of the session. */
    public boolean staff() {
        return SeatView.seesAll(viewer);
    }

    /** The word of who caused the event. */
    public String by() {
        return recorded.by().word();
    }

    public boolean isSelf(SeatId seat) {
        return viewer.id().equals(seat);
    }

    /** Whether the viewer is in that place, and media flow there. */
    public boolean shares(Place place) {
        return SeatView.sharePlace(viewer, place);
    }

    /** Data that begins with whom the event is about. */
    public static Obj about(SeatId seat) {
        return Obj.of("seat", seat.value());
    }

    public Optional<Obj> toStaff(Obj data) {
        return shownIf(staff(), data);
    }

    public Optional<Obj> toStaffAndSelf(SeatId self, Obj data) {
        return shownIf(staff() || isSelf(self), data);
    }

    public Optional<Obj> toStaffAndPlace(SeatId self, Place place, Obj data) {
        return shownIf(staff() || isSelf(self) || shares(place), data);
    }

    public Optional<Obj> toStaffAndPlaceOf(SeatId seat, Obj data) {
        return staff() || isSelf(seat) ? Optional.of(data) : toPlaceOf(seat, data);
    }

    public Optional<Obj> toPlaceOf(SeatId seat, Obj data) {
        return shownIf(after.seat(seat).filter(other -> shares(other.place())).isPresent(), data);
    }

    public Optional<Obj> toInside(Obj data) {
        return shownIf(viewer.isInside(), data);
    }

    public Optional<Obj> toThoseWhoWereInside(Obj data) {
        return shownIf(before.seat(viewer.id()).filter(Seat::isInside).isPresent(), data);
    }

    private static Optional<Obj> shownIf(boolean shown, Obj data) {
        return shown ? Optional.of(data) : Optional.empty();
    }
}
