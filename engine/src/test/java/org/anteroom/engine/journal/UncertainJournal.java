package org.anteroom.engine.journal;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A journal in memory that answers at once, and fails in the ways that a test asks for. */
public final class UncertainJournal implements Journal {
    private final Map<StreamId, List<StoredEntry>> streams = new LinkedHashMap<>();
    private Next next = Next.WORKS;
    private boolean readsFail;

    /** What becomes of the next append. */
    public enum Next {
        WORKS,
        THROWS,
        IS_REFUSED,
        /** It is on disk, and fails to say so. */
        LOSES_ITS_ANSWER
    }

    public void next(Next what) {
        next = what;
    }

    public void readsFail(boolean fail) {
        readsFail = fail;
    }

    /** Puts an entry on disk behind everybody's back. */
    public void put(StreamId stream, Entry entry) {
        streams.computeIfAbsent(stream, key -> new ArrayList<>())
                .add(new StoredEntry(entry.seq(), entry.type(), entry.body(), ""));
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
        long expected = stream(stream).size() + 1L;
        if (entries.get(0).seq() != expected) {
            return Future.failedFuture(
                    new SequenceException(stream, expected, entries.get(0).seq()));
        }
        entries.forEach(entry -> put(stream, entry));
        return now == Next.LOSES_ITS_ANSWER
                ? Future.failedFuture(new IllegalStateException("the answer is lost"))
                : Future.succeededFuture();
    }

    @Override
    public Future<List<StoredEntry>> read(StreamId stream, long afterSeq, int max) {
        return readsFail
                ? Future.failedFuture(new IllegalStateException("no reads"))
                : Future.succeededFuture(stream(stream).stream()
                        .filter(entry -> entry.seq() > afterSeq)
                        .limit(max)
                        .toList());
    }

    @Override
    public Future<Void> fold(FoldListener listener) {
        streams.forEach((stream, entries) -> listener.onStream(stream, List.copyOf(entries)));
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
