package org.anteroom.engine.dose.live;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.attendance.Attended;
import org.anteroom.engine.dose.Dose;
import org.anteroom.engine.dose.DosePlan;
import org.anteroom.engine.runtime.SessionDirectory;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.settings.Settings;
import org.anteroom.engine.settings.SettingsRegistry;

/**
 * What people attended, read from sessions at work and from the summaries of those that are over; and what staff of sessions
 * at work are told of their patients' doses. Of this week's sessions that are over it keeps what they count, so that telling
 * it every few seconds reads each of them once. On the front.
 */
public final class DoseBoard {
    /** A session may begin so long before the time that is asked about, and still go on then. */
    private static final long LONGEST_SECONDS = 2 * 86_400L;

    private static final long WEEK_SECONDS = 9 * 86_400L;
    /** Accounts of one program that wait: each reads what there is of all its sessions of the time. */
    private static final int WAITING_MAX = 64;

    private final SessionDirectory directory;
    private final SettingsRegistry settings;
    private final InstantSource clock;
    private final Map<ProgramId, Map<SessionId, List<Attended>>> week = new HashMap<>();
    private final Map<ProgramId, Line> lines = new HashMap<>();
    private boolean telling;

    /** Accounts of one program, which are reckoned one after the other. */
    private static final class Line {
        private Future<?> last = Future.succeededFuture();
        private int waiting;
    }

    public DoseBoard(SessionDirectory directory, SettingsRegistry settings, InstantSource clock) {
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * A person's account of these days, both included, by the plan that is theirs; empty where too many of the program wait. One
     * after the other, so that a program that asks for all of its people at once takes no more of the engine than one that asks
     * for one.
     */
    public Optional<Future<Map<String, Object>>> account(ProgramId program, Text ref, LocalDate from, LocalDate to) {
        Line line = lines.computeIfAbsent(program, key -> new Line());
        if (line.waiting >= WAITING_MAX) {
            return Optional.empty();
        }
        line.waiting++;
        Future<Map<String, Object>> account = line.last.transform(ignored -> reckoned(program, ref, from, to));
        line.last = account;
        return Optional.of(account.onComplete(done -> {
            line.waiting--;
            if (line.waiting == 0) {
                lines.remove(program);
            }
        }));
    }

    private Future<Map<String, Object>> reckoned(ProgramId program, Text ref, LocalDate from, LocalDate to) {
        DosePlan plan = settings.of(program).dose(ref);
        Attended.Span stretch = Dose.stretch(plan, from, to);
        Instant first = stretch.from().minusSeconds(LONGEST_SECONDS);
        return directory
                .attendedOver(program, first, stretch.to(), ignored -> false)
                .compose(over -> directory.attendedAtWork(program).map(atWork -> {
                    Map<SessionId, List<Attended>> all = new LinkedHashMap<>(over);
                    all.putAll(atWork);
                    List<Attended> mine = all.values().stream()
                            .flatMap(List::stream)
                            .filter(one -> one.ref().equals(ref))
                            .filter(one -> one.startsAt().isBefore(stretch.to())
                                    && !one.startsAt().isBefore(first))
                            .toList();
                    return Dose.account(ref.value(), plan, from, to, mine);
                }));
    }

    /** The zone whose days a person's are. */
    public ZoneId zone(ProgramId program, Text ref) {
        return settings.of(program).dose(ref).zone();
    }

    /** Works out what staff of sessions at work are told next; completes with it, and never fails. */
    public Future<Void> tell() {
        if (telling) {
            return Future.succeededFuture();
        }
        telling = true;
        List<ProgramId> programs = directory.programsAtWork().stream()
                .filter(program -> settings.of(program).plansDoses())
                .toList();
        week.keySet().retainAll(programs);
        Future<Void> all = Future.succeededFuture();
        for (ProgramId program : programs) {
            all = all.compose(ignored -> tell(program).otherwiseEmpty());
        }
        return all.onComplete(ignored -> telling = false);
    }

    private Future<Void> tell(ProgramId program) {
        Instant now = clock.instant();
        Map<SessionId, List<Attended>> known = week.computeIfAbsent(program, key -> new HashMap<>());
        Instant from = now.minusSeconds(WEEK_SECONDS);
        return directory
                .attendedOver(program, from, now.plusSeconds(LONGEST_SECONDS), known::containsKey)
                .compose(read -> {
                    known.putAll(read);
                    known.values().removeIf(some -> isBefore(some, from));
                    return directory.attendedAtWork(program);
                })
                .onSuccess(atWork -> directory.tellDoses(program, doses(settings.of(program), known, atWork, now)))
                .mapEmpty();
    }

    private static boolean isBefore(List<Attended> some, Instant from) {
        return some.stream().anyMatch(one -> one.startsAt().isBefore(from.minusSeconds(LONGEST_SECONDS)));
    }

    private static Map<Text, Map<String, Object>> doses(
            Settings settings,
            Map<SessionId, List<Attended>> over,
            Map<SessionId, List<Attended>> atWork,
            Instant now) {
        Map<SessionId, List<Attended>> all = new LinkedHashMap<>(over);
        all.putAll(atWork);
        Map<Text, List<Attended>> byRef = new HashMap<>();
        all.values()
                .forEach(some -> some.forEach(one -> byRef.computeIfAbsent(one.ref(), key -> new ArrayList<>())
                        .add(one)));
        Map<Text, Map<String, Object>> doses = new HashMap<>();
        atWork.values().stream()
                .flatMap(List::stream)
                .filter(Attended::isPatient)
                .map(Attended::ref)
                .distinct()
                .forEach(ref -> Optional.ofNullable(byRef.get(ref))
                        .flatMap(some -> Dose.now(settings.dose(ref), now, some))
                        .ifPresent(dose -> doses.put(ref, dose)));
        return doses;
    }
}
