package org.anteroom.engine.attendance;

import static org.anteroom.engine.session.Words.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Words;

/**
 * The attendance of a session as of a time: every minute with the events that explain it. Pure.
 *
 * @param intervals the stays of each seat, in order
 * @param clockSteps when the clock was set meanwhile, in order; they are in no duration
 * @param startedBy the sequence of the event that started the session
 * @param endedBy the sequence of the event that ended it
 */
public record Ledger(
        SessionState state,
        Instant asOf,
        Map<SeatId, List<Interval>> intervals,
        List<AttendanceBook.ClockStep> clockSteps,
        Optional<Long> startedBy,
        Optional<Long> endedBy) {

    /**
     * One seat's account, in seconds; credited minutes are whole minutes of the stays that count.
     *
     * @param beforeStartSeconds how much of the presence was before the planned start
     * @param afterEndSeconds how much of it was after the planned end, with the time that staff added
     * @param complete whether the credited time reaches the policy's share of the planned time
     */
    public record Account(
            Seat seat,
            long presentSeconds,
            long creditedMinutes,
            long lateSeconds,
            long leftEarlySeconds,
            long beforeStartSeconds,
            long afterEndSeconds,
            boolean complete,
            List<Interval> intervals) {}

    /** The accounts of all seats, in the order of the seats. */
    public List<Account> accounts() {
        return state.seats().values().stream().map(this::account).toList();
    }

    private Account account(Seat seat) {
        List<Interval> stays = intervals.getOrDefault(seat.id(), List.of());
        long present = seconds(stays.stream());
        long counted = seconds(stays.stream().filter(this::counts));
        long planned = 60L * state.plan().durationMinutes();
        boolean complete = counted * 100 >= planned * rule().creditPercent();
        return new Account(
                seat,
                present,
                counted / 60,
                late(stays),
                leftEarly(stays),
                within(stays, Instant.MIN, state.plan().startsAt()),
                within(stays, state.endsAt(), Instant.MAX),
                complete,
                stays);
    }

    /** What the session counts for each of its people; for nobody where nobody was there and it was not started. */
    public List<Attended> attended() {
        List<Account> accounts = accounts();
        boolean tookPlace = state.startedAt().isPresent()
                || accounts.stream().anyMatch(account -> !account.intervals().isEmpty());
        return tookPlace ? accounts.stream().map(this::attended).toList() : List.of();
    }

    private Attended attended(Account account) {
        return new Attended(
                state.id(),
                account.seat().ref(),
                state.plan().kind(),
                state.startedAt().orElse(state.plan().startsAt()),
                account.seat().role() == Role.PATIENT,
                account.creditedMinutes(),
                account.lateSeconds() > 0,
                account.leftEarlySeconds() > 0,
                account.intervals().stream()
                        .filter(this::counts)
                        .flatMap(stay -> spans(stay).stream())
                        .toList());
    }

    /** When a stay was, in pieces between which the clock was set. */
    private List<Attended.Span> spans(Interval stay) {
        List<Attended.Span> spans = new ArrayList<>();
        Instant since = stay.from();
        for (AttendanceBook.ClockStep step : stepsBetween(stay.openedBy(), stay.closedBy())) {
            spans.add(new Attended.Span(since, step.at().minus(step.by())));
            since = step.at();
        }
        spans.add(new Attended.Span(since, end(stay)));
        return spans.stream().filter(span -> span.to().isAfter(span.from())).toList();
    }

    /** How much of these stays was between two times of the clock, as it stood at each moment. */
    private long within(List<Interval> stays, Instant from, Instant to) {
        return stays.stream()
                .map(stay -> within(stay, from, to))
                .reduce(Duration.ZERO, Duration::plus)
                .toSeconds();
    }

    private Duration within(Interval stay, Instant from, Instant to) {
        Duration part = passed(stay.from(), stay.openedBy(), end(stay), stay.closedBy(), from, to);
        Duration lasted = stay.lasted(asOf);
        return part.compareTo(lasted) > 0 ? lasted : part;
    }

    /**
     * How much time passed between two events, or from one until now, while the clock stood between two times: what it was
     * set by meanwhile is no part of it, so there is a part before each step and one after it.
     */
    private Duration passed(Instant begin, long after, Instant end, Optional<Long> before, Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        Instant since = begin;
        for (AttendanceBook.ClockStep step : stepsBetween(after, before)) {
            sum = sum.plus(common(since, step.at().minus(step.by()), from, to));
            since = step.at();
        }
        return sum.plus(common(since, end, from, to));
    }

    /** The steps of the clock between two events, or from one until now. */
    List<AttendanceBook.ClockStep> stepsBetween(long after, Optional<Long> before) {
        return clockSteps.stream()
                .filter(step -> step.seq() > after
                        && before.map(seq -> step.seq() < seq).orElse(true))
                .toList();
    }

    /** How long both of two spans last together. */
    private static Duration common(Instant begin, Instant end, Instant from, Instant to) {
        Instant first = begin.isBefore(from) ? from : begin;
        Instant last = end.isAfter(to) ? to : end;
        return last.isAfter(first) ? Duration.between(first, last) : Duration.ZERO;
    }

    private Policy.Attendance rule() {
        return state.policy().attendance();
    }

    /** Whether a stay counts towards the credit. */
    public boolean counts(Interval stay) {
        return stay.place().kind() != Place.Kind.HALLWAY || rule().hallwayCounts();
    }

    /** How long these stays lasted together, in whole seconds: summed first, cut once. */
    public long seconds(Stream<Interval> stays) {
        return stays.map(stay -> stay.lasted(asOf))
                .reduce(Duration.ZERO, Duration::plus)
                .toSeconds();
    }

    private Instant end(Interval stay) {
        return stay.to().orElse(asOf);
    }

    /**
     * How much time passed from the start until the first stay began, where that is more than the policy forgives. Before
     * the start, planned or real, nobody is late.
     */
    private long late(List<Interval> stays) {
        if (stays.isEmpty()) {
            return 0;
        }
        Interval first = stays.get(0);
        if (startedBy.filter(seq -> first.openedBy() < seq).isPresent()) {
            return 0;
        }
        Instant planned = state.plan().startsAt();
        Duration late = state.startedAt()
                .flatMap(at -> startedBy.map(
                        seq -> passed(at, seq, first.from(), Optional.of(first.openedBy()), planned, Instant.MAX)))
                .orElseGet(() -> common(planned, first.from(), planned, Instant.MAX));
        return late.toSeconds() > rule().lateAfterSeconds() ? late.toSeconds() : 0;
    }

    /** How much time passed from the end of the last stay until the end, at most to the planned one; 0 while it goes on. */
    private long leftEarly(List<Interval> stays) {
        if (stays.isEmpty()) {
            return 0;
        }
        Interval last = stays.get(stays.size() - 1);
        Instant over = state.endedAt().orElse(asOf);
        return last.to()
                .flatMap(left ->
                        last.closedBy().map(seq -> passed(left, seq, over, endedBy, Instant.MIN, state.endsAt())))
                .orElse(Duration.ZERO)
                .toSeconds();
    }

    /** The ledger as programs and staff read it. */
    public Map<String, Object> json() {
        return json(account -> Optional.empty());
    }

    /** The same with what else there is to say of a person's dose. */
    public Map<String, Object> json(Function<Account, Optional<Map<String, Object>>> dose) {
        return Obj.of("session", state.id().value())
                .with("asOf", time(asOf))
                .with(
                        "clockSteps",
                        Optional.of(clockSteps.stream().map(Ledger::json).toList())
                                .filter(steps -> !steps.isEmpty()))
                .with(
                        "seats",
                        accounts().stream()
                                .map(account -> json(account, dose.apply(account)))
                                .toList())
                .map();
    }

    private static Map<String, Object> json(AttendanceBook.ClockStep step) {
        return Obj.of("seq", step.seq())
                .with("at", time(step.at()))
                .with("millis", step.by().toMillis())
                .map();
    }

    private Map<String, Object> json(Account account, Optional<Map<String, Object>> dose) {
        return Obj.of("seat", account.seat().id().value())
                .with("ref", account.seat().ref().value())
                .with("name", account.seat().name().value())
                .with("role", account.seat().role().word())
                .with("presentSeconds", account.presentSeconds())
                .with("creditedMinutes", account.creditedMinutes())
                .with("lateSeconds", account.lateSeconds())
                .with("leftEarlySeconds", account.leftEarlySeconds())
                .with("beforeStartSeconds", account.beforeStartSeconds())
                .with("afterEndSeconds", account.afterEndSeconds())
                .with("complete", account.complete())
                .with("dose", dose)
                .with("intervals", account.intervals().stream().map(this::json).toList())
                .map();
    }

    private Map<String, Object> json(Interval stay) {
        return Obj.of("place", stay.place().word())
                .with("from", time(stay.from()))
                .with("to", stay.to().map(Words::time))
                .with("counts", counts(stay))
                .with("openedBy", stay.openedBy())
                .with("closedBy", stay.closedBy())
                .map();
    }
}
