package org.anteroom.engine.journal.sqlite;

import io.vertx.core.Future;
import org.anteroom.engine.journal.CommittedPage;
import org.anteroom.engine.journal.JournalUnavailableException;

/**
 * Reads what was committed, for whoever follows all streams, on a thread and connection of their own: sessions do not wait
 * for it. A call that finds nothing is held until something is committed. Any thread.
 */
final class Followers {
    private static final int PAGE_MAX = 1_000;

    private final JournalReader reader;
    private final Commits commits;
    private final long pageBytesMax;

    /** @param pageBytesMax bytes of bodies after which a page takes no further entry */
    Followers(JournalReader reader, Commits commits, long pageBytesMax) {
        this.reader = reader;
        this.commits = commits;
        this.pageBytesMax = pageBytesMax;
    }

    Future<CommittedPage> follow(long cursor, int max) {
        Completion<CommittedPage> completion = new Completion<>();
        read(cursor, Math.min(max, PAGE_MAX), completion);
        return completion.future();
    }

    private void read(long cursor, int max, Completion<CommittedPage> completion) {
        long seen = commits.count();
        reader.committed(cursor, max, pageBytesMax)
                .onSuccess(scanned -> take(scanned, cursor, max, seen, completion))
                .onFailure(completion::fail);
    }

    private void take(
            CommitReader.Scanned scanned, long cursor, int max, long seen, Completion<CommittedPage> completion) {
        if (!scanned.entries().isEmpty()) {
            completion.complete(page -> page.complete(new CommittedPage(scanned.entries(), scanned.cursor())));
        } else if (scanned.cursor() > cursor) {
            read(scanned.cursor(), max, completion);
        } else if (!commits.after(seen, () -> read(cursor, max, completion))) {
            completion.fail(new JournalUnavailableException("The journal is closed, or too many wait for it"));
        }
    }

    /** Answers who waits, then lets go of the store; after the writer has ended. */
    Future<Void> close() {
        commits.close();
        return reader.close();
    }
}
