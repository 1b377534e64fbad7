package org.anteroom.engine.program;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.aggregate.Aggregate;
import org.anteroom.engine.aggregate.Folded;
import org.anteroom.engine.aggregate.Turn;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StreamId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The days of all trails that are written to: an {@link Aggregate} each. A day that is over is let go once its last fact is
 * kept, and summarized, so that the next start does not read it. On the trail's context.
 */
final class AuditDays {
    private static final Logger LOG = LoggerFactory.getLogger(AuditDays.class);
    /** Of one day of one program. */
    static final int FACTS_WAITING_MAX = 8_192;

    private static final byte[] SUMMARY = {1};

    private final Journal journal;
    private final KeptFact.Day form = new KeptFact.Day();
    private final Map<StreamId, Day> days = new HashMap<>();
    private LocalDate today = LocalDate.EPOCH;

    private record Day(LocalDate date, Aggregate<Long, KeptFact> facts) {}

    AuditDays(Journal journal) {
        this.journal = journal;
    }

    /** From now on this is the day that facts are kept in. */
    void turnTo(LocalDate date) {
        if (!date.equals(today)) {
            today = date;
            List.copyOf(days.keySet()).forEach(this::letGo);
        }
    }

    /** Takes over the stream of today, which holds so many facts; before the first is kept. */
    void restore(StreamId stream, long facts) {
        day(stream).facts().restore(new Folded<>(facts, facts));
    }

    /** Keeps a fact today; completes once it is on disk. Those of one stream are kept in the order of the calls. */
    Future<Void> keep(StreamId stream, KeptFact fact) {
        Keeping keeping = new Keeping(fact);
        return day(stream).facts().take(keeping)
                ? keeping.done.future().onComplete(ignored -> letGo(stream))
                : Future.failedFuture(new JournalUnavailableException("Too many facts of a trail wait"));
    }

    /** How many days are held in memory. */
    int held() {
        return days.size();
    }

    private Day day(StreamId stream) {
        return days.computeIfAbsent(stream, key -> new Day(today, facts(stream)));
    }

    private Aggregate<Long, KeptFact> facts(StreamId stream) {
        return new Aggregate<>(
                journal,
                stream,
                form,
                (what, e) -> LOG.error("Trail {}: {} failed", stream, what, e),
                FACTS_WAITING_MAX);
    }

    /** Forgets a day where it is over and nothing of it waits. */
    private void letGo(StreamId stream) {
        Day day = days.get(stream);
        if (day != null && !day.date().equals(today) && day.facts().isQuiet()) {
            days.remove(stream);
            if (day.facts().seq() > 0) {
                summarize(stream, day.facts().seq());
            }
        }
    }

    /** Sees to it that the next start does not read a day that is over. What fails is done at the next start. */
    void summarize(StreamId stream, long facts) {
        var unused = journal.summarize(stream, facts, SUMMARY);
    }

    /** A fact in its turn. It is true whatever else was kept before it. */
    private static final class Keeping implements Turn<KeptFact> {
        private final KeptFact fact;
        private final Promise<Void> done = Promise.promise();

        Keeping(KeptFact fact) {
            this.fact = fact;
        }

        @Override
        public List<KeptFact> decide() {
            return List.of(fact);
        }

        @Override
        public void kept() {
            done.complete();
        }

        @Override
        public void failed(Throwable cause) {
            done.fail(cause);
        }
    }
}
