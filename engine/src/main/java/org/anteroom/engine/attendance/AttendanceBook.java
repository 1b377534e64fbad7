package org.anteroom.engine.attendance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.EventKind.Effect;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.door.DoorEvents;
import org.anteroom.engine.session.house.HouseEvents;

/**
 * The presence of every seat of one session, kept event by event.
 *
 * <p>A seat is present while it is inside and connected. A line that was lost for no longer than the policy's grace
 * counts as presence. Intervals of a seat follow one another and never overlap, whatever the number of connections and
 * devices, because a seat is in one place at a time and connected or not. Not thread-safe.
 */
public final class AttendanceBook {
    private final Map<SeatId, List<Interval>> closed = new LinkedHashMap<>();
    private final Map<SeatId, Open> open = new LinkedHashMap<>();
    private final Set<Long> lost = new HashSet<>();
    private final List<ClockStep> steps = new ArrayList<>();
    /** All steps of the clock together, and where they stood when a seat's last stay ended. */
    private Duration stepped = Duration.ZERO;

    private final Map<SeatId, Duration> steppedAtClose = new HashMap<>();
    private Optional<Long> startedBy = Optional.empty();
    private Optional<Long> endedBy = Optional.empty();

    /**
     * A stay that goes on.
     *
     * @param stepped where the clock's steps stood when it began
     */
    private record Open(Place place, Instant from, long openedBy, Duration stepped) {}

    /**
     * The clock was set.
     *
     * @param seq the event that says so
     * @param at the time after it
     * @param by how much later it is than it would be
     */
    public record ClockStep(long seq, Instant at, Duration by) {}

    /** Takes one event in. {@code before} is the session without it, {@code after} with it. */
    public void take(SessionState before, SessionState after, Recorded recorded) {
        if (!recorded.event().eventKind().effects().contains(Effect.ATTENDANCE)) {
            return;
        }
        if (before.startedAt().isEmpty() && after.startedAt().isPresent()) {
            startedBy = Optional.of(recorded.seq());
        }
        if (after.phase().isOver() && !before.phase().isOver()) {
            endedBy = Optional.of(recorded.seq());
            List.copyOf(open.keySet()).forEach(seat -> close(seat, recorded.at(), recorded.seq()));
            return;
        }
        if (recorded.event() instanceof HouseEvents.ClockStepped step) {
            Duration by = Duration.ofMillis(step.millis());
            steps.add(new ClockStep(recorded.seq(), recorded.at(), by));
            stepped = stepped.plus(by);
            return;
        }
        subject(recorded.event()).flatMap(after::seat).ifPresent(seat -> follow(seat, after, recorded));
    }

    private static Optional<SeatId> subject(SessionEvent event) {
        if (event instanceof CoreEvents.SeatMoved moved) {
            return Optional.of(moved.seat());
        }
        if (event instanceof CoreEvents.SeatConnection connection) {
            return Optional.of(connection.seat());
        }
        return event instanceof DoorEvents.SeatDenied denied ? Optional.of(denied.seat()) : Optional.empty();
    }

    private void follow(Seat seat, SessionState after, Recorded recorded) {
        boolean present = seat.isInside() && seat.connected();
        Optional<Open> stay = Optional.ofNullable(open.get(seat.id()));
        Instant at = recorded.at();
        if (recorded.event() instanceof CoreEvents.SeatConnection connection && !connection.connected()) {
            at = connection.since().orElse(at);
            lost.add(recorded.seq());
        }
        if (stay.isPresent() && (!present || !stay.get().place().equals(seat.place()))) {
            close(seat.id(), at, recorded.seq());
        }
        if (!seat.isInside()) {
            // Who left the rooms while the line was lost was not there: the gap is not bridged any more.
            last(seat.id()).flatMap(Interval::closedBy).ifPresent(lost::remove);
        }
        if (present && !open.containsKey(seat.id())) {
            Open fresh = new Open(seat.place(), recorded.at(), recorded.seq(), stepped);
            boolean reconnected = recorded.event() instanceof CoreEvents.SeatConnection;
            open.put(
                    seat.id(),
                    reconnected ? bridged(seat.id(), fresh, after.policy().attendance()) : fresh);
        }
    }

    private void close(SeatId seat, Instant at, long seq) {
        Open stay = open.remove(seat);
        if (stay != null) {
            Duration during = stepped.minus(stay.stepped());
            // Of a clock that was set back the end may well be before the beginning.
            boolean backwards = at.isBefore(stay.from()) && during.isZero();
            Instant to = backwards ? stay.from() : at;
            closed.computeIfAbsent(seat, key -> new ArrayList<>())
                    .add(new Interval(
                            stay.place(), stay.from(), Optional.of(to), stay.openedBy(), Optional.of(seq), during));
            steppedAtClose.put(seat, stepped);
        }
    }

    /** Fills a gap that was within the grace: the last stay goes on, or ends where the next one begins. */
    private Open bridged(SeatId seat, Open fresh, Policy.Attendance rule) {
        Optional<Interval> before = last(seat);
        if (before.isEmpty()) {
            return fresh;
        }
        Interval last = before.get();
        Duration between = stepped.minus(steppedAtClose.getOrDefault(seat, stepped));
        Duration gap =
                Duration.between(last.to().orElse(fresh.from()), fresh.from()).minus(between);
        if (gap.compareTo(Duration.ofSeconds(rule.graceSeconds())) > 0 || !wasLost(last)) {
            return fresh;
        }
        List<Interval> stays = closed.computeIfAbsent(seat, key -> new ArrayList<>());
        stays.remove(stays.size() - 1);
        Duration during = last.stepped().plus(between);
        if (last.place().equals(fresh.place())) {
            return new Open(last.place(), last.from(), last.openedBy(), stepped.minus(during));
        }
        stays.add(new Interval(
                last.place(),
                last.from(),
                Optional.of(fresh.from()),
                last.openedBy(),
                Optional.of(fresh.openedBy()),
                during));
        return fresh;
    }

    private Optional<Interval> last(SeatId seat) {
        List<Interval> stays = closed.getOrDefault(seat, List.of());
        return stays.isEmpty() ? Optional.empty() : Optional.of(stays.get(stays.size() - 1));
    }

    private boolean wasLost(Interval last) {
        return last.closedBy().isPresent() && lost.contains(last.closedBy().get());
    }

    /** The ledger as of a time. */
    public Ledger ledger(SessionState state, Instant asOf) {
        Map<SeatId, List<Interval>> intervals = new LinkedHashMap<>();
        for (SeatId seat : state.seats().keySet()) {
            List<Interval> all = new ArrayList<>(closed.getOrDefault(seat, List.of()));
            Open stay = open.get(seat);
            if (stay != null) {
                all.add(new Interval(
                        stay.place(),
                        stay.from(),
                        Optional.empty(),
                        stay.openedBy(),
                        Optional.empty(),
                        stepped.minus(stay.stepped())));
            }
            intervals.put(seat, all);
        }
        return new Ledger(state, asOf, intervals, List.copyOf(steps), startedBy, endedBy);
    }
}
