package org.anteroom.engine.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Decision.Accepted;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.Decision.Refused;

/**
 * One command's turn: the state it meets, who asks, when, what the program asks its people to accept now, and the events so
 * far. Rules read and add, then answer.
 */
public final class Turn {
    private final Caller caller;
    private final Instant now;
    private final Chance chance;
    private final Consents consents;
    private final List<Caused> events = new ArrayList<>();
    private final Map<String, Object> answer = new LinkedHashMap<>();
    private SessionState state;

    /** A turn of a session whose program made no consents. */
    public Turn(SessionState state, Caller caller, Instant now, Chance chance) {
        this(state, caller, now, chance, Consents.NONE);
    }

    public Turn(SessionState state, Caller caller, Instant now, Chance chance, Consents consents) {
        this.consents = consents;
        this.state = state;
        this.caller = caller;
        this.now = now;
        this.chance = chance;
    }

    /** The state after the events that this turn added. */
    public SessionState state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    public Chance chance() {
        return chance;
    }

    public Caller caller() {
        return caller;
    }

    /** What the program's people are asked to accept at this time. */
    public Consents consents() {
        return consents;
    }

    /** The events that this turn added so far. */
    public List<SessionEvent> happened() {
        return events.stream().map(Caused::event).toList();
    }

    /** The calling seat. Only for commands that need a seat of their own. */
    public Seat self() {
        return callingSeat().orElseThrow(() -> new IllegalStateException("The program has no seat"));
    }

    public Optional<Seat> callingSeat() {
        return caller.seat().flatMap(state::seat);
    }

    /** Adds an event that the caller causes. */
    public void add(SessionEvent event) {
        add(caller.actor(), event);
    }

    /** Adds an event that a rule causes by itself. */
    public void addByPolicy(SessionEvent event) {
        add(Actor.POLICY, event);
    }

    public void add(Actor by, SessionEvent event) {
        events.add(new Caused(by, event));
        state = state.evolve(new Recorded(state.seq() + 1, now, by, Optional.empty(), event));
    }

    /** Says something in the acknowledgement. */
    public Turn say(String field, Object value) {
        answer.put(field, value);
        return this;
    }

    public Decision accept() {
        return new Accepted(events, answer);
    }

    /** Why not all of these seats are waiting; empty where they are. */
    public Optional<Decision> notAllWaiting(List<SeatId> seats) {
        if (seats.stream().anyMatch(id -> state.seat(id).isEmpty())) {
            return Optional.of(unknownSeat());
        }
        if (!state.queue().containsAll(seats)) {
            return Optional.of(conflict("Not everybody named is in the waiting room."));
        }
        return Optional.empty();
    }

    public static Decision refuse(Refusal code, String detail) {
        return new Refused(code, detail);
    }

    public static Decision invalid(String detail) {
        return refuse(Refusal.INVALID, detail);
    }

    public static Decision forbidden(String detail) {
        return refuse(Refusal.FORBIDDEN, detail);
    }

    public static Decision notFound(String detail) {
        return refuse(Refusal.NOT_FOUND, detail);
    }

    public static Decision unknownSeat() {
        return notFound("There is no such seat in this session.");
    }

    public static Decision conflict(String detail) {
        return refuse(Refusal.CONFLICT, detail);
    }

    public static Decision full(String detail) {
        return refuse(Refusal.CAPACITY, detail);
    }

    /** Moves a seat. What it presents in the old place ends first, with its lease. */
    public void move(Actor by, Seat seat, Place to, SessionEvent.Cause cause, Optional<Text> reason) {
        endShare(by, seat, SessionEvent.ShareEnd.LEFT);
        add(by, new CoreEvents.SeatMoved(seat.id(), seat.place(), to, cause, reason));
    }

    public void move(Seat seat, Place to, SessionEvent.Cause cause) {
        move(caller.actor(), seat, to, cause, Optional.empty());
    }

    public void move(Seat seat, Place to, SessionEvent.Cause cause, Optional<Text> reason) {
        move(caller.actor(), seat, to, cause, reason);
    }

    /** Ends a lease and what is presented under it; nothing where there is no lease. */
    public void endShare(Actor by, Seat seat, SessionEvent.ShareEnd why) {
        seat.lease().ifPresent(lease -> add(by, new CoreEvents.ShareEnded(seat.id(), lease.place(), why, true)));
    }

    public void endShare(Seat seat, SessionEvent.ShareEnd why) {
        endShare(caller.actor(), seat, why);
    }
}
