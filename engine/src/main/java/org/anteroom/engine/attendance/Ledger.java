package org.anteroom.engine.attendance;

import static org.anteroom.engine.view.Words.time;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.view.Obj;
import org.anteroom.engine.view.Words;

/**
 * The attendance of a session as of a time: every minute with the events that explain it. Pure.
 *
 * @param intervals the stays of each seat, in order
 * @param clockSteps when the clock was set meanwhile, in order; they are in no duration
 */
public record Ledger(
        SessionState state,
        Instant asOf,
        Map<SeatId, List<Interval>> intervals,
        List<AttendanceBook.ClockStep> clockSteps) {

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

    /** How much of these stays was between two times of the clock, and never more than they lasted. */
    private long within(List<Interval> stays, Instant from, Instant to) {
        return stays.stream()
                .map(stay -> {
                    Instant begin = stay.from().isBefore(from) ? from : stay.from();
                    Instant end = end(stay).isAfter(to) ? to : end(stay);
                    Duration part = end.isAfter(begin) ? Duration.between(begin, end) : Duration.ZERO;
                    Duration lasted = stay.lasted(asOf);
                    return part.compareTo(lasted) > 0 ? lasted : part;
                })
                .reduce(Duration.ZERO, Duration::plus)
                .toSeconds();
    }

    private Policy.Attendance rule() {
        return state.policy().attendance();
    }

    /** Whether a stay counts towards the credit. */
    public boolean counts(Interval stay) {
        return stay.place().kind() != Place.Kind.HALLWAY || rule().hallwayCounts();
    }

    /** How long these stays lasted together, in whole seconds: summed first, cut once. */
    long seconds(Stream<Interval> stays) {
        return stays.map(stay -> stay.lasted(asOf))
                .reduce(Duration.ZERO, Duration::plus)
                .toSeconds();
    }

    private Instant end(Interval stay) {
        return stay.to().orElse(asOf);
    }

    /** How long after the start the first stay began, where that is more than the policy forgives. */
    private long late(List<Interval> stays) {
        if (stays.isEmpty()) {
            return 0;
        }
        Instant planned = state.plan().startsAt();
        Instant start = state.startedAt().filter(planned::isBefore).orElse(planned);
        long late = Duration.between(start, stays.get(0).from()).toSeconds();
        return late > rule().lateAfterSeconds() ? late : 0;
    }

    /** How long before the end the last stay ended; 0 while it goes on. */
    private long leftEarly(List<Interval> stays) {
        if (stays.isEmpty() || stays.get(stays.size() - 1).to().isEmpty()) {
            return 0;
        }
        Instant over = state.endedAt().orElse(asOf);
        Instant end = over.isBefore(state.endsAt()) ? over : state.endsAt();
        long early = Duration.between(end(stays.get(stays.size() - 1)), end).toSeconds();
        return Math.max(0, early);
    }

    /** The ledger as programs and staff read it. */
    public Map<String, Object> json() {
        return Obj.of("session", state.id().value())
                .with("asOf", time(asOf))
                .with(
                        "clockSteps",
                        Optional.of(clockSteps.stream().map(Ledger::json).toList())
                                .filter(steps -> !steps.isEmpty()))
                .with("seats", accounts().stream().map(this::json).toList())
                .map();
    }

    private static Map<String, Object> json(AttendanceBook.ClockStep step) {
        return Obj.of("seq", step.seq())
                .with("at", time(step.at()))
                .with("millis", step.by().toMillis())
                .map();
    }

    private Map<String, Object> json(Account account) {
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
