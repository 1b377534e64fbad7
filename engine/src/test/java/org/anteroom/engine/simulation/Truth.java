package org.anteroom.engine.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.attendance.AttendanceBook;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.attendance.Overlaps;
import org.anteroom.engine.journal.EventCodec;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.view.EventView;

/** What the disk holds of the session, read independently of the engine, and what each seat may see of it. */
final class Truth {
    private final SessionId id;
    private final List<StoredEntry> entries;
    private final List<SessionState> states = new ArrayList<>();
    private final Map<SeatId, NavigableMap<Long, Map<String, Object>>> seen = new HashMap<>();
    private final Map<CommandRef, Long> commands = new LinkedHashMap<>();
    private final AttendanceBook book = new AttendanceBook();

    Truth(SessionId id, List<StoredEntry> entries) {
        this.id = id;
        this.entries = entries;
        catchUp();
    }

    /** Reads what was written since, checking each event; true where there was something. */
    @CanIgnoreReturnValue
    boolean catchUp() {
        int before = states.size();
        while (states.size() < entries.size()) {
            Recorded recorded = EventCodec.decode(entries.get(states.size()));
            if (states.isEmpty()) {
                states.add(SessionState.first(id, recorded));
            } else {
                take(state(), state().evolve(recorded), recorded);
            }
        }
        return states.size() > before;
    }

    private void take(SessionState before, SessionState after, Recorded recorded) {
        states.add(after);
        book.take(before, after, recorded);
        recorded.command().ifPresent(command -> keep(command, recorded.seq()));
        for (SeatId seat : after.seats().keySet()) {
            EventView.of(before, after, recorded, seat)
                    .ifPresent(data ->
                            seen.computeIfAbsent(seat, key -> new TreeMap<>()).put(recorded.seq(), data));
        }
        checkChange(before, after, recorded);
        checkState(after);
    }

    private void keep(CommandRef command, long seq) {
        Long last = commands.put(command, seq);
        BrokenPromise.unless(last == null || last == seq - 1, "a command was done twice: " + command.id());
    }

    private static void checkChange(SessionState before, SessionState after, Recorded recorded) {
        if (recorded.event() instanceof CoreEvents.SeatConnection connection) {
            Seat was = before.seat(connection.seat()).orElseThrow();
            Seat is = after.seat(connection.seat()).orElseThrow();
            BrokenPromise.unless(
                    was.connected(is.connected()).equals(is), "a connection changed more of a seat than itself");
        }
        boolean admits = recorded.event() instanceof CoreEvents.SeatMoved moved
                && moved.cause() == SessionEvent.Cause.ADMITTED
                && recorded.by().equals(Actor.POLICY);
        BrokenPromise.unless(
                !admits || (!before.staffDropped() && !before.locked()),
                "somebody was let in while staff had no line, or while it was locked");
    }

    private static void checkState(SessionState state) {
        long waiting = state.seats().values().stream()
                .filter(seat -> seat.place().equals(Place.WAITING))
                .count();
        BrokenPromise.unless(
                waiting == state.queue().stream().distinct().count()
                        && waiting == state.queue().size(),
                "the queue holds others than those who wait");
        state.presenters().forEach((place, id) -> {
            Seat presenter = state.seat(id).orElseThrow();
            BrokenPromise.unless(
                    presenter.place().equals(place)
                            && presenter.connected()
                            && presenter.lease().isPresent(),
                    "somebody presents without a lease, a line, or being there");
        });
        for (Seat seat : state.seats().values()) {
            boolean inOpenRoom = seat.place()
                    .asBreakout()
                    .map(room ->
                            state.open().flatMap(open -> open.plan().room(room)).isPresent())
                    .orElse(true);
            BrokenPromise.unless(inOpenRoom, "somebody is in a breakout that is not open");
            BrokenPromise.unless(
                    !(seat.isInside() && (seat.denied() || seat.banned())), "somebody denied or banned is inside");
            BrokenPromise.unless(
                    seat.lease()
                            .map(lease -> seat.isInside() && lease.place().equals(seat.place()))
                            .orElse(true),
                    "a lease is held elsewhere than its holder is");
        }
    }

    SessionState state() {
        return states.get(states.size() - 1);
    }

    /** The session after this event; it has to be on disk. */
    SessionState at(long seq) {
        BrokenPromise.unless(seq >= 1 && seq <= states.size(), "a client was told of event " + seq + ", not on disk");
        return states.get((int) seq - 1);
    }

    /** What a seat may see, by sequence, after this one. */
    NavigableMap<Long, Map<String, Object>> seen(SeatId seat, long after) {
        return seen.getOrDefault(seat, new TreeMap<>()).tailMap(after, false);
    }

    /** What a seat that resumes may see of what it missed: after one sequence, up to the state that it comes back to. */
    NavigableMap<Long, Map<String, Object>> missed(SeatId seat, long after, long upTo) {
        NavigableMap<Long, Map<String, Object>> missed = new TreeMap<>();
        if (upTo <= after) {
            return missed;
        }
        Seat now = at(upTo).seat(seat).orElseThrow();
        for (long seq : seen(seat, after).headMap(upTo, true).keySet()) {
            EventView.missed(at(seq - 1), at(seq), EventCodec.decode(entries.get((int) seq - 1)), now)
                    .ifPresent(data -> missed.put(seq, data));
        }
        return missed;
    }

    /** The last event of a command, where it caused any. */
    Optional<Long> lastOf(CommandRef command) {
        return Optional.ofNullable(commands.get(command));
    }

    /** Presence intervals of a seat follow one another, and nobody was present for longer than time passed. */
    void checkAttendance(Instant now, long passedMs) {
        Ledger ledger = book.ledger(state(), state().endedAt().orElse(now));
        for (Ledger.Account account : ledger.accounts()) {
            BrokenPromise.unless(Overlaps.in(ledger, account).isEmpty(), "two stays of a seat overlap");
            BrokenPromise.unless(
                    account.presentSeconds() * 1000 <= passedMs,
                    "somebody was present for " + account.presentSeconds() + " s of " + passedMs / 1000 + ": "
                            + account.intervals() + " " + ledger.clockSteps());
        }
    }
}
