package org.anteroom.engine.runtime;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.EventCodec;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.SessionId;

/**
 * The journal's stream of one session. An append that failed may be on disk all the same: a commit can be durable and
 * fail to say so. So after each failure the stream is read again.
 */
final class SessionStream {
    private static final int READ_MAX = 10_000;

    private final Journal journal;
    private final StreamId stream;

    SessionStream(Journal journal, SessionId id) {
        this.journal = journal;
        this.stream = new StreamId(id.value());
    }

    /**
     * What the disk holds after the last event that the session knew.
     *
     * @param ours whether it is what was to be appended; else it is of an earlier append whose outcome nobody knew
     */
    record Written(List<Recorded> events, boolean ours) {}

    /** Appends, and tells what is on disk then. Fails where nothing is; never throws. */
    Future<Written> append(List<Recorded> events) {
        try {
            List<Entry> entries = events.stream().map(EventCodec::encode).toList();
            return journal.append(stream, entries)
                    .map(ignored -> new Written(events, true))
                    .recover(failure -> readAgain(events, entries, failure));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private Future<Written> readAgain(List<Recorded> events, List<Entry> entries, Throwable failure) {
        long known = events.get(0).seq() - 1;
        return journal.read(stream, known, READ_MAX)
                .recover(ignored -> Future.failedFuture(failure))
                .compose(found -> {
                    if (found.isEmpty()) {
                        return Future.failedFuture(failure);
                    }
                    return Future.succeededFuture(
                            isSame(found, entries)
                                    ? new Written(events, true)
                                    : new Written(
                                            found.stream()
                                                    .map(EventCodec::decode)
                                                    .toList(),
                                            false));
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
