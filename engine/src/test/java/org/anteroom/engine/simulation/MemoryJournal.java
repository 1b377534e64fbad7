package org.anteroom.engine.simulation;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.journal.Committed;
import org.anteroom.engine.journal.CommittedPage;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.FoldListener;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.runtime.Timers;

/** A journal whose disk outlives it. It writes and answers after a while, in order, or refuses. */
final class MemoryJournal implements Journal {
    private final Disk disk;
    private final Timers timers;
    private final VirtualTime time;
    private final Faults faults;
    private final List<Runnable> waiting = new ArrayList<>();
    private long freeAtMs;

    /** What stays when an engine is gone. */
    static final class Disk {
        private final Map<StreamId, List<StoredEntry>> streams = new LinkedHashMap<>();
        private final Map<StreamId, Entry> summaries = new LinkedHashMap<>();
        /** All entries in the order of their commits. */
        private final List<Committed> log = new ArrayList<>();

        private final List<Committed> followed = new ArrayList<>();

        List<StoredEntry> stream(StreamId stream) {
            return streams.getOrDefault(stream, List.of());
        }

        private void write(StreamId stream, List<Entry> entries) {
            List<StoredEntry> stored = streams.computeIfAbsent(stream, key -> new ArrayList<>());
            for (Entry entry : entries) {
                BrokenPromise.unless(entry.seq() == stored.size() + 1L, "an append does not follow the last entry");
                StoredEntry one = new StoredEntry(entry.seq(), entry.type(), entry.body(), "");
                stored.add(one);
                log.add(new Committed(log.size() + 1L, stream, one));
            }
        }

        private List<Committed> after(long cursor, int max) {
            return log.stream().skip(cursor).limit(max).toList();
        }

        /** Where whoever follows the journal stands: kept with what was followed. */
        long cursor() {
            return followed.isEmpty() ? 0 : followed.get(followed.size() - 1).cursor();
        }

        void keepFollowed(List<Committed> entries) {
            followed.addAll(entries);
        }

        void checkFollowed() {
            BrokenPromise.unless(followed.equals(log), "whoever follows the journal missed something of it");
        }
    }

    /** @param timers those of the engine's process: what it waits for is not answered after a crash */
    MemoryJournal(Disk disk, Timers timers, VirtualTime time, Faults faults) {
        this.disk = disk;
        this.timers = timers;
        this.time = time;
        this.faults = faults;
    }

    @Override
    public Future<Void> append(StreamId stream, List<Entry> entries) {
        Promise<Void> promise = Promise.promise();
        freeAtMs = Math.max(freeAtMs, time.nowMs() + faults.storeDelayMs());
        timers.after(freeAtMs - time.nowMs(), () -> {
            if (faults.storeRefuses()) {
                promise.fail(new IllegalStateException("The store failed"));
                return;
            }
            disk.write(stream, entries);
            List<Runnable> woken = List.copyOf(waiting);
            waiting.clear();
            woken.forEach(Runnable::run);
            // A crash may come between the sync and the answer.
            timers.after(faults.storeDelayMs() / 2, promise::complete);
        });
        return promise.future();
    }

    @Override
    public Future<List<StoredEntry>> read(StreamId stream, long afterSeq, int max) {
        return Future.succeededFuture(disk.stream(stream).stream()
                .filter(entry -> entry.seq() > afterSeq)
                .limit(max)
                .toList());
    }

    @Override
    public <T> Future<T> readAll(StreamId stream, Function<List<StoredEntry>, T> take) {
        return read(stream, 0, Integer.MAX_VALUE).map(take);
    }

    @Override
    public Future<Void> check(StreamId stream) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Optional<StoredEntry>> first(StreamId stream) {
        return Future.succeededFuture(disk.stream(stream).stream().findFirst());
    }

    @Override
    public Future<Void> summarize(StreamId stream, long seq, byte[] body) {
        if (disk.stream(stream).size() == seq) {
            disk.summaries.put(stream, new Entry(seq, "summary", body));
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<List<Optional<byte[]>>> summaries(List<StreamId> streams) {
        return Future.succeededFuture(streams.stream().map(this::summary).toList());
    }

    private Optional<byte[]> summary(StreamId stream) {
        return Optional.ofNullable(disk.summaries.get(stream))
                .filter(known -> known.seq() == disk.stream(stream).size())
                .map(Entry::body);
    }

    @Override
    public Future<CommittedPage> follow(long cursor, int max) {
        Promise<CommittedPage> promise = Promise.promise();
        follow(cursor, max, promise);
        return promise.future();
    }

    private void follow(long cursor, int max, Promise<CommittedPage> promise) {
        List<Committed> found = disk.after(cursor, max);
        if (found.isEmpty()) {
            waiting.add(() -> follow(cursor, max, promise));
        } else {
            promise.complete(
                    new CommittedPage(found, found.get(found.size() - 1).cursor()));
        }
    }

    @Override
    public Future<Void> fold(FoldListener listener) {
        disk.streams.forEach((stream, entries) -> {
            Optional<byte[]> summary = summary(stream);
            if (summary.isEmpty() || !listener.onSummary(stream, entries.size(), summary.get())) {
                listener.onStream(stream, List.copyOf(entries));
            }
        });
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
