package org.anteroom.engine.journal.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.anteroom.engine.journal.FoldListener;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;
import org.anteroom.engine.journal.sqlite.StreamReader.StreamRow;
import org.anteroom.engine.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that reads, over a connection of its own, so that no read waits for a commit or holds one up. */
final class JournalReader {
    private static final Logger LOG = LoggerFactory.getLogger(JournalReader.class);
    private static final int STREAMS_PER_PAGE = 256;

    private final JournalDatabase database;
    private final Vault vault;
    private final Quarantine quarantine;
    private final StreamCount streamCount;
    private final ThreadPoolExecutor executor;
    private final Promise<Void> ended = Promise.promise();
    private @Nullable Connection connection;

    /** @param name of the thread, which begins with the first read */
    JournalReader(JournalDatabase database, Vault vault, Quarantine quarantine, String name, int waitingMax) {
        this.database = database;
        this.vault = vault;
        this.quarantine = quarantine;
        this.streamCount = new StreamCount(vault);
        this.executor = new ReadingThread(name, waitingMax);
    }

    private final class ReadingThread extends ThreadPoolExecutor {
        ReadingThread(String name, int waitingMax) {
            super(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waitingMax), task -> new Thread(task, name));
        }

        @Override
        protected void terminated() {
            reset();
            ended.tryComplete();
        }
    }

    Future<List<StoredEntry>> read(StreamId stream, long afterSeq, int max) {
        return submitReading(reader -> read(reader, stream, afterSeq, max));
    }

    <T> Future<T> readAll(StreamId stream, Function<List<StoredEntry>, T> take) {
        return submitReading(reader -> take.apply(read(reader, stream, 0, Integer.MAX_VALUE)));
    }

    Future<Void> check(StreamId stream) {
        return submitReading(reader -> {
                    check(reader, stream);
                    return List.of();
                })
                .mapEmpty();
    }

    Future<Optional<StoredEntry>> first(StreamId stream) {
        return submitReading(reader -> {
            Optional<StreamRow> row = reader.find(stream);
            return row.isPresent() ? reader.first(row.get()) : Optional.empty();
        });
    }

    Future<List<Optional<byte[]>>> summaries(List<StreamId> streams) {
        return submitReading(reader -> {
            List<Optional<byte[]>> found = new ArrayList<>(streams.size());
            for (StreamId stream : streams) {
                found.add(summary(reader, stream));
            }
            return found;
        });
    }

    private static Optional<byte[]> summary(StreamReader reader, StreamId stream) throws SQLException {
        Optional<StreamRow> row = reader.find(stream);
        try {
            return row.isPresent() ? reader.summary(reader.head(row.get())) : Optional.empty();
        } catch (BrokenStreamException e) {
            return Optional.empty();
        }
    }

    /** What was committed after a cursor; without entries where there is nothing, or nothing that is served. */
    Future<CommitReader.Scanned> committed(long cursor, int max, long bytesMax) {
        return submit(connection -> new CommitReader(connection, vault, quarantine).read(cursor, max, bytesMax));
    }

    Future<Void> fold(FoldListener listener) {
        return submit(connection -> {
                    foldAll(connection, listener);
                    return List.of();
                })
                .mapEmpty();
    }

    /** Refuses what comes after, answers what waits, then lets go of the store. */
    Future<Void> close() {
        executor.shutdown();
        return ended.future();
    }

    private interface Task<T> {
        T run(Connection connection) throws SQLException;
    }

    private interface Reading<T> {
        T read(StreamReader reader) throws SQLException;
    }

    private <T> Future<T> submitReading(Reading<T> reading) {
        return submit(connection -> {
            try (StreamReader reader = new StreamReader(connection, vault)) {
                return reading.read(reader);
            }
        });
    }

    private <T> Future<T> submit(Task<T> task) {
        Completion<T> completion = new Completion<>();
        try {
            executor.execute(() -> run(task, completion));
        } catch (RejectedExecutionException e) {
            return Future.failedFuture(new JournalUnavailableException(
                    executor.isShutdown() ? "The journal is closed" : "Too many reads wait for the journal"));
        }
        return completion.future();
    }

    private <T> void run(Task<T> task, Completion<T> completion) {
        try {
            T result = task.run(connection());
            completion.complete((Promise<T> promise) -> promise.complete(result));
        } catch (SQLException e) {
            reset();
            completion.fail(new JournalUnavailableException("The store did not read", e));
        } catch (RuntimeException e) {
            completion.fail(e);
        }
    }

    private List<StoredEntry> read(StreamReader reader, StreamId stream, long afterSeq, int max) throws SQLException {
        quarantine.check(stream);
        try {
            Optional<StreamRow> row = reader.find(stream);
            if (row.isEmpty()) {
                return List.of();
            }
            StreamHead head = reader.head(row.get());
            long lastSeq = Math.min(head.seq(), afterSeq + Math.min(max, Long.MAX_VALUE - afterSeq));
            return reader.read(head, afterSeq, lastSeq);
        } catch (BrokenStreamException e) {
            quarantine.add(stream);
            throw new StreamQuarantinedException(stream);
        }
    }

    private void check(StreamReader reader, StreamId stream) throws SQLException {
        quarantine.check(stream);
        Optional<StreamRow> row = reader.find(stream);
        try {
            if (row.isPresent()) {
                var unused = reader.readAll(reader.head(row.get()));
            }
        } catch (BrokenStreamException e) {
            quarantine.add(stream);
            throw new StreamQuarantinedException(stream);
        } catch (SQLException e) {
            if (!JournalDatabase.isDamage(e)) {
                throw e;
            }
            quarantine.add(stream);
            throw new StreamQuarantinedException(stream);
        }
    }

    private void foldAll(Connection connection, FoldListener listener) throws SQLException {
        // All of it as one commit left it.
        JournalDatabase.execute(connection, "BEGIN");
        try {
            foldSnapshot(connection, listener);
        } finally {
            JournalDatabase.execute(connection, JournalDatabase.COMMIT);
        }
    }

    private void foldSnapshot(Connection connection, FoldListener listener) throws SQLException {
        HeadSum headSum = new HeadSum(vault);
        Optional<byte[]> sum = headSum.read(connection);
        if (sum.isEmpty() || !MessageDigest.isEqual(sum.get(), headSum.ofAll(connection))) {
            listener.onHeadsChanged();
        }
        long everMade = streamCount.read(connection);
        long named;
        try (StreamReader reader = new StreamReader(connection, vault)) {
            named = foldStreams(reader, listener);
        }
        // A count that was tampered with hides how many are missing, not that something is.
        long missing = everMade < 0 ? 1 : everMade - named;
        if (missing > 0) {
            listener.onStreamsMissing(missing);
        }
    }

    /** How many streams there are that can be named. */
    private long foldStreams(StreamReader reader, FoldListener listener) throws SQLException {
        long named = 0;
        long lastId = 0;
        List<StreamRow> page = reader.page(lastId, STREAMS_PER_PAGE);
        while (!page.isEmpty()) {
            for (StreamRow row : page) {
                lastId = row.id();
                if (StreamId.isValid(row.name())) {
                    named++;
                    foldOne(reader, row, listener);
                }
            }
            page = reader.page(lastId, STREAMS_PER_PAGE);
        }
        return named;
    }

    private void foldOne(StreamReader reader, StreamRow row, FoldListener listener) throws SQLException {
        StreamId stream = new StreamId(row.name());
        List<StoredEntry> entries;
        try {
            StreamHead head = reader.head(row);
            Optional<byte[]> summary = reader.summary(head);
            if (summary.isPresent() && listener.onSummary(stream, head.seq(), summary.get())) {
                return;
            }
            entries = reader.readAll(head);
        } catch (BrokenStreamException e) {
            quarantine.add(stream);
            listener.onQuarantined(stream, e.reasonWord(), e.entryRow());
            return;
        } catch (SQLException e) {
            if (!JournalDatabase.isDamage(e)) {
                throw e;
            }
            quarantine.add(stream);
            listener.onQuarantined(stream, "damaged", row.headRow());
            return;
        }
        listener.onStream(stream, entries);
    }

    private Connection connection() throws SQLException {
        Connection current = connection;
        if (current == null) {
            current = database.reader();
            connection = current;
        }
        return current;
    }

    private void reset() {
        Connection current = connection;
        connection = null;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (SQLException e) {
            LOG.warn("A connection to the journal did not close: {}", e.getMessage());
        }
    }
}
