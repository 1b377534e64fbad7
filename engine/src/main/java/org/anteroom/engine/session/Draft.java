package org.anteroom.engine.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.anteroom.engine.session.SessionState.Alert;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.session.SessionState.OpenBreakouts;
import org.anteroom.engine.session.SessionState.Phase;

/** A state being changed by one event. On one thread, and gone after it. */
public final class Draft {
    /** For moves that end in no queue. */
    private static final Seat.Queued NO_QUEUE = new Seat.Queued(0, Instant.EPOCH);

    final SessionId id;
    final ProgramId program;
    final Optional<String> request;
    final Shared<Map<SeatId, Seat>> seats;
    final Shared<List<SeatId>> queue;
    final Shared<Map<Place, SeatId>> presenters;
    final Shared<Map<BreakoutId, SeatId>> helps;
    final Shared<Map<AlertId, Alert>> alerts;
    final Shared<Map<InviteId, Invite>> invites;
    final Shared<Map<Slice<?>, Object>> slices;
    final Shared<Map<Place, Long>> epochs;
    final long seq;
    final Instant at;
    SessionPlan plan;
    Phase phase;
    boolean locked;
    Instant endsAt;
    Optional<Instant> startedAt;
    Optional<Instant> endedAt;
    long handsNext;
    long queueNext;
    long enteredNext;
    long extendedMinutes;
    Optional<BreakoutPlan> planned;
    Optional<OpenBreakouts> open;

    /** The draft of a session's first state. */
    Draft(SessionId id, Instant at, CoreEvents.SessionCreated created) {
        this.id = id;
        this.at = at;
        program = created.program();
        request = created.request();
        seats = new Shared<>(Map.of(), LinkedHashMap::new);
        queue = new Shared<>(List.of(), ArrayList::new);
        presenters = new Shared<>(Map.of(), LinkedHashMap::new);
        helps = new Shared<>(Map.of(), LinkedHashMap::new);
        alerts = new Shared<>(Map.of(), LinkedHashMap::new);
        invites = new Shared<>(Map.of(), LinkedHashMap::new);
        slices = new Shared<>(Map.of(), LinkedHashMap::new);
        epochs = new Shared<>(Map.of(), LinkedHashMap::new);
        seq = 1;
        plan = created.plan();
        phase = Phase.SCHEDULED;
        endsAt = plan.endsAt();
        startedAt = Optional.empty();
        endedAt = Optional.empty();
        handsNext = 1;
        queueNext = 1;
        enteredNext = 1;
        planned = Optional.empty();
        open = Optional.empty();
    }

    /** The draft of the state after one more event. */
    Draft(SessionState from, Recorded next) {
        id = from.id();
        program = from.program();
        request = from.request();
        seats = new Shared<>(from.seats(), LinkedHashMap::new);
        queue = new Shared<>(from.queue(), ArrayList::new);
        presenters = new Shared<>(from.presenters(), LinkedHashMap::new);
        helps = new Shared<>(from.helps(), LinkedHashMap::new);
        alerts = new Shared<>(from.alerts(), LinkedHashMap::new);
        invites = new Shared<>(from.invites(), LinkedHashMap::new);
        slices = new Shared<>(from.slices, LinkedHashMap::new);
        epochs = new Shared<>(from.epochs, LinkedHashMap::new);
        seq = next.seq();
        at = next.at();
        plan = from.plan();
        phase = from.phase();
        locked = from.locked();
        endsAt = from.endsAt();
        startedAt = from.startedAt();
        endedAt = from.endedAt();
        handsNext = from.handsNext;
        queueNext = from.queueNext;
        enteredNext = from.enteredNext;
        extendedMinutes = from.extendedMinutes;
        planned = from.planned();
        open = from.open();
    }

    /** The time of the event. */
    public Instant at() {
        return at;
    }

    /** Changes a seat; nothing where there is none of this id. */
    public void seat(SeatId seat, UnaryOperator<Seat> change) {
        seats.write().computeIfPresent(seat, (key, was) -> change.apply(was));
    }

    void invite(InviteId invite, UnaryOperator<Invite> change) {
        invites.write().computeIfPresent(invite, (key, was) -> change.apply(was));
    }

    /** Changes a feature's own part. */
    public <S> void slice(Slice<S> slice, UnaryOperator<S> change) {
        S was = slice.type().cast(slices.read().getOrDefault(slice, slice.first()));
        slices.write().put(slice, change.apply(was));
    }

    /** Sets another plan. What staff added to the time stays added. */
    public void plan(SessionPlan other) {
        plan = other;
        endsAt = other.endsAt().plusSeconds(60 * extendedMinutes);
    }

    /** Goes on to a phase in which the session is not over. */
    public void phase(Phase next) {
        phase = next;
        startedAt = next == Phase.LIVE ? Optional.of(at) : startedAt;
    }

    /** Moves the planned end, which staff did by so many minutes. */
    public void extend(long minutes, Instant to) {
        endsAt = to;
        extendedMinutes += minutes;
    }

    public void lock(boolean on) {
        locked = on;
    }

    /** Ends the session in this phase: everybody is out, and what was open is not. */
    public void over(Phase last) {
        phase = last;
        endedAt = Optional.of(at);
        queue.write().clear();
        presenters.write().clear();
        helps.write().clear();
        slices.write().clear();
        epochs.write().clear();
        open = Optional.empty();
        seats.write().replaceAll((key, seat) -> seat.at(Place.AWAY, NO_QUEUE).share(false, Optional.empty()));
    }

    /** Moves with the clock what was granted for a while. What was planned for a time stays there. */
    public void clock(long millis) {
        UnaryOperator<Instant> moved = time -> time.plusMillis(millis);
        open = open.map(was -> new OpenBreakouts(was.plan(), was.closesAt().map(moved), was.closing()));
        seats.write()
                .replaceAll((key, seat) -> seat.share(
                        seat.asksToShare(),
                        seat.lease().map(lease -> new Lease(lease.place(), moved.apply(lease.until())))));
    }

    /** Moves a seat to another place, and whoever comes to wait into the queue; then changes it where it is now. */
    void move(SeatId id, Place to, UnaryOperator<Seat> change) {
        leaveQueue(id);
        Optional<Place> from = Optional.ofNullable(seats.read().get(id)).map(Seat::place);
        boolean waits = to.kind() == Place.Kind.WAITING;
        Seat.Queued fresh = new Seat.Queued(waits ? queueNext++ : 0, at);
        seat(id, seat -> {
            Seat moved = seat.at(to, fresh);
            return change.apply(moved.isInside() && moved.entered().isEmpty() ? moved.entered(enteredNext++) : moved);
        });
        from.ifPresent(this::membersChange);
        membersChange(to);
        if (waits) {
            queue.write().add(id);
            queue.write().sort(Comparator.comparingLong(this::queueOrder));
        }
    }

    /** Gives a seat's device another key, and so its place another epoch. */
    public void device(SeatId id, String key) {
        keys(id, keys -> keys.device(key, seq));
        membersChange(id);
    }

    /** A seat's device is vouched for: whom others wrap their keys for is another now. */
    public void vouched(SeatId id, SeatKeys.Vouch by) {
        keys(id, keys -> keys.vouched(by));
        membersChange(id);
    }

    /** A seat posts keys for the stays to come; one that has none where it is takes the first at once. */
    public void stays(SeatId id, List<SeatKeys.Stay> posted) {
        Optional<Seat> was = Optional.ofNullable(seats.read().get(id));
        seat(id, seat -> seat.keys(seat.keys().posted(posted, seat.isInside())));
        if (was.filter(seat -> seat.isInside() && seat.keys().stay().isEmpty()).isPresent()) {
            membersChange(id);
        }
    }

    private void keys(SeatId id, UnaryOperator<SeatKeys> change) {
        seat(id, seat -> seat.keys(change.apply(seat.keys())));
    }

    private void membersChange(SeatId id) {
        Optional.ofNullable(seats.read().get(id)).map(Seat::place).ifPresent(this::membersChange);
    }

    /** Who is in a place, or by which keys, is another from this event on. */
    private void membersChange(Place place) {
        if (seats.read().values().stream().noneMatch(seat -> seat.place().equals(place))) {
            epochs.write().remove(place);
        } else if (place.isInside()) {
            epochs.write().put(place, seq);
        }
    }

    /** Takes a seat out of the waiting room to where nobody waits. */
    public void turnAway(SeatId id, UnaryOperator<Seat> change) {
        leaveQueue(id);
        seat(id, seat -> change.apply(seat.at(Place.AWAY, NO_QUEUE)));
    }

    private void leaveQueue(SeatId seat) {
        if (queue.read().contains(seat)) {
            queue.write().remove(seat);
        }
    }

    private long queueOrder(SeatId seat) {
        return Optional.ofNullable(seats.read().get(seat))
                .flatMap(Seat::queued)
                .map(Seat.Queued::order)
                .orElse(Long.MAX_VALUE);
    }

    /** The order of a hand that goes up next. */
    public long nextHand() {
        return handsNext++;
    }

    /** Who presents where, to be changed. */
    public Map<Place, SeatId> presenters() {
        return presenters.write();
    }

    /** Sets the plan of breakout rooms. */
    public void planned(BreakoutPlan next) {
        planned = Optional.of(next);
    }

    /** Opens the rooms that are planned. */
    public void open(Optional<Instant> closesAt) {
        open = planned.map(rooms -> new OpenBreakouts(rooms, closesAt, false));
    }

    /** Changes the rooms that are open; nothing where none are. */
    public void open(UnaryOperator<OpenBreakouts> change) {
        open = open.map(change);
    }

    /** Closes the rooms, with the calls for help from them. */
    public void closeBreakouts() {
        open = Optional.empty();
        helps.write().clear();
    }

    /** Who asked for help where, to be changed. */
    public Map<BreakoutId, SeatId> helps() {
        return helps.write();
    }

    /** The open alerts, to be changed. */
    public Map<AlertId, Alert> alerts() {
        return alerts.write();
    }
}
