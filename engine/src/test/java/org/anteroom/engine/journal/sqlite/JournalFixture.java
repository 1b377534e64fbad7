package org.anteroom.engine.journal.sqlite;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.anteroom.engine.Patience;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.FoldListener;
import org.anteroom.engine.journal.JournalLimits;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.vault.RootPassword;
import org.anteroom.engine.vault.Vault;

/** A journal in a folder of a test, with the words the tests speak. */
final class JournalFixture implements AutoCloseable {
    /** Random by its form, so that opening it costs little. */
    static final RootPassword PASSWORD = RootPassword.of("a-random-password-of-a-test-is-not-stretched-");

    private final DataFolder folder;
    private final SqliteJournal journal;

    private JournalFixture(DataFolder folder, SqliteJournal journal) {
        this.folder = folder;
        this.journal = journal;
    }

    static JournalFixture open(Path path) {
        return open(path, JournalLimits.defaults());
    }

    static JournalFixture open(Path path, JournalLimits limits) {
        DataFolder folder = DataFolder.open(path);
        try {
            Vault vault = Vault.open(folder.path(), PASSWORD, folder.holdsJournal());
            return new JournalFixture(folder, SqliteJournal.open(folder, vault, limits, InstantSource.system()));
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    SqliteJournal journal() {
        return journal;
    }

    void append(StreamId stream, long firstSeq, String... bodies) {
        await(journal.append(stream, entries(firstSeq, bodies)));
    }

    List<String> read(StreamId stream, long afterSeq, int max) {
        return await(journal.read(stream, afterSeq, max)).stream()
                .map(JournalFixture::body)
                .toList();
    }

    Folded fold() {
        Folded folded = new Folded();
        await(journal.fold(folded));
        return folded;
    }

    static List<Entry> entries(long firstSeq, String... bodies) {
        return LongStream.range(0, bodies.length)
                .mapToObj(i -> new Entry(firstSeq + i, "seat-moved", bodies[(int) i].getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    static String body(StoredEntry entry) {
        return new String(entry.body(), StandardCharsets.UTF_8);
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e);
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** Changes the file behind the journal's back. */
    static void tamper(Path path, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path.resolve(DataFolder.DATABASE));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    static byte[] column(Path path, String column, long row) throws SQLException {
        return bytes(path, "SELECT " + column + " FROM entry WHERE id = " + row);
    }

    /** The one value that this query finds. */
    static byte[] bytes(Path path, String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path.resolve(DataFolder.DATABASE));
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            return result.getBytes(1);
        }
    }

    @Override
    public void close() {
        await(journal.close());
        folder.close();
    }

    /** What a fold reported. */
    static final class Folded implements FoldListener {
        final Map<StreamId, List<String>> streams = new LinkedHashMap<>();
        final Map<StreamId, String> quarantined = new LinkedHashMap<>();
        final List<Long> missing = new ArrayList<>();
        boolean headsChanged;

        @Override
        public void onStream(StreamId stream, List<StoredEntry> entries) {
            streams.put(stream, entries.stream().map(JournalFixture::body).toList());
        }

        @Override
        public void onQuarantined(StreamId stream, String reasonWord, long entryRow) {
            quarantined.put(stream, reasonWord);
        }

        @Override
        public void onHeadsChanged() {
            headsChanged = true;
        }

        @Override
        public void onStreamsMissing(long count) {
            missing.add(count);
        }
    }
}
