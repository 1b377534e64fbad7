package org.anteroom.engine.series;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.SeriesId;

/**
 * A recurring group as its events made it. Immutable. It holds its rule and what deviates from it; its occurrences are
 * reckoned when somebody asks, so that one that never ends takes no more room than one that does.
 */
public final class Series {
    /** Before every planned time. */
    static final LocalDateTime ALWAYS = LocalDateTime.of(1, 1, 1, 0, 0);

    /** A day more on either side, because the clocks of zones differ by as much. */
    private static final int MARGIN_DAYS = 1;

    private final SeriesId id;
    private final ProgramId program;
    private final String request;
    private final long seq;
    private final List<Part> parts;
    private final JsonObject breakouts;
    private final long breakoutsRevision;
    private final List<Person> roster;
    private final Map<LocalDateTime, Deviation> deviations;
    private final Map<LocalDateTime, Integer> generations;
    private final Optional<LocalDateTime> endedFrom;
    private final Map<InviteId, SeriesInvite> invites;
    private final Optional<String> feed;

    /** What an event changes. */
    static final class Draft {
        final long seq;
        List<Part> parts = List.of();
        JsonObject breakouts = new JsonObject();
        long breakoutsRevision;
        List<Person> roster = List.of();
        final Map<LocalDateTime, Deviation> deviations = new LinkedHashMap<>();
        final Map<LocalDateTime, Integer> generations = new LinkedHashMap<>();
        Optional<LocalDateTime> endedFrom = Optional.empty();
        final Map<InviteId, SeriesInvite> invites = new LinkedHashMap<>();
        Optional<String> feed = Optional.empty();

        private Draft(long seq) {
            this.seq = seq;
        }

        void drop(LocalDateTime key) {
            generations.merge(key, 1, Integer::sum);
        }
    }

    private Series(SeriesId id, ProgramId program, String request, Draft draft) {
        this.id = id;
        this.program = program;
        this.request = request;
        seq = draft.seq;
        parts = List.copyOf(draft.parts);
        breakouts = draft.breakouts;
        breakoutsRevision = draft.breakoutsRevision;
        roster = List.copyOf(draft.roster);
        deviations = Collections.unmodifiableMap(draft.deviations);
        generations = Collections.unmodifiableMap(draft.generations);
        endedFrom = draft.endedFrom;
        invites = Collections.unmodifiableMap(draft.invites);
        feed = draft.feed;
    }

    /** The series after its first event. */
    static Series first(SeriesId id, ProgramId program, String request, Consumer<Draft> made) {
        Draft draft = new Draft(1);
        made.accept(draft);
        return new Series(id, program, request, draft);
    }

    /** The series after one more event. */
    Series with(Consumer<Draft> change) {
        Draft draft = new Draft(seq + 1);
        draft.parts = parts;
        draft.breakouts = breakouts;
        draft.breakoutsRevision = breakoutsRevision;
        draft.roster = roster;
        draft.deviations.putAll(deviations);
        draft.generations.putAll(generations);
        draft.endedFrom = endedFrom;
        draft.invites.putAll(invites);
        draft.feed = feed;
        change.accept(draft);
        return new Series(id, program, request, draft);
    }

    public SeriesId id() {
        return id;
    }

    public ProgramId program() {
        return program;
    }

    /** The digest of the request that made it. */
    public String request() {
        return request;
    }

    /** How many events it has. */
    public long seq() {
        return seq;
    }

    List<Part> parts() {
        return parts;
    }

    /** The last schedule: what it is from its last change on. */
    public Schedule schedule() {
        return parts.get(parts.size() - 1).schedule();
    }

    /** Pods and rules for breakouts. */
    public Pods pods() {
        return Pods.kept(breakouts.copy());
    }

    public List<Person> roster() {
        return roster;
    }

    Map<LocalDateTime, Deviation> deviations() {
        return deviations;
    }

    /** From which planned local time on there is nothing any more. */
    public Optional<LocalDateTime> endedFrom() {
        return endedFrom;
    }

    public Map<InviteId, SeriesInvite> invites() {
        return invites;
    }

    /** What stands for the code of its calendar feed, where it has one. */
    public Optional<String> feed() {
        return feed;
    }

    /** Whether nothing of it is to come after this time. */
    public boolean isOver(Instant now) {
        ZoneId zone = schedule().zone();
        LocalDateTime local = LocalDateTime.ofInstant(now, zone);
        boolean ended = endedFrom.filter(from -> !from.isAfter(local)).isPresent();
        Recurrence rule = schedule().recurrence();
        boolean lastIsPast = rule.until()
                .or(rule::last)
                .filter(last -> last.isBefore(local.minusDays(1)))
                .isPresent();
        return ended || (lastIsPast && next(now).isEmpty());
    }

    /** The first occurrence that starts after a time, within a year or so. */
    Optional<Occurrence> next(Instant after) {
        Instant from = after;
        for (int days : List.of(8, 62, 400)) {
            Instant to = from.plusSeconds(days * 86_400L);
            Optional<Occurrence> found = between(from, to).stream()
                    .filter(one -> !one.cancelled() && one.startsAt().isAfter(after))
                    .findFirst();
            if (found.isPresent()) {
                return found;
            }
            from = to;
        }
        return Optional.empty();
    }

    /** The occurrences that start from one time on and before another, cancelled ones too, in order. */
    public List<Occurrence> between(Instant from, Instant to) {
        Map<LocalDateTime, Occurrence> found = new TreeMap<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            ZoneId zone = part.schedule().zone();
            LocalDateTime first =
                    later(part.from(), LocalDateTime.ofInstant(from, zone).minusDays(MARGIN_DAYS));
            LocalDateTime until = LocalDateTime.ofInstant(to, zone).plusDays(MARGIN_DAYS);
            Optional<LocalDateTime> next = i + 1 < parts.size()
                    ? Optional.of(parts.get(i + 1).from()).filter(begins -> !begins.isAfter(until))
                    : Optional.empty();
            // No further than the part goes: a series of many parts costs no more than one.
            for (LocalDateTime key : part.schedule().recurrence().between(first, next.orElse(until))) {
                if (next.filter(key::equals).isEmpty()) {
                    found.put(key, occurrence(part, key));
                }
            }
        }
        deviations.forEach((key, deviation) -> {
            if (deviation.added() || deviation.startsAt().isPresent()) {
                addDeviating(found, key, from, to);
            }
        });
        return found.values().stream()
                .filter(one -> !one.startsAt().isBefore(from) && one.startsAt().isBefore(to) && !isAfterEnd(one))
                .sorted(Comparator.comparing(Occurrence::startsAt).thenComparing(Occurrence::key))
                .toList();
    }

    private void addDeviating(Map<LocalDateTime, Occurrence> found, LocalDateTime key, Instant from, Instant to) {
        Occurrence moved = occurrence(partOf(key), key);
        boolean within = !moved.startsAt().isBefore(from) && moved.startsAt().isBefore(to);
        if (within && !found.containsKey(key) && isPlanned(key)) {
            found.put(key, moved);
        }
    }

    /** The occurrence that was planned for this local time; empty where none is. */
    public Optional<Occurrence> at(LocalDateTime key) {
        return Optional.of(key)
                .filter(this::isPlanned)
                .map(planned -> occurrence(partOf(planned), planned))
                .filter(one -> !isAfterEnd(one));
    }

    /** Whether a local time is of the rule, or was added. */
    private boolean isPlanned(LocalDateTime key) {
        Deviation deviation = deviations.get(key);
        return (deviation != null && deviation.added())
                || partOf(key).schedule().recurrence().matches(key);
    }

    /** The first planned time. */
    LocalDateTime firstKey() {
        return parts.get(0)
                .schedule()
                .recurrence()
                .earliest()
                .orElse(parts.get(0).schedule().startsAt());
    }

    /** How many planned times there are before this one, by the rules. */
    long rank(LocalDateTime key) {
        long rank = 0;
        for (int i = 0; i < parts.size(); i++) {
            LocalDateTime end = i + 1 < parts.size() && parts.get(i + 1).from().isBefore(key)
                    ? parts.get(i + 1).from()
                    : key;
            if (parts.get(i).from().isBefore(end)) {
                rank += parts.get(i)
                        .schedule()
                        .recurrence()
                        .countBetween(parts.get(i).from(), end);
            }
        }
        return rank;
    }

    private boolean isAfterEnd(Occurrence one) {
        return endedFrom
                .filter(end -> !one.key().isBefore(end) || !one.localStart().isBefore(end))
                .isPresent();
    }

    Part partOf(LocalDateTime key) {
        Part found = parts.get(0);
        for (Part part : parts) {
            if (!part.from().isAfter(key)) {
                found = part;
            }
        }
        return found;
    }

    private Occurrence occurrence(Part part, LocalDateTime key) {
        Optional<Deviation> deviation = Optional.ofNullable(deviations.get(key));
        LocalDateTime start = deviation.flatMap(Deviation::startsAt).orElse(key);
        long revision = Math.max(
                Math.max(part.revision(), breakoutsRevision),
                deviation.map(Deviation::revision).orElse(0L));
        return new Occurrence(
                key,
                start,
                Occurrence.instant(start, part.schedule().zone()),
                deviation
                        .flatMap(Deviation::durationMinutes)
                        .orElse(part.schedule().durationMinutes()),
                part.schedule(),
                deviation.filter(Deviation::cancelled).isPresent(),
                revision,
                generations.getOrDefault(key, 0));
    }

    private static LocalDateTime later(LocalDateTime one, LocalDateTime other) {
        return one.isAfter(other) ? one : other;
    }

    /** The parts with one that begins at a time: what is to change is changed in it and in those after it. */
    List<Part> changedFrom(LocalDateTime time, UnaryOperator<Schedule> change) {
        boolean nothingBefore = parts.size() == 1
                && schedule()
                        .recurrence()
                        .earliest()
                        .filter(first -> first.isBefore(time))
                        .isEmpty();
        LocalDateTime from = nothingBefore ? ALWAYS : time;
        List<Part> changed = new ArrayList<>();
        for (Part part : parts) {
            if (part.from().isBefore(from)) {
                changed.add(part);
            }
        }
        changed.add(new Part(from, change.apply(partOf(from).schedule()), seq + 1));
        for (Part part : parts) {
            if (part.from().isAfter(from)) {
                changed.add(new Part(part.from(), change.apply(part.schedule()), seq + 1));
            }
        }
        return changed;
    }

    @Override
    public String toString() {
        return "Series[" + id + "]";
    }
}
