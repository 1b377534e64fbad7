package org.anteroom.engine.series;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.aggregate.Aggregate;
import org.anteroom.engine.aggregate.AskedTurn;
import org.anteroom.engine.aggregate.Folded;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.Text;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All series, each a stream of the journal. A change that is refused fails with {@link RefusedException}. On one context. */
public final class SeriesRegistry {
    /** Of one program, those that are over counted. */
    static final int SERIES_MAX = 1_000;

    /** How many occurrences of one series may be moved, cancelled or added. */
    static final int DEVIATIONS_MAX = 2_000;

    static final int PARTS_MAX = 100;

    /** Of one series, revoked ones counted. */
    static final int INVITES_MAX = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(SeriesRegistry.class);
    private static final int CHANGES_WAITING_MAX = 128;

    private final Journal journal;
    private final Map<SeriesId, Aggregate<Series, SeriesEvent>> all = new LinkedHashMap<>();

    public SeriesRegistry(Journal journal) {
        this.journal = journal;
    }

    /** Takes a stream over from the journal's fold; before anything else. */
    public void restore(StreamId stream, List<StoredEntry> entries) {
        SeriesId id = new SeriesId(stream.value());
        Folded<Series> folded = Folded.of(new SeriesForm(id), entries, change -> {});
        aggregate(id).restore(folded);
    }

    public Optional<Series> find(SeriesId id) {
        return Optional.ofNullable(all.get(id)).flatMap(Aggregate::state);
    }

    /** The series of this program, in the order in which they were made. */
    public Stream<Series> of(ProgramId program) {
        return all().filter(series -> series.program().equals(program));
    }

    Stream<Series> all() {
        return all.values().stream().flatMap(series -> series.state().stream());
    }

    /** Makes a series, where an earlier try of the same request did not. */
    public Future<Series> make(
            SeriesId id,
            ProgramId program,
            String request,
            Schedule schedule,
            JsonObject breakouts,
            List<Person> roster) {
        if (!all.containsKey(id) && of(program).count() >= SERIES_MAX) {
            return Future.failedFuture(
                    new RefusedException(Refusal.CAPACITY, "A program has at most " + SERIES_MAX + " series."));
        }
        return append(
                        id,
                        was -> was.<List<SeriesEvent>>map(made -> {
                                    if (!made.program().equals(program)
                                            || !made.request().equals(request)) {
                                        throw new RefusedException(
                                                Refusal.CONFLICT, "This Idempotency-Key was used with another body.");
                                    }
                                    return List.of();
                                })
                                .orElseGet(
                                        () -> List.of(SeriesEvent.made(program, request, schedule, breakouts, roster))))
                .onFailure(failure -> forgetUnmade(id));
    }

    private void forgetUnmade(SeriesId id) {
        Aggregate<Series, SeriesEvent> series = aggregate(id);
        if (series.state().isEmpty() && series.isQuiet()) {
            all.remove(id);
        }
    }

    /**
     * Changes the schedule from a local time on, now and in what was planned to follow.
     *
     * @param change throws where what it would make has faults
     */
    public Future<Series> change(SeriesId id, LocalDateTime from, UnaryOperator<Schedule> change) {
        return append(id, was -> {
            Series series = active(was, from);
            List<Part> parts = series.changedFrom(from, change);
            if (parts.size() > PARTS_MAX) {
                throw new RefusedException(
                        Refusal.CAPACITY, "A series is changed at most " + PARTS_MAX + " times from some date on.");
            }
            return List.of(SeriesEvent.changed(parts));
        });
    }

    /** Ends a series: from this planned local time on there is nothing. Once more, earlier alone. */
    public Future<Series> end(SeriesId id, LocalDateTime from) {
        return append(
                id,
                was -> was.orElseThrow()
                                .endedFrom()
                                .filter(end -> !from.isBefore(end))
                                .isPresent()
                        ? List.of()
                        : List.of(SeriesEvent.ended(from)));
    }

    /** Sets groups and rules; how they rotate stays. */
    public Future<Series> setBreakouts(SeriesId id, Grouping groups) {
        return append(id, was -> {
            Pods before = was.orElseThrow().pods();
            Grouping kept = new Grouping(
                    groups.pods(),
                    groups.keepApart(),
                    groups.pairWith(),
                    before.grouping().latecomers());
            return List.of(SeriesEvent.breakoutsSet(new Pods(kept, before.rotation()).json()));
        });
    }

    /** Sets pods with all that belongs to them. */
    public Future<Series> setPods(SeriesId id, Pods pods) {
        return append(id, was -> List.of(SeriesEvent.breakoutsSet(pods.json())));
    }

    /** Sets who belongs to it. Of those who did and do not any more, links are taken back. */
    public Future<Series> setRoster(SeriesId id, List<Person> roster) {
        return append(id, was -> {
            Series series = was.orElseThrow();
            Set<Text> gone = refs(series.roster());
            gone.removeAll(refs(roster));
            Stream<SeriesEvent> links = series.invites().values().stream()
                    .filter(invite ->
                            !invite.revoked() && gone.contains(invite.person().ref()))
                    .map(invite -> SeriesEvent.inviteRevoked(invite.id()));
            return Stream.concat(Stream.of(SeriesEvent.rosterSet(roster)), links)
                    .toList();
        });
    }

    private static Set<Text> refs(List<Person> people) {
        return people.stream().map(Person::ref).collect(Collectors.toCollection(HashSet::new));
    }

    /**
     * Moves an occurrence, or adds one where the rule has none.
     *
     * @param startsAt its local start, where that is not the planned one
     */
    public Future<Series> setOccurrence(
            SeriesId id, LocalDateTime key, Optional<LocalDateTime> startsAt, Optional<Integer> durationMinutes) {
        return append(id, was -> {
            Series series = active(was, startsAt.orElse(key));
            Deviation before = series.deviations().get(key);
            boolean ruled = series.partOf(key).schedule().recurrence().matches(key);
            if (before == null && series.deviations().size() >= DEVIATIONS_MAX) {
                throw new RefusedException(
                        Refusal.CAPACITY,
                        "At most " + DEVIATIONS_MAX + " occurrences of a series are not as its rule says.");
            }
            Deviation deviation = new Deviation(
                    false,
                    !ruled,
                    startsAt.or(() -> earlier(before).flatMap(Deviation::startsAt)),
                    durationMinutes.or(() -> earlier(before).flatMap(Deviation::durationMinutes)),
                    series.seq() + 1);
            return List.of(SeriesEvent.occurrenceSet(key, deviation));
        });
    }

    /** What was set before of an occurrence that was not cancelled since. */
    private static Optional<Deviation> earlier(@Nullable Deviation before) {
        return Optional.ofNullable(before).filter(known -> !known.cancelled());
    }

    /** Cancels an occurrence; nothing where it is cancelled already. */
    public Future<Series> cancelOccurrence(SeriesId id, LocalDateTime key) {
        return append(id, was -> {
            Series series = was.orElseThrow();
            Occurrence occurrence = series.at(key)
                    .orElseThrow(() -> new RefusedException(Refusal.NOT_FOUND, "There is no such occurrence."));
            Deviation before = series.deviations().get(key);
            if (occurrence.cancelled()) {
                return List.of();
            }
            if (before == null && series.deviations().size() >= DEVIATIONS_MAX) {
                throw new RefusedException(
                        Refusal.CAPACITY,
                        "At most " + DEVIATIONS_MAX + " occurrences of a series are not as its rule says.");
            }
            boolean added = before != null && before.added();
            return List.of(SeriesEvent.occurrenceSet(
                    key,
                    new Deviation(
                            true,
                            added,
                            earlier(before).flatMap(Deviation::startsAt),
                            earlier(before).flatMap(Deviation::durationMinutes),
                            series.seq() + 1)));
        });
    }

    /** Makes a link of a series; nothing where the same request made it before. */
    public Future<Series> invite(SeriesId id, SeriesInvite invite, Instant now) {
        return append(id, was -> {
            Series series = was.orElseThrow();
            SeriesInvite made = series.invites().get(invite.id());
            if (made != null) {
                if (!made.request().equals(invite.request())) {
                    throw new RefusedException(Refusal.CONFLICT, "This Idempotency-Key was used with another body.");
                }
                return List.of();
            }
            if (series.isOver(now)) {
                throw new RefusedException(Refusal.CONFLICT, "The series is over.");
            }
            if (series.invites().size() >= INVITES_MAX) {
                throw new RefusedException(Refusal.CAPACITY, "A series has at most " + INVITES_MAX + " invites.");
            }
            return List.of(SeriesEvent.inviteMade(invite));
        });
    }

    /** Takes a link back; nothing where that is done already. */
    public Future<Series> revoke(SeriesId id, InviteId invite) {
        return append(
                id,
                was -> Optional.ofNullable(was.orElseThrow().invites().get(invite))
                        .filter(known -> !known.revoked())
                        .map(known -> List.of(SeriesEvent.inviteRevoked(invite)))
                        .orElse(List.of()));
    }

    /** Gives a series the address of its calendar; an earlier one opens nothing any more. */
    public Future<Series> setFeed(SeriesId id, String codeHash) {
        return append(
                id,
                was -> was.orElseThrow().feed().filter(codeHash::equals).isPresent()
                        ? List.of()
                        : List.of(SeriesEvent.feedSet(codeHash)));
    }

    public Future<Series> removeFeed(SeriesId id) {
        return append(id, was -> was.orElseThrow().feed().isPresent() ? List.of(SeriesEvent.feedRemoved()) : List.of());
    }

    /** Keeps that the sessions of these occurrences are cancelled, before they are. */
    Future<Series> drop(SeriesId id, List<LocalDateTime> keys) {
        return append(id, was -> List.of(SeriesEvent.dropped(keys)));
    }

    private static Series active(Optional<Series> was, LocalDateTime from) {
        Series series = was.orElseThrow();
        if (series.endedFrom().filter(end -> !end.isAfter(from)).isPresent()) {
            throw new RefusedException(Refusal.CONFLICT, "The series is over then.");
        }
        return series;
    }

    Future<Series> append(SeriesId id, Function<Optional<Series>, List<SeriesEvent>> decide) {
        Aggregate<Series, SeriesEvent> series = aggregate(id);
        AskedTurn<Series, SeriesEvent> turn = new AskedTurn<>(series, decide);
        return series.take(turn)
                ? turn.done()
                : Future.failedFuture(new JournalUnavailableException("Too many changes of a series wait"));
    }

    private Aggregate<Series, SeriesEvent> aggregate(SeriesId id) {
        return all.computeIfAbsent(
                id,
                key -> new Aggregate<>(
                        journal,
                        new StreamId(key.value()),
                        new SeriesForm(key),
                        (what, e) -> LOG.error("Series {}: {} failed", key, what, e),
                        CHANGES_WAITING_MAX));
    }
}
