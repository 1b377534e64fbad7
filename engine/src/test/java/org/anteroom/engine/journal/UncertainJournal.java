package org.anteroom.engine.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A journal in memory that answers at once, and fails in the ways that a test asks for. */
public final class UncertainJournal implements Journal {
    private final Map<StreamId, List<StoredEntry>> streams = new LinkedHashMap<>();
    private final Map<StreamId, Entry> summaries = new LinkedHashMap<>();
    private final List<Committed> log = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private final List<Runnable> held = new ArrayList<>();
    private final Set<StreamId> read = new LinkedHashSet<>();
    private final Set<StreamId> broken = new HashSet<>();
    private Next next = Next.WORKS;
    private boolean readsFail;
    private boolean summariesFail;

    /** What becomes of the next append. */
    public enum Next {
        WORKS,
        THROWS,
        IS_REFUSED,
        IS_QUARANTINED,
        /** It is on disk, and fails to say so. */
        LOSES_ITS_ANSWER,
        /** It is written once the test releases it. */
        WAITS
    }

    public void next(Next what) {
        next = what;
    }

    /** How many appends wait for the test. */
    public int waiting() {
        return held.size();
    }

    /** Writes the appends that wait, in order. */
    public void release() {
        List<Runnable> all = List.copyOf(held);
        held.clear();
        all.forEach(Runnable::run);
    }

    public void readsFail(boolean fail) {
        readsFail = fail;
    }

    public void summariesFail(boolean fail) {
        summariesFail = fail;
    }

    public void forgetSummary(StreamId stream) {
        summaries.remove(stream);
    }

    /** How many streams a fold needs not read. */
    public long summarized() {
        return streams.keySet().stream()
                .filter(stream -> summary(stream).isPresent())
                .count();
    }

    /** The streams whose entries were read so far, by a fold or one by one. */
    public Set<StreamId> read() {
        return Set.copyOf(read);
    }

    /** From now on a check finds this stream to be another than was written. */
    public void breaks(StreamId stream) {
        broken.add(stream);
    }

    /** Puts an entry on disk behind everybody's back. */
    public void put(StreamId stream, Entry entry) {
        StoredEntry stored = new StoredEntry(entry.seq(), entry.type(), entry.body(), "");
        streams.computeIfAbsent(stream, key -> new ArrayList<>()).add(stored);
        log.add(new Committed(log.size() + 1L, stream, stored));
    }

    public List<StoredEntry> stream(StreamId stream) {
        return streams.getOrDefault(stream, List.of());
    }

    @Override
    public Future<Void> append(StreamId stream, List<Entry> entries) {
        Next now = next;
        next = Next.WORKS;
        if (now == Next.THROWS) {
            throw new IllegalArgumentException("too many");
        }
        if (now == Next.IS_REFUSED) {
            return Future.failedFuture(new IllegalStateException("refused"));
        }
        if (now == Next.IS_QUARANTINED) {
            return Future.failedFuture(new StreamQuarantinedException(stream));
        }
        if (now == Next.WAITS) {
            Promise<Void> written = Promise.promise();
            held.add(() -> append(stream, entries).onComplete(written));
            return written.future();
        }
        long expected = stream(stream).size() + 1L;
        if (entries.get(0).seq() != expected) {
            return Future.failedFuture(
                    new SequenceException(stream, expected, entries.get(0).seq()));
        }
        entries.forEach(entry -> put(stream, entry));
        List<Runnable> woken = List.copyOf(waiting);
        waiting.clear();
        woken.forEach(Runnable::run);
        return now == Next.LOSES_ITS_ANSWER
                ? Future.failedFuture(new IllegalStateException("the answer is lost"))
                : Future.succeededFuture();
    }

    @Override
    public Future<List<StoredEntry>> read(StreamId stream, long afterSeq, int max) {
        read.add(stream);
        return readsFail
                ? Future.failedFuture(new IllegalStateException("no reads"))
                : Future.succeededFuture(stream(stream).stream()
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
        return broken.contains(stream)
                ? Future.failedFuture(new StreamQuarantinedException(stream))
                : Future.succeededFuture();
    }

    @Override
    public Future<Optional<StoredEntry>> first(StreamId stream) {
        return Future.succeededFuture(stream(stream).stream().findFirst());
    }

    @Override
    public Future<Void> summarize(StreamId stream, long seq, byte[] body) {
        if (summariesFail) {
            return Future.failedFuture(new IllegalStateException("no summaries"));
        }
        if (stream(stream).size() == seq) {
            summaries.put(stream, new Entry(seq, "summary", body));
        }
        return Future.succeededFuture();
    }

    @Override
    public Future<List<Optional<byte[]>>> summaries(List<StreamId> streams) {
        return Future.succeededFuture(streams.stream().map(this::summary).toList());
    }

    private Optional<byte[]> summary(StreamId stream) {
        return Optional.ofNullable(summaries.get(stream))
                .filter(known -> known.seq() == stream(stream).size())
                .map(Entry::body);
    }

    @Override
    public Future<CommittedPage> follow(long cursor, int max) {
        Promise<CommittedPage> promise = Promise.promise();
        follow(cursor, max, promise);
        return promise.future();
    }

    private void follow(long cursor, int max, Promise<CommittedPage> promise) {
        List<Committed> found = log.stream().skip(cursor).limit(max).toList();
        if (found.isEmpty()) {
            waiting.add(() -> follow(cursor, max, promise));
        } else {
            promise.complete(
                    new CommittedPage(found, found.get(found.size() - 1).cursor()));
        }
    }

    @Override
    public Future<Void> fold(FoldListener listener) {
        streams.forEach((stream, entries) -> {
            Optional<byte[]> summary = summary(stream);
            if (summary.isEmpty() || !listener.onSummary(stream, entries.size(), summary.get())) {
                read.add(stream);
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
