package org.anteroom.engine.journal.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.anteroom.engine.vault.Vault;
import org.anteroom.engine.vault.WrongRootKeyException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * The SQLite file of a journal: its schema, its settings and its connections.
 *
 * <p>Entries have an integer key that only grows and no index: an index on (stream, seq) costs two thirds of the
 * commits. Each entry instead points to the row of the one before it, and the stream's row points to the last.
 */
final class JournalDatabase {
    static final String BEGIN = "BEGIN IMMEDIATE";
    static final String COMMIT = "COMMIT";
    static final int SCHEMA_VERSION = 1;
    private static final int APPLICATION_ID = 0x616e7465;
    private static final int BUSY_TIMEOUT_MS = 2_000;
    private static final int WAL_FILE_BYTES_KEPT = 16 << 20;
    private static final String KEY_CHECK_PURPOSE = "journal-key-check";
    private static final int KEY_CHECK_BYTES = 32;

    private static final String[] SCHEMA = {"""
        CREATE TABLE store (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          key_check BLOB NOT NULL,
          streams INTEGER NOT NULL,
          streams_mac BLOB NOT NULL)""", """
        CREATE TABLE stream (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL UNIQUE,
          wrapped_key BLOB NOT NULL,
          created_at INTEGER NOT NULL,
          head_row INTEGER NOT NULL,
          head_seq INTEGER NOT NULL,
          head_hash BLOB NOT NULL,
          head_mac BLOB NOT NULL)""", """
        CREATE TABLE entry (
          id INTEGER PRIMARY KEY,
          previous INTEGER NOT NULL,
          stream INTEGER NOT NULL REFERENCES stream (id),
          seq INTEGER NOT NULL,
          type TEXT NOT NULL,
          hash BLOB NOT NULL,
          body BLOB NOT NULL)"""};

    /** An earlier release neither reads nor needs it, so that it takes no other schema version. */
    private static final String SUMMARY = """
        CREATE TABLE IF NOT EXISTS summary (
          stream INTEGER PRIMARY KEY REFERENCES stream (id),
          seq INTEGER NOT NULL,
          body BLOB NOT NULL)""";

    private final Path file;

    private JournalDatabase(Path file) {
        this.file = file;
    }

    /**
     * Opens the file, makes its schema where it is new, and proves that the root key belongs to it.
     *
     * @throws WrongRootKeyException where it was written under another root key
     * @throws DataFolderException where it cannot be used
     */
    static JournalDatabase open(DataFolder folder, Vault vault) {
        Path file = folder.database();
        try {
            if (!folder.holdsJournal()) {
                // SQLite gives its own files the mode of this one.
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            JournalDatabase database = new JournalDatabase(file);
            try (Connection connection = database.writer()) {
                database.prepare(connection, vault);
            }
            return database;
        } catch (IOException | SQLException e) {
            throw new DataFolderException(
                    "The journal " + file + " cannot be opened: is the disk full or read-only?", e);
        }
    }

    /**
     * A connection that writes, and is on disk at each commit. It is left in auto-commit mode and told BEGIN and COMMIT
     * in words: otherwise the driver begins the next transaction at once, and an idle engine would keep the write lock.
     */
    Connection writer() throws SQLException {
        SQLiteConfig config = settings();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setJournalSizeLimit(WAL_FILE_BYTES_KEPT);
        return config.createConnection(url());
    }

    Connection reader() throws SQLException {
        SQLiteConfig config = settings();
        config.setReadOnly(true);
        return config.createConnection(url());
    }

    private static SQLiteConfig settings() {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        return config;
    }

    private String url() {
        return "jdbc:sqlite:" + file;
    }

    private void prepare(Connection connection, Vault vault) throws SQLException {
        byte[] keyCheck = vault.deriveSecret(KEY_CHECK_PURPOSE, KEY_CHECK_BYTES);
        execute(connection, BEGIN);
        int version = number(connection, "PRAGMA user_version");
        if (version == 0) {
            create(connection, keyCheck, new StreamCount(vault));
        } else if (version != SCHEMA_VERSION) {
            throw new DataFolderException("The journal " + file + " has schema version " + version
                    + "; this release reads version " + SCHEMA_VERSION + ". Start the release that wrote it.");
        }
        execute(connection, SUMMARY);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT key_check FROM store WHERE id = 1")) {
            if (!row.next() || !MessageDigest.isEqual(keyCheck, row.getBytes(1))) {
                throw new WrongRootKeyException("The root keystore in this data folder does not belong to the journal "
                        + file + ". Restore root.bcfks from the backup of this folder; without it the journal cannot"
                        + " be read.");
            }
        }
        beginSum(connection, vault);
        execute(connection, COMMIT);
    }

    /** Of a new store, and of one that a release left which kept none, the sum of heads begins here. */
    private static void beginSum(Connection connection, Vault vault) throws SQLException {
        execute(connection, HeadSum.TABLE);
        StreamCount count = new StreamCount(vault);
        if (count.isWithoutSum(connection)) {
            HeadSum sum = new HeadSum(vault);
            sum.write(connection, sum.ofAll(connection));
            count.write(connection, count.read(connection));
        }
    }

    private static void create(Connection connection, byte[] keyCheck, StreamCount count) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : SCHEMA) {
                statement.execute(table);
            }
            statement.execute("PRAGMA application_id = " + APPLICATION_ID);
            statement.execute("PRAGMA user_version = " + SCHEMA_VERSION);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO store (id, key_check, streams, streams_mac) VALUES (1,?,0,?)")) {
            insert.setBytes(1, keyCheck);
            insert.setBytes(2, count.macWithoutSum(0));
            insert.executeUpdate();
        }
    }

    static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /** Whether SQLite found its own file damaged, as opposed to a disk that refuses just now. */
    static boolean isDamage(SQLException e) {
        int code = e.getErrorCode() & 0xff;
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }
}
