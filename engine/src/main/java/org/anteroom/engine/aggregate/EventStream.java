package org.anteroom.engine.aggregate;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;

/**
 * The journal's stream of one aggregate. An append that failed may be on disk all the same: a commit can be durable and
 * fail to say so. So after each failure the stream is read again.
 */
final class EventStream<E> {
    private static final int READ_MAX = 10_000;

    private final Journal journal;
    private final StreamId stream;
    private final Form<?, E> form;

    EventStream(Journal journal, StreamId stream, Form<?, E> form) {
        this.journal = journal;
        this.stream = stream;
        this.form = form;
    }

    /**
     * What the disk holds after the last event that was known.
     *
     * @param ours whether it is what was to be appended; else it is of an earlier append whose outcome nobody knew
     */
    record Written<E>(List<E> events, boolean ours) {}

    /** Appends after this seq, and tells what is on disk then. Fails where nothing is; never throws. */
    Future<Written<E>> append(long known, List<E> events) {
        try {
            List<Entry> entries = IntStream.range(0, events.size())
                    .mapToObj(i -> form.encode(known + 1 + i, events.get(i)))
                    .toList();
            return journal.append(stream, entries)
                    .map(ignored -> new Written<>(events, true))
                    .recover(failure -> readAgain(known, events, entries, failure));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Written<E>> readAgain(long known, List<E> events, List<Entry> entries, Throwable failure) {
        return journal.read(stream, known, READ_MAX)
                .recover(ignored -> Future.failedFuture(failure))
                .compose(found -> {
                    if (found.isEmpty()) {
                        return Future.failedFuture(failure);
                    }
                    return Future.succeededFuture(
                            isSame(found, entries)
                                    ? new Written<>(events, true)
                                    : new Written<>(
                                            found.stream().map(form::decode).toList(), false));
                });
    }

    private static boolean isSame(List<StoredEntry> found, List<Entry> entries) {
        if (found.size() != entries.size()) {
            return false;
        }
        for (int i = 0; i < found.size(); i++) {
            StoredEntry one = found.get(i);
            Entry other = entries.get(i);
            if (!one.type().equals(other.type()) || !Arrays.equals(one.body(), other.body())) {
                return false;
            }
        }
        return true;
    }
}
