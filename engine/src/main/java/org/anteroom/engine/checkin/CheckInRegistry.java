package org.anteroom.engine.checkin;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.anteroom.engine.aggregate.Aggregate;
import org.anteroom.engine.aggregate.AskedTurn;
import org.anteroom.engine.aggregate.Change;
import org.anteroom.engine.aggregate.Folded;
import org.anteroom.engine.aggregate.Owner;
import org.anteroom.engine.checkin.CheckInsOfMonth.Asked;
import org.anteroom.engine.checkin.CheckInsOfMonth.Attempt;
import org.anteroom.engine.checkin.CheckInsOfMonth.Made;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.FormAnswers;
import org.anteroom.engine.session.ProgramId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The check-ins without a session of all programs, a stream of the journal a program and month. A month is let go once it is
 * over and none of its links opens anything; its answers are read from the journal when somebody asks. On one Vert.x context.
 */
public final class CheckInRegistry {
    /** How long a link may be good for at most: what was asked for longer ago was not answered lately. */
    public static final Duration LASTS_MAX = Duration.ofDays(366);

    /** Links of one program that wait for an answer. */
    static final int OPEN_MAX = 2_000;
    /** Of one program in one month: a month is read whole, and its ids are kept in memory until it is let go. */
    static final int MONTH_MAX = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(CheckInRegistry.class);
    private static final int CHANGES_WAITING_MAX = 512;
    private static final byte[] SUMMARY = "{\"v\":1}".getBytes(StandardCharsets.UTF_8);

    private final Journal journal;
    private final InstantSource clock;
    private final CheckInForm form = new CheckInForm();
    private final Map<CheckInMonth, Aggregate<CheckInsOfMonth, CheckInEvent>> months = new HashMap<>();
    private final Map<CheckInId, CheckInMonth> where = new HashMap<>();

    /** Why something was not done. */
    public enum Refusal {
        /** The same call was made with another body. */
        CONFLICT,
        /** The program has as many as it may have. */
        CAPACITY,
        /** The link opens nothing: it never did, or it was used or has expired. */
        OVER
    }

    /** Something was refused, and nothing is kept of it. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Refusal why;

        RefusedException(Refusal why) {
            super(why.name(), null, false, false);
            this.why = why;
        }

        public Refusal why() {
            return why;
        }
    }

    public CheckInRegistry(Journal journal, InstantSource clock) {
        this.journal = journal;
        this.clock = clock;
    }

    /** Takes a stream over from the journal's fold; before anything else. */
    public void restore(StreamId stream, List<StoredEntry> entries) {
        CheckInMonth month = CheckInMonth.of(stream);
        Folded<CheckInsOfMonth> folded = Folded.of(form, entries, change -> {});
        aggregate(month).restore(folded);
        Stream.concat(folded.state().open().keySet().stream(), folded.state().over().keySet().stream())
                .forEach(id -> where.put(id, month));
        letGo(month, clock.instant());
    }

    /** What is known of a check-in of this month; empty where there is none, or its month was let go. */
    public Optional<Made> made(CheckInMonth month, CheckInId id) {
        return state(month).flatMap(known -> known.made(id));
    }

    /** Makes a check-in, where an earlier try did not; fails with a {@link RefusedException} where there is none. */
    public Future<Made> make(CheckInMonth month, CheckInId id, Asked asked) {
        return change(month, was -> {
                    Optional<Made> known = was.made(id);
                    if (known.isPresent()) {
                        if (!known.get().request().equals(asked.made().request())) {
                            throw new RefusedException(Refusal.CONFLICT);
                        }
                        return List.of();
                    }
                    Instant now = clock.instant();
                    if (was.size() >= MONTH_MAX || open(month.program(), now) >= OPEN_MAX) {
                        throw new RefusedException(Refusal.CAPACITY);
                    }
                    return List.of(CheckInEvent.made(id, asked, now));
                })
                .map(state -> state.made(id).orElseThrow());
    }

    private long open(ProgramId program, Instant now) {
        return months.entrySet().stream()
                .filter(month -> month.getKey().program().equals(program))
                .flatMap(month -> month.getValue().state().stream())
                .mapToLong(state -> state.stillOpen(now))
                .sum();
    }

    /**
     * The check-in that a link opens now.
     *
     * @param codeHash of the link's code
     */
    public Optional<Asked> open(CheckInId id, String codeHash) {
        return Optional.ofNullable(where.get(id)).flatMap(this::state).flatMap(state -> opened(state, id, codeHash));
    }

    private Optional<Asked> opened(CheckInsOfMonth state, CheckInId id, String codeHash) {
        return Optional.ofNullable(state.open().get(id))
                .filter(asked -> same(asked.codeHash(), codeHash) && asked.opens(clock.instant()));
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /** Whose check-in it is; empty where it is not known any more. */
    public Optional<ProgramId> program(CheckInId id) {
        return Optional.ofNullable(where.get(id)).map(CheckInMonth::program);
    }

    /**
     * Keeps the answers of a check-in, once; a try that comes again is done already. Fails with a {@link RefusedException}
     * where the link opens nothing.
     *
     * @param attempt which try it is, where it can come again
     */
    public Future<Void> answer(CheckInId id, String codeHash, Optional<Attempt> attempt, FormAnswers answers) {
        CheckInMonth month = where.get(id);
        if (month == null) {
            return Future.failedFuture(new RefusedException(Refusal.OVER));
        }
        return change(month, was -> answer(was, id, codeHash, attempt, answers)).mapEmpty();
    }

    private List<CheckInEvent> answer(
            CheckInsOfMonth was, CheckInId id, String codeHash, Optional<Attempt> attempt, FormAnswers answers) {
        Optional<Attempt> before = Optional.ofNullable(was.over().get(id)).flatMap(CheckInsOfMonth.Over::attempt);
        if (before.isPresent()
                && attempt.isPresent()
                && same(before.get().key(), attempt.get().key())) {
            if (!same(before.get().body(), attempt.get().body())) {
                throw new RefusedException(Refusal.CONFLICT);
            }
            return List.of();
        }
        Asked asked = opened(was, id, codeHash).orElseThrow(() -> new RefusedException(Refusal.OVER));
        return List.of(CheckInEvent.answered(id, asked.ref(), answers, attempt, clock.instant()));
    }

    /** Reads the answers of a month, each in the order in which it came; the function is called on a thread of the journal. */
    public <T> Future<List<T>> answered(CheckInMonth month, Function<AnsweredCheckIn, Optional<T>> take) {
        StreamId stream = month.stream();
        return journal.readAll(
                stream,
                entries -> entries.stream()
                        .flatMap(entry -> AnsweredCheckIn.of(stream, entry).stream())
                        .flatMap(answered -> take.apply(answered).stream())
                        .toList());
    }

    /** Lets all months go that are over; asked now and then. */
    public void letGo() {
        Instant now = clock.instant();
        Set.copyOf(months.keySet()).forEach(month -> letGo(month, now));
    }

    /**
     * A month that is just over stays for another one, for whoever repeats a call. With its summary the next start does not
     * read it; where that could not be kept, the next start tries again.
     */
    private void letGo(CheckInMonth month, Instant now) {
        CheckInMonth current = CheckInMonth.of(month.program(), now);
        Aggregate<CheckInsOfMonth, CheckInEvent> aggregate = aggregate(month);
        boolean over = month.month().isBefore(current.before().month())
                && aggregate.isQuiet()
                && !aggregate.isQuarantined()
                && state(month).stream().allMatch(state -> state.stillOpen(now) == 0);
        if (over) {
            months.remove(month);
            where.values().removeIf(month::equals);
            journal.summarize(month.stream(), aggregate.seq(), SUMMARY)
                    .onFailure(failure -> LOG.warn("Check-ins {}: no summary could be kept", month.stream()));
        }
    }

    /** How many check-ins are known in memory. */
    int known() {
        return where.size();
    }

    private Optional<CheckInsOfMonth> state(CheckInMonth month) {
        return Optional.ofNullable(months.get(month)).flatMap(Aggregate::state);
    }

    private Future<CheckInsOfMonth> change(CheckInMonth month, Function<CheckInsOfMonth, List<CheckInEvent>> decide) {
        Aggregate<CheckInsOfMonth, CheckInEvent> checkIns = aggregate(month);
        AskedTurn<CheckInsOfMonth, CheckInEvent> turn =
                new AskedTurn<>(checkIns, was -> decide.apply(was.orElse(CheckInsOfMonth.NONE)));
        return checkIns.take(turn)
                ? turn.done()
                : Future.failedFuture(new JournalUnavailableException("Too many changes of check-ins wait"));
    }

    private Aggregate<CheckInsOfMonth, CheckInEvent> aggregate(CheckInMonth month) {
        return months.computeIfAbsent(
                month, key -> new Aggregate<>(journal, key.stream(), form, new Listing(key), CHANGES_WAITING_MAX));
    }

    /** Keeps the list of which check-in is of which month. */
    private final class Listing implements Owner<CheckInsOfMonth, CheckInEvent> {
        private final CheckInMonth month;

        Listing(CheckInMonth month) {
            this.month = month;
        }

        @Override
        public void moved(List<Change<CheckInsOfMonth, CheckInEvent>> changes) {
            changes.forEach(change -> where.put(change.event().id(), month));
        }

        @Override
        public void defect(String what, RuntimeException e) {
            LOG.error("Check-ins {}: {} failed", month.stream(), what, e);
        }
    }
}
