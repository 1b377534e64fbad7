package org.anteroom.engine.journal;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.List;
import org.anteroom.engine.vault.Vault;

/**
 * The journal in one SQLite file: write-ahead log, synchronous commits, one writing and one reading thread.
 *
 * <p>Appends that wait while a commit is under way go into the next commit together.
 */
public final class SqliteJournal implements Journal {
    private final JournalLimits limits;
    private final JournalWriter writer;
    private final JournalReader reader;

    private SqliteJournal(JournalLimits limits, JournalWriter writer, JournalReader reader) {
        this.limits = limits;
        this.writer = writer;
        this.reader = reader;
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
        JournalWriter writer = new JournalWriter(database, vault, limits, clock, quarantine);
        JournalReader reader = new JournalReader(database, vault, quarantine, limits.readsMax());
        writer.start();
        return new SqliteJournal(limits, writer, reader);
    }

    @Override
    public Future<Void> append(StreamId stream, List<Entry> entries) {
        Completion<Void> completion = new Completion<>();
        try {
            List<Entry> checked = List.copyOf(entries);
            writer.append(new Append(stream, checked, checkedBytes(stream, checked), completion));
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
    public Future<Void> fold(FoldListener listener) {
        return reader.fold(listener);
    }

    @Override
    public boolean takesWrites() {
        return writer.takesWrites();
    }

    @Override
    public Future<Void> close() {
        Completion<Void> completion = new Completion<>();
        writer.close()
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
            if (entry.body().length > limits.bodyBytesMax()) {
                throw new IllegalArgumentException("A body has at most " + limits.bodyBytesMax() + " bytes");
            }
            bytes += entry.body().length;
            seq++;
        }
        return bytes;
    }
}
