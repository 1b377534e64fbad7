package org.anteroom.engine.webhook.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * The SQLite file of deliveries. All in it follows from the journal, so that a commit need not be synced: what a power cut
 * takes is read from the journal again, cursor and deliveries together.
 */
final class DeliveryFile {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryFile.class);
    private static final String NAME = "deliveries.db";
    private static final int WAL_FILE_BYTES_KEPT = 16 << 20;

    private static final String[] SCHEMA = {"""
        CREATE TABLE IF NOT EXISTS progress (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          wrapped_key BLOB NOT NULL,
          cursor INTEGER,
          last_at INTEGER NOT NULL)""", """
        CREATE TABLE IF NOT EXISTS delivery (
          n INTEGER PRIMARY KEY,
          webhook TEXT NOT NULL,
          lane TEXT NOT NULL,
          id TEXT NOT NULL UNIQUE,
          type TEXT NOT NULL,
          state INTEGER NOT NULL,
          created_at INTEGER NOT NULL,
          due INTEGER NOT NULL,
          attempts INTEGER NOT NULL,
          last_at INTEGER NOT NULL,
          status INTEGER NOT NULL,
          fault TEXT NOT NULL,
          body BLOB NOT NULL)""", """
        CREATE TABLE IF NOT EXISTS lane (
          webhook TEXT NOT NULL,
          lane TEXT NOT NULL,
          due INTEGER NOT NULL,
          busy INTEGER NOT NULL,
          PRIMARY KEY (webhook, lane)) WITHOUT ROWID""", """
        CREATE TABLE IF NOT EXISTS failing (
          webhook TEXT PRIMARY KEY,
          since INTEGER NOT NULL) WITHOUT ROWID""", """
        CREATE INDEX IF NOT EXISTS waiting ON delivery (webhook, lane, n) WHERE state = 0""", """
        CREATE INDEX IF NOT EXISTS of_webhook ON delivery (webhook, state, n)""", """
        CREATE INDEX IF NOT EXISTS due_lane ON lane (webhook, busy, due)"""};

    private DeliveryFile() {}

    /** Opens the file in this folder; a damaged one is put aside, and all that follows from the journal is made anew. */
    static Connection open(Path folder) throws SQLException, IOException {
        Path file = folder.resolve(NAME);
        try {
            return openAsItIs(file);
        } catch (SQLException e) {
            if (!Files.exists(file)) {
                throw e;
            }
            LOG.error("{} cannot be opened and is put aside: deliveries are made anew from the journal", NAME);
            Files.move(file, folder.resolve(NAME + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
            Files.deleteIfExists(folder.resolve(NAME + "-wal"));
            Files.deleteIfExists(folder.resolve(NAME + "-shm"));
            return openAsItIs(file);
        }
    }

    private static Connection openAsItIs(Path file) throws SQLException, IOException {
        if (!Files.exists(file)) {
            // SQLite gives its own files the mode of this one.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setJournalSizeLimit(WAL_FILE_BYTES_KEPT);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            for (String part : SCHEMA) {
                statement.execute(part);
            }
            // Whatever was under way when the engine stopped is sent again.
            statement.execute("UPDATE lane SET busy = 0 WHERE busy <> 0");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        return connection;
    }
}
