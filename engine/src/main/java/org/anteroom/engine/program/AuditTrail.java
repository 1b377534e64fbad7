package org.anteroom.engine.program;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.wire.TokenBucket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who read or changed what of a program, beside what its sessions' journals say: reads of rosters, attendance, journals and
 * of this trail, keys and origins, refused keys and tokens. It holds ids, times and addresses, and no names.
 *
 * <p>Each program has a stream of the journal for each day in UTC, so that a day that is over need not be read at a start,
 * nor any but those that somebody asks for. On one Vert.x context.
 */
public final class AuditTrail {
    /** How streams of a trail begin: {@code aud_<program>_<day>}. */
    public static final String PREFIX = "aud_";

    /** The same read by the same actor is kept once in this time. */
    static final Duration SAME = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
    private static final int KNOWN_MAX = 4_096;
    private static final int REFUSALS_BURST = 60;
    private static final int REFUSALS_PER_SECOND = 1;
    private static final int READ_MAX = 1_000;
    private static final int SCANNED_MAX = 20_000;
    private static final int DAYS_MAX = 92;
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

    private final Journal journal;
    private final InstantSource clock;
    private final AuditDays days;
    private final KeptFact.Day form = new KeptFact.Day();
    private final LongSupplier nanoClock;
    private final Map<ProgramId, TokenBucket> refusals = new HashMap<>();
    private final Map<Known, Kept> known = new LinkedHashMap<>();

    /**
     * Something to be kept.
     *
     * @param action what was done: {@code roster-read}, {@code key-revoked}, ..
     * @param actor an API key's id, {@code bootstrap}, or a seat
     * @param object the session, key, origin or program that it was done to
     * @param detail what else there is to say: the form of an export, why a token was refused, from which address
     */
    public record Fact(String action, String actor, Optional<String> object, Optional<String> detail) {}

    /** A fact as it was kept. */
    public record Item(long seq, Instant at, Fact fact, String hash) {}

    /** @param next where the next page begins; empty where this is the last */
    public record Page(List<Item> items, Optional<String> next) {}

    /** What is asked of a trail: the times from, up to and without to, and one actor or all. */
    public record Question(Instant from, Instant to, Optional<String> actor) {
        private LocalDate firstDay() {
            return day(from);
        }

        /** Whether this is of more days than are answered at once. */
        public boolean isTooLong() {
            return ChronoUnit.DAYS.between(day(from), day(to)) >= DAYS_MAX;
        }

        private boolean takes(Item item) {
            return !item.at().isBefore(from)
                    && item.at().isBefore(to)
                    && actor.map(item.fact().actor()::equals).orElse(true);
        }
    }

    private record Known(ProgramId program, Fact fact) {}

    private record Kept(Instant at, Future<Void> written) {
        /** Whether the same now is kept by this: it was written less than a minute ago, or is being written. */
        boolean covers(Instant now) {
            return !written.failed() && !now.isBefore(at) && now.isBefore(at.plus(SAME));
        }
    }

    AuditTrail(Journal journal, InstantSource clock, LongSupplier nanoClock) {
        this.journal = journal;
        this.days = new AuditDays(journal);
        this.clock = clock;
        this.nanoClock = nanoClock;
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    private static StreamId stream(ProgramId program, LocalDate day) {
        return new StreamId(PREFIX + program.value().substring(ProgramId.PREFIX.length()) + "_" + DAY.format(day));
    }

    /**
     * Keeps a fact; completes once it is on disk.
     *
     * @return failed where it could not be kept: then what it is about must not be done
     */
    public Future<Void> keep(ProgramId program, Fact fact) {
        return keep(program, fact, clock.instant());
    }

    /** The same of what is no change: once more within a minute it is kept already. */
    public Future<Void> keepOnce(ProgramId program, Fact fact) {
        Instant now = clock.instant();
        Known one = new Known(program, fact);
        Kept before = known.get(one);
        if (before != null && before.covers(now)) {
            return before.written();
        }
        Future<Void> mine = keep(program, fact, now);
        known.remove(one);
        known.put(one, new Kept(now, mine));
        if (known.size() > KNOWN_MAX) {
            known.remove(known.keySet().iterator().next());
        }
        return mine;
    }

    private Future<Void> keep(ProgramId program, Fact fact, Instant now) {
        LocalDate day = day(now);
        days.turnTo(day);
        return days.keep(stream(program, day), new KeptFact(now, fact));
    }

    /** Keeps that somebody was refused, where there is room for it: a flood of refusals fills no disk. */
    public void refused(ProgramId program, Fact fact) {
        long now = nanoClock.getAsLong();
        if (refusals.computeIfAbsent(program, id -> new TokenBucket(REFUSALS_BURST, REFUSALS_PER_SECOND, now))
                .take(now)) {
            keepOnce(program, fact).onFailure(failure -> LOG.warn("A refusal could not be kept in the trail"));
        }
    }

    /** What a start found of trails: streams with their ends, those of days that are over among them. */
    public void found(Map<StreamId, Long> streams) {
        LocalDate today = day(clock.instant());
        days.turnTo(today);
        streams.forEach((stream, seq) -> {
            if (stream.value().endsWith("_" + DAY.format(today))) {
                days.restore(stream, seq);
            } else {
                days.summarize(stream, seq);
            }
        });
    }

    /**
     * The facts that are asked for, in order.
     *
     * @param after the cursor of the page before
     * @param limit how many at most; a page may have fewer and yet not be the last
     * @throws IllegalArgumentException where the cursor is none of this trail's
     */
    public Future<Page> read(ProgramId program, Question question, Optional<String> after, int limit) {
        Place first = new Place(question.firstDay(), 0);
        // A page never begins before the question does: each day is a read of the store.
        Place place = after.map(Place::of)
                .filter(one -> !one.day().isBefore(first.day()))
                .orElse(first);
        return read(program, question, place, limit, new ArrayList<>(), 0);
    }

    /** Where a page begins: after this entry of this day. */
    private record Place(LocalDate day, long seq) {
        static Place of(String cursor) {
            int colon = cursor.indexOf(':');
            try {
                long seq = Long.parseLong(cursor.substring(colon + 1));
                if (seq < 0) {
                    throw new IllegalArgumentException("No cursor of a trail");
                }
                return new Place(LocalDate.parse(cursor.substring(0, Math.max(0, colon)), DAY), seq);
            } catch (java.time.DateTimeException | NumberFormatException e) {
                throw new IllegalArgumentException("No cursor of a trail", e);
            }
        }

        String cursor() {
            return DAY.format(day) + ":" + seq;
        }
    }

    private Future<Page> read(
            ProgramId program, Question question, Place from, int limit, List<Item> items, int scanned) {
        if (from.day().isAfter(day(question.to()))) {
            return Future.succeededFuture(new Page(List.copyOf(items), Optional.empty()));
        }
        return journal.read(stream(program, from.day()), from.seq(), READ_MAX).compose(found -> {
            Place place = from;
            for (StoredEntry entry : found) {
                if (items.size() == limit) {
                    return Future.succeededFuture(new Page(List.copyOf(items), Optional.of(place.cursor())));
                }
                Item item = item(entry);
                if (question.takes(item)) {
                    items.add(item);
                }
                place = new Place(from.day(), entry.seq());
            }
            if (scanned + found.size() >= SCANNED_MAX) {
                return Future.succeededFuture(new Page(List.copyOf(items), Optional.of(place.cursor())));
            }
            Place next = found.size() < READ_MAX ? new Place(from.day().plusDays(1), 0) : place;
            return read(program, question, next, limit, items, scanned + found.size());
        });
    }

    private Item item(StoredEntry entry) {
        KeptFact kept = form.decode(entry);
        return new Item(entry.seq(), kept.at(), kept.fact(), entry.hash());
    }
}
