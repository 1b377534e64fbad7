package org.anteroom.engine.series;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.program.Digests;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.runtime.ListedSession;
import org.anteroom.engine.runtime.Outcome;
import org.anteroom.engine.runtime.SessionDirectory;
import org.anteroom.engine.session.Chance;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.OfSeries;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.settings.SettingsRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes occurrences into sessions some days before they start, and keeps those that did not begin as their series says: when a
 * series is made or changed, and when the next one comes near. A session's id follows from series, occurrence and how often
 * that was dropped, so that what a crash left half done is done once, whoever does it again.
 *
 * <p>What a program did to one session by itself (changed or cancelled it) stands until the series says something newer of
 * that occurrence. On the front.
 */
public final class SeriesPlanner {
    private static final Logger LOG = LoggerFactory.getLogger(SeriesPlanner.class);
    private static final Duration AGAIN = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofDays(1);
    /** The longest session. */
    private static final Duration LONGEST = Duration.ofHours(12);

    private static final int SERIES_PER_TICK = 16;

    private final SeriesRegistry registry;
    private final SettingsRegistry settings;
    private final SessionDirectory directory;
    private final SeriesSeats seats;
    private final Chance chance;
    private final InstantSource clock;
    private final Options options;
    private final Map<SeriesId, Future<Void>> underWay = new HashMap<>();
    private final Map<SeriesId, Instant> due = new HashMap<>();
    private boolean stopped;

    /**
     * How sessions are made.
     *
     * @param secret what their ids follow from
     * @param horizon how long before its start an occurrence is a session
     * @param capacityMax the largest capacity of a session
     * @param carriesCiphertext whether the bridge carries media that are encrypted from page to page
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Options(byte[] secret, Duration horizon, int capacityMax, boolean carriesCiphertext) {
        @Override
        public String toString() {
            return "Options[" + horizon + "]";
        }
    }

    public SeriesPlanner(
            SeriesRegistry registry,
            SettingsRegistry settings,
            SessionDirectory directory,
            Quotas quotas,
            Chance chance,
            InstantSource clock,
            MeterRegistry meters,
            Options options) {
        this.registry = registry;
        this.settings = settings;
        this.directory = directory;
        this.seats = new SeriesSeats(directory, quotas, chance, meters);
        this.chance = chance;
        this.clock = clock;
        this.options = options;
    }

    /** Plans the series that are due; called every second. */
    public void tick() {
        if (stopped) {
            return;
        }
        Instant now = clock.instant();
        registry.all()
                .map(Series::id)
                .filter(id -> !underWay.containsKey(id)
                        && !due.getOrDefault(id, Instant.EPOCH).isAfter(now))
                // Those that wait longest go first: series of a program without room are due again and again.
                .sorted(Comparator.comparing(id -> due.getOrDefault(id, Instant.EPOCH)))
                .limit(SERIES_PER_TICK)
                .toList()
                .forEach(id -> {
                    var unused = plan(id);
                });
    }

    /** Nothing is planned any more. */
    public void stop() {
        stopped = true;
    }

    /** The id of an occurrence's session, whether it is made or not. */
    public SessionId session(Series series, Occurrence occurrence) {
        String of = String.join(
                "\n", "occurrence", series.id().value(), occurrence.word(), Integer.toString(occurrence.generation()));
        return new SessionId(SessionId.PREFIX + Digests.hmac(options.secret(), of, 16));
    }

    /** Plans a series now, after what is planned of it already; completes when that is done, or has to be tried again. */
    public Future<Void> plan(SeriesId id) {
        Future<Void> before = underWay.getOrDefault(id, Future.succeededFuture());
        Future<Void> mine = before.transform(ignored -> planNow(id)).recover(failure -> {
            LOG.warn(
                    "Series {} could not be planned now: {}",
                    id,
                    failure.getClass().getSimpleName());
            due.put(id, clock.instant().plus(AGAIN));
            return Future.succeededFuture();
        });
        if (!mine.isComplete()) {
            underWay.put(id, mine);
            mine.onComplete(ignored -> underWay.remove(id, mine));
        }
        return mine;
    }

    private Future<Void> planNow(SeriesId id) {
        Optional<Series> found = registry.find(id);
        if (found.isEmpty() || stopped) {
            return Future.succeededFuture();
        }
        Series series = found.get();
        Instant now = clock.instant();
        return directory.ofSeries(series.program(), id).compose(sessions -> {
            List<ListedSession> stale =
                    sessions.stream().filter(one -> isStale(series, one, now)).toList();
            List<LocalDateTime> keys = stale.stream().map(one -> key(one)).toList();
            // Kept before they are cancelled: what comes back later must not find a cancelled session of its name.
            Future<Series> dropped = keys.isEmpty() ? Future.succeededFuture(series) : registry.drop(id, keys);
            return dropped.compose(current -> SeriesSeats.inTurn(steps(current, sessions, stale, now)))
                    .onSuccess(ignored -> due.put(id, nextLook(series, now)));
        });
    }

    /** When the next occurrence comes near enough. */
    private Instant nextLook(Series series, Instant now) {
        Instant latest = now.plus(LOOK);
        return series.next(now.plus(options.horizon()))
                .map(next -> next.startsAt().minus(options.horizon()))
                .filter(latest::isAfter)
                .orElse(latest);
    }

    private static LocalDateTime key(ListedSession session) {
        return LocalDateTime.parse(session.series().orElseThrow().occurrence());
    }

    /** Whether a session that did not begin is none of the series any more. */
    private boolean isStale(Series series, ListedSession session, Instant now) {
        return session.phase() == Phase.SCHEDULED
                && session.startsAt().isAfter(now)
                && series.at(key(session))
                        .filter(one -> !one.cancelled() && session(series, one).equals(session.id()))
                        .isEmpty();
    }

    private List<Supplier<Future<Void>>> steps(
            Series series, List<ListedSession> sessions, List<ListedSession> stale, Instant now) {
        List<Supplier<Future<Void>>> steps = new ArrayList<>();
        stale.forEach(one -> steps.add(() -> seats.ask(series, one.id(), Registration::cancel)));
        Map<SessionId, ListedSession> known = new LinkedHashMap<>();
        sessions.forEach(one -> known.put(one.id(), one));
        sessions.stream()
                .filter(one -> !one.phase().isOver() && !stale.contains(one))
                .forEach(one -> steps.add(() -> keepUp(series, one)));
        series.between(now.minus(LONGEST), now.plus(options.horizon())).stream()
                .filter(one -> !one.cancelled() && one.endsAt().isAfter(now))
                .filter(one -> !known.containsKey(session(series, one)))
                .forEach(one -> steps.add(() -> make(series, one)));
        return steps;
    }

    /** By the checks that a session has to pass whose program makes it itself. */
    private Future<Void> make(Series series, Occurrence occurrence) {
        return seats.room(series).compose(ignored -> makeNow(series, occurrence));
    }

    private Future<Void> makeNow(Series series, Occurrence occurrence) {
        SessionPlan plan = plan(series, occurrence);
        if (plan.policy().e2ee() == Policy.E2ee.REQUIRED && !options.carriesCiphertext()) {
            return Future.failedFuture(new IllegalStateException("The bridge carries no ciphertext"));
        }
        var created = new CoreEvents.SessionCreated(series.program(), plan, Optional.empty());
        Promise<Void> made = Promise.promise();
        directory.create(
                session(series, occurrence), Registration.create(created, series.roster(), chance), outcome -> {
                    if (outcome instanceof Outcome.Done) {
                        made.complete();
                    } else {
                        made.fail(new IllegalStateException("An occurrence could not be made"));
                    }
                });
        return made.future();
    }

    /** The plan of an occurrence's session. */
    private SessionPlan plan(Series series, Occurrence occurrence) {
        Schedule schedule = occurrence.schedule();
        Policy policy = schedule.policyOver(settings.of(series.program()).policy(schedule.kind()));
        return new SessionPlan(
                schedule.title(),
                schedule.kind(),
                occurrence.startsAt(),
                occurrence.durationMinutes(),
                Math.min(schedule.capacity(), options.capacityMax()),
                policy,
                schedule.externalId(),
                series.pods().at(series, occurrence),
                Optional.of(new OfSeries(series.id(), occurrence.word(), occurrence.revision())));
    }

    /** Plans a session that did not begin as the series says now, and gives a seat to whoever belongs to it since. */
    private Future<Void> keepUp(Series series, ListedSession session) {
        Optional<SessionState> state = session.state();
        Future<Void> planned = series.at(key(session))
                .filter(one -> session(series, one).equals(session.id()) && state.isPresent())
                .filter(one -> isBehind(state.get(), one))
                .map(one -> {
                    SessionPlan plan = plan(series, one);
                    return seats.ask(
                            series,
                            session.id(),
                            now -> isBehind(now, one)
                                    ? SessionDecider.change(now, encryptedAs(now, plan))
                                    : Decision.nothing());
                })
                .orElseGet(Future::succeededFuture);
        return planned.compose(ignored -> seats.enroll(series, session))
                .eventually(() -> seats.revoke(series, session));
    }

    /** Whether a session is encrypted is fixed when it is made: its series says it of those that are made later. */
    private static SessionPlan encryptedAs(SessionState session, SessionPlan plan) {
        return plan.with(plan.policy().with(session.policy().e2ee()));
    }

    /** Whether a session did not begin and is planned by an older word of its series. */
    private static boolean isBehind(SessionState state, Occurrence occurrence) {
        return state.phase() == Phase.SCHEDULED
                && state.plan()
                        .series()
                        .filter(of -> of.revision() < occurrence.revision())
                        .isPresent();
    }
}
