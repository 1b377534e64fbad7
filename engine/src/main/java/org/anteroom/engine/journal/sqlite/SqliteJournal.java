package org.anteroom.engine.journal.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.journal.CommittedPage;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.FoldListener;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalLimits;
import org.anteroom.engine.journal.SequenceException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.vault.Vault;

/**
 * The journal in one SQLite file: write-ahead log, synchronous commits, one writing and one reading thread, and one for
 * who follows all streams.
 *
 * <p>Appends that wait while a commit is under way go into the next commit together.
 */
public final class SqliteJournal implements Journal {
    private final JournalLimits limits;
    private final JournalWriter writer;
    private final JournalReader reader;
    private final Followers followers;

    private SqliteJournal(JournalLimits limits, JournalWriter writer, JournalReader reader, Followers followers) {
        this.limits = limits;
        this.writer = writer;
        this.reader = reader;
        this.followers = followers;
    }

    /**
     * Opens the journal of a data folder, or makes it; blocks for some milliseconds.
     *
     * @throws org.anteroom.engine.vault.WrongRootKeyException where it was written under another root key
     * @throws DataFolderException where the file cannot be used
     */
    public static SqliteJournal open(DataFolder folder, Vault vault, JournalLimits limits, InstantSource clock) {
        JournalDatabase database = JournalDatabase.open(folder, vault);
        Quarantine quarantine = new Quarantine();
        Commits commits = new Commits();
        JournalWriter writer = new JournalWriter(database, vault, limits, clock, quarantine, commits);
        JournalReader reader = new JournalReader(database, vault, quarantine, "journal-reader", limits.readsMax());
        JournalReader following = new JournalReader(database, vault, quarantine, "journal-follower", limits.readsMax());
        writer.start();
        return new SqliteJournal(limits, writer, reader, new Followers(following, commits, limits.groupBytesMax()));
    }

    @Override
    public Future<Void> append(StreamId stream, List<Entry> entries) {
        Completion<Void> completion = new Completion<>();
        try {
            List<Entry> checked = List.copyOf(entries);
            writer.append(new Append(stream, checked, Optional.empty(), checkedBytes(stream, checked), completion));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return completion.future();
    }

    @Override
    public Future<List<StoredEntry>> read(StreamId stream, long afterSeq, int max) {
        if (afterSeq < 0 || max < 1) {
            return Future.failedFuture(
                    new IllegalArgumentException("A read begins after a seq of 0 or more and wants 1 entry or more"));
        }
        return reader.read(stream, afterSeq, max);
    }

    @Override
    public <T> Future<T> readAll(StreamId stream, Function<List<StoredEntry>, T> take) {
        return reader.readAll(stream, take);
    }

    @Override
    public Future<Void> check(StreamId stream) {
        return reader.check(stream);
    }

    @Override
    public Future<Optional<StoredEntry>> first(StreamId stream) {
        return reader.first(stream);
    }

    @Override
    public Future<Void> summarize(StreamId stream, long seq, byte[] body) {
        Completion<Void> completion = new Completion<>();
        try {
            checkBody(body);
            Append.Summary summary = new Append.Summary(seq, body.clone());
            writer.append(new Append(stream, List.of(), Optional.of(summary), body.length, completion));
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
        return completion.future();
    }

    @Override
    public Future<List<Optional<byte[]>>> summaries(List<StreamId> streams) {
        return reader.summaries(List.copyOf(streams));
    }

    @Override
    public Future<Void> fold(FoldListener listener) {
        return reader.fold(listener);
    }

    @Override
    public Future<CommittedPage> follow(long cursor, int max) {
        if (cursor < 0 || max < 1) {
            return Future.failedFuture(
                    new IllegalArgumentException("A follower stands at 0 or more and wants 1 entry or more"));
        }
        return followers.follow(cursor, max);
    }

    @Override
    public boolean takesWrites() {
        return writer.takesWrites();
    }

    @Override
    public Future<Void> close() {
        Completion<Void> completion = new Completion<>();
        writer.close()
                .compose(ignored -> followers.close())
                .compose(ignored -> reader.close())
                .onSuccess(ignored -> completion.complete(Promise::complete))
                .onFailure(completion::fail);
        return completion.future();
    }

    private long checkedBytes(StreamId stream, List<Entry> entries) {
        if (entries.isEmpty() || entries.size() > limits.groupEntriesMax()) {
            throw new IllegalArgumentException("An append brings 1 to " + limits.groupEntriesMax() + " entries");
        }
        long bytes = 0;
        long seq = entries.get(0).seq();
        for (Entry entry : entries) {
            if (entry.seq() != seq) {
                throw new SequenceException(stream, seq, entry.seq());
            }
            checkBody(entry.body());
            bytes += entry.body().length;
            seq++;
        }
        return bytes;
    }

    private void checkBody(byte[] body) {
        if (body.length > limits.bodyBytesMax()) {
            throw new IllegalArgumentException("A body has at most " + limits.bodyBytesMax() + " bytes");
        }
    }
}
