package org.anteroom.engine.view;

import static org.anteroom.engine.session.Words.time;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.HallwayId;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/**
 * What one seat sees of one event. Pure; what a seat may not see is never made.
 *
 * <p>Staff are those who are staff and inside; "place" are the others in the place that the event is about, as they
 * stand after it.
 */
public final class EventView implements SessionEvent.Cases<Optional<Obj>> {
    private final SessionState before;
    private final SessionState after;
    private final Recorded recorded;
    private final Seat viewer;
    private final boolean staff;

    private EventView(SessionState before, SessionState after, Recorded recorded, Seat viewer) {
        this.before = before;
        this.after = after;
        this.recorded = recorded;
        this.viewer = viewer;
        this.staff = Snapshots.seesAll(viewer);
    }

    /**
     * The event's data for this seat; empty where the seat sees nothing of it.
     *
     * @param before the session as it was
     * @param after the session with the event
     */
    public static Optional<Map<String, Object>> of(
            SessionState before, SessionState after, Recorded recorded, SeatId viewer) {
        return after.seat(viewer)
                .flatMap(seat -> recorded.event().match(new EventView(before, after, recorded, seat)))
                .map(Obj::map);
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
        Optional<Map<String, Object>> maySee = recorded.event()
                .match(new EventView(before, after, recorded, viewer))
                .map(Obj::map);
        if (couldSee.isEmpty() || maySee.isEmpty()) {
            return Optional.empty();
        }
        if (then.filter(Snapshots::seesAll).isPresent()) {
            return maySee;
        }
        return Snapshots.seesAll(viewer) || couldSee.equals(maySee) ? couldSee : Optional.empty();
    }

    @Override
    public Optional<Obj> sessionCreated(SessionEvent.SessionCreated event) {
        return Optional.empty();
    }

    @Override
    public Optional<Obj> sessionChanged(SessionEvent.SessionChanged event) {
        return toInside(Obj.of("session", Snapshots.session(after, viewer)));
    }

    @Override
    public Optional<Obj> sessionCancelled(SessionEvent.SessionCancelled event) {
        return toThoseWhoWereInside(new Obj());
    }

    @Override
    public Optional<Obj> sessionOpened(SessionEvent.SessionOpened event) {
        return toInside(new Obj());
    }

    @Override
    public Optional<Obj> sessionStarted(SessionEvent.SessionStarted event) {
        return toInside(new Obj());
    }

    @Override
    public Optional<Obj> sessionLocked(SessionEvent.SessionLocked event) {
        return toInside(Obj.of("on", event.on()));
    }

    @Override
    public Optional<Obj> sessionExtended(SessionEvent.SessionExtended event) {
        return toInside(Obj.of("minutes", event.minutes()).with("endsAt", time(event.endsAt())));
    }

    @Override
    public Optional<Obj> sessionEnded(SessionEvent.SessionEnded event) {
        return toThoseWhoWereInside(new Obj().with("reason", event.reason().map(Text::value)));
    }

    @Override
    public Optional<Obj> clockStepped(SessionEvent.ClockStepped event) {
        return Optional.empty();
    }

    @Override
    public Optional<Obj> seatAdded(SessionEvent.SeatAdded event) {
        return toStaff(new Obj().with("who", after.seat(event.seat()).map(seat -> Snapshots.forStaff(after, seat))));
    }

    @Override
    public Optional<Obj> inviteCreated(SessionEvent.InviteCreated event) {
        return Optional.empty();
    }

    @Override
    public Optional<Obj> inviteRevoked(SessionEvent.InviteRevoked event) {
        return Optional.empty();
    }

    @Override
    public Optional<Obj> inviteUsed(SessionEvent.InviteUsed event) {
        return Optional.empty();
    }

    @Override
    public Optional<Obj> inviteReleased(SessionEvent.InviteReleased event) {
        return Optional.empty();
    }

    @Override
    public Optional<Obj> seatConnection(SessionEvent.SeatConnection event) {
        if (isSelf(event.seat())) {
            return Optional.empty();
        }
        Obj data = seat(event.seat()).with("connected", event.connected());
        if (staff) {
            boolean alarmed = after.alerts().values().stream()
                    .anyMatch(alert -> alert.seat().equals(event.seat()));
            return Optional.of(
                    alarmed && !event.connected()
                            ? data.with(
                                    "safety", Alerts.safety(after, event.seat()).map())
                            : data);
        }
        return toPlaceOf(event.seat(), data);
    }

    @Override
    public Optional<Obj> checkInCompleted(SessionEvent.CheckInCompleted event) {
        boolean held = after.seat(event.seat()).filter(Seat::held).isPresent();
        if (staff) {
            return Optional.of(seat(event.seat())
                    .with("checkIn", Snapshots.checkIn(event.checkIn()))
                    .with("held", held)
                    .with("heldFor", after.seat(event.seat()).flatMap(Snapshots::heldFor)));
        }
        return isSelf(event.seat())
                ? Optional.of(seat(event.seat()).with("held", held ? Optional.of(true) : Optional.empty()))
                : Optional.empty();
    }

    @Override
    public Optional<Obj> steppedAway(SessionEvent.SteppedAway event) {
        return toStaffAndSelf(event.seat(), seat(event.seat()).with("on", event.on()));
    }

    @Override
    public Optional<Obj> seatMoved(SessionEvent.SeatMoved event) {
        Obj data = seat(event.seat());
        Optional<Seat> moved = after.seat(event.seat());
        if (staff) {
            return Optional.of(data.with("from", event.from().word())
                    .with("to", event.to().word())
                    .with("by", recorded.by().word())
                    .with("reason", event.reason().map(Text::value))
                    .with("who", moved.map(seat -> Snapshots.forStaff(after, seat))));
        }
        if (isSelf(event.seat())) {
            return Optional.of(
                    data.with("from", event.from().word()).with("to", event.to().word()));
        }
        if (Snapshots.sharePlace(viewer, event.to())) {
            return Optional.of(data.with("to", event.to().word())
                    .with("who", moved.map(seat -> Snapshots.seat(after, seat, viewer))));
        }
        boolean left = Snapshots.sharePlace(viewer, event.from());
        return left ? Optional.of(data.with("from", event.from().word())) : Optional.empty();
    }

    @Override
    public Optional<Obj> seatDenied(SessionEvent.SeatDenied event) {
        return toStaffAndSelf(
                event.seat(), seat(event.seat()).with("reason", event.reason().map(Text::value)));
    }

    @Override
    public Optional<Obj> handChanged(SessionEvent.HandChanged event) {
        return toStaffAndPlaceOf(event.seat(), seat(event.seat()).with("on", event.on()));
    }

    @Override
    public Optional<Obj> grantsChanged(SessionEvent.GrantsChanged event) {
        return toStaffAndPlaceOf(event.seat(), seat(event.seat()).with("grants", Snapshots.grants(event.grants())));
    }

    @Override
    public Optional<Obj> lessAsked(SessionEvent.LessAsked event) {
        Obj data = seat(event.seat()).with("on", event.on());
        return toStaffAndSelf(
                event.seat(), staff ? data.with("by", recorded.by().word()) : data);
    }

    @Override
    public Optional<Obj> roleChanged(SessionEvent.RoleChanged event) {
        return toStaffAndSelf(
                event.seat(), seat(event.seat()).with("role", event.role().word()));
    }

    @Override
    public Optional<Obj> shareRequested(SessionEvent.ShareRequested event) {
        return toStaffAndSelf(event.seat(), seat(event.seat()));
    }

    @Override
    public Optional<Obj> shareDenied(SessionEvent.ShareDenied event) {
        return toStaffAndSelf(event.seat(), seat(event.seat()));
    }

    @Override
    public Optional<Obj> shareGranted(SessionEvent.ShareGranted event) {
        return toStaffAndPlace(
                event.seat(),
                event.place(),
                seat(event.seat())
                        .with("until", time(event.until()))
                        .with("place", event.place().word()));
    }

    @Override
    public Optional<Obj> shareStarted(SessionEvent.ShareStarted event) {
        return toStaffAndPlace(
                event.seat(),
                event.place(),
                seat(event.seat()).with("place", event.place().word()));
    }

    @Override
    public Optional<Obj> shareEnded(SessionEvent.ShareEnded event) {
        return toStaffAndPlace(
                event.seat(),
                event.place(),
                seat(event.seat())
                        .with("place", event.place().word())
                        .with("reason", Words.word(event.reason()))
                        .with("leaseEnded", event.leaseEnded()));
    }

    @Override
    public Optional<Obj> breakoutsPlanned(SessionEvent.BreakoutsPlanned event) {
        return toStaff(Obj.of("plan", Rooms.plan(event.plan())));
    }

    @Override
    public Optional<Obj> breakoutsOpened(SessionEvent.BreakoutsOpened event) {
        return toInside(new Obj()
                .with("rooms", after.open().map(open -> Rooms.seen(after, open.plan(), viewer)))
                .with("mode", after.open().map(open -> Words.word(open.plan().mode())))
                .with("closesAt", event.closesAt().map(Words::time)));
    }

    @Override
    public Optional<Obj> breakoutsExtended(SessionEvent.BreakoutsExtended event) {
        return toInside(Obj.of("closesAt", time(event.closesAt())));
    }

    @Override
    public Optional<Obj> breakoutsClosing(SessionEvent.BreakoutsClosing event) {
        return toInside(Obj.of("closesAt", time(event.closesAt())));
    }

    @Override
    public Optional<Obj> breakoutsClosed(SessionEvent.BreakoutsClosed event) {
        return toInside(new Obj());
    }

    @Override
    public Optional<Obj> announcement(SessionEvent.Announcement event) {
        return toInside(Obj.of("text", event.text().value()));
    }

    @Override
    public Optional<Obj> helpAsked(SessionEvent.HelpAsked event) {
        return toStaffAndPlace(
                event.seat(),
                Place.breakout(event.breakout()),
                Obj.of("breakout", event.breakout().value())
                        .with("seat", event.seat().value()));
    }

    @Override
    public Optional<Obj> helpAnswered(SessionEvent.HelpAnswered event) {
        Obj data = Obj.of("breakout", event.breakout().value());
        boolean there = Snapshots.sharePlace(viewer, Place.breakout(event.breakout()));
        return staff || there ? Optional.of(data) : Optional.empty();
    }

    @Override
    public Optional<Obj> message(SessionEvent.Message event) {
        boolean writer = event.from().filter(this::isSelf).isPresent();
        boolean addressed = switch (event.to().kind()) {
            case PLACE ->
                event.place()
                        .filter(place -> Snapshots.sharePlace(viewer, place))
                        .isPresent();
            case STAFF -> staff;
            case SEATS -> event.to().seats().contains(viewer.id());
            case WAITING -> staff || event.to().seats().contains(viewer.id());
        };
        boolean forThoseInside = event.to().kind() != Audience.Kind.WAITING;
        if ((!writer && !addressed) || (forThoseInside && !viewer.isInside())) {
            return Optional.empty();
        }
        boolean namesWriter = forThoseInside || staff;
        return Optional.of(new Obj()
                .with("from", namesWriter ? event.from().map(SeatId::value) : Optional.empty())
                .with("to", addressee(event.to()))
                .with("place", event.place().map(Place::word))
                .with("text", event.text().value()));
    }

    private static String addressee(Audience to) {
        return to.kind() == Audience.Kind.SEATS ? to.seats().get(0).value() : Words.word(to.kind());
    }

    @Override
    public Optional<Obj> alertRaised(SessionEvent.AlertRaised event) {
        return toStaff(Alerts.shape(after, event.alert(), event.kind(), event.seat(), event.note()));
    }

    @Override
    public Optional<Obj> alertAcknowledged(SessionEvent.AlertAcknowledged event) {
        return toStaff(Obj.of("alert", event.alert().value()));
    }

    @Override
    public Optional<Obj> note(SessionEvent.Note event) {
        return toStaff(new Obj()
                .with("from", event.from().map(SeatId::value))
                .with("text", event.text().value()));
    }

    @Override
    public Optional<Obj> seatHeld(SessionEvent.SeatHeld event) {
        Obj data = seat(event.seat()).with("on", event.on());
        return toStaffAndSelf(
                event.seat(),
                staff ? data.with("heldFor", after.seat(event.seat()).flatMap(Snapshots::heldFor)) : data);
    }

    @Override
    public Optional<Obj> hallwayOpened(SessionEvent.HallwayOpened event) {
        return toStaff(hallway(event.hallway(), event.seats()));
    }

    @Override
    public Optional<Obj> hallwayClosed(SessionEvent.HallwayClosed event) {
        return toStaff(hallway(event.hallway(), event.seats()));
    }

    private static Obj hallway(HallwayId hallway, List<SeatId> seats) {
        return Obj.of("hallway", hallway.value())
                .with("seats", seats.stream().map(SeatId::value).toList());
    }

    @Override
    public Optional<Obj> pollOpened(SessionEvent.PollOpened event) {
        return toInside(Obj.of("poll", event.poll().value())
                .with("question", event.question().value())
                .with("options", event.options().stream().map(Text::value).toList())
                .with("anonymous", event.anonymous()));
    }

    @Override
    public Optional<Obj> pollVoted(SessionEvent.PollVoted event) {
        Obj data =
                Obj.of("poll", event.poll().value()).with("voted", after.poll().map(SessionState.Poll::votes));
        return toStaff(
                event.anonymous()
                        ? data
                        : data.with("seat", event.seat().map(SeatId::value)).with("choice", event.choice()));
    }

    @Override
    public Optional<Obj> pollClosed(SessionEvent.PollClosed event) {
        Obj data = Obj.of("poll", event.poll().value());
        if (staff || event.share()) {
            data = data.with("results", event.results());
        }
        return toInside(staff ? data.with("shared", event.share()) : data);
    }

    private boolean isSelf(SeatId seat) {
        return viewer.id().equals(seat);
    }

    private static Obj seat(SeatId seat) {
        return Obj.of("seat", seat.value());
    }

    private Optional<Obj> toStaff(Obj data) {
        return staff ? Optional.of(data) : Optional.empty();
    }

    private Optional<Obj> toStaffAndSelf(SeatId self, Obj data) {
        return staff || isSelf(self) ? Optional.of(data) : Optional.empty();
    }

    private Optional<Obj> toStaffAndPlace(SeatId self, Place place, Obj data) {
        return staff || isSelf(self) || Snapshots.sharePlace(viewer, place) ? Optional.of(data) : Optional.empty();
    }

    private Optional<Obj> toStaffAndPlaceOf(SeatId seat, Obj data) {
        return staff || isSelf(seat) ? Optional.of(data) : toPlaceOf(seat, data);
    }

    private Optional<Obj> toPlaceOf(SeatId seat, Obj data) {
        boolean there = after.seat(seat)
                .filter(other -> Snapshots.sharePlace(viewer, other.place()))
                .isPresent();
        return there ? Optional.of(data) : Optional.empty();
    }

    private Optional<Obj> toInside(Obj data) {
        return viewer.isInside() ? Optional.of(data) : Optional.empty();
    }

    private Optional<Obj> toThoseWhoWereInside(Obj data) {
        boolean was = before.seat(viewer.id()).filter(Seat::isInside).isPresent();
        return was ? Optional.of(data) : Optional.empty();
    }
}
