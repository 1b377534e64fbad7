package org.anteroom.engine.journal.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.journal.Committed;
import org.anteroom.engine.journal.CursorAheadException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.vault.BrokenSealException;
import org.anteroom.engine.vault.StreamKey;
import org.anteroom.engine.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads entries of all streams in the order of their rows, which is the order of their commits. Each is checked against the
 * one that it points back to; a stream in which one does not check is quarantined, and the others go on.
 */
final class CommitReader {
    private static final Logger LOG = LoggerFactory.getLogger(CommitReader.class);

    /** From the row behind the cursor, and not after the cursor: otherwise it is looked for on the cursor's page, damaged or not. */
    private static final String AFTER = """
            SELECT e.id, e.stream, e.seq, e.type, e.hash, e.body, s.name, s.wrapped_key, e.previous, p.stream, p.seq, p.hash
              FROM entry e
              LEFT JOIN stream s ON s.id = e.stream
              LEFT JOIN entry p ON p.id = e.previous
              WHERE e.id >= ? ORDER BY e.id LIMIT ?""";

    private final Connection connection;
    private final Vault vault;
    private final Quarantine quarantine;
    private final Map<String, StreamKey> keys = new HashMap<>();

    CommitReader(Connection connection, Vault vault, Quarantine quarantine) {
        this.connection = connection;
        this.vault = vault;
        this.quarantine = quarantine;
    }

    /**
     * What was looked through.
     *
     * @param entries those of it that are served
     * @param cursor the row of the last one, served or not
     */
    record Scanned(List<Committed> entries, long cursor) {}

    Scanned read(long cursor, int max, long bytesMax) throws SQLException {
        try {
            return scan(cursor, max, bytesMax);
        } catch (SQLException e) {
            if (!JournalDatabase.isDamage(e)) {
                throw e;
            }
            return max == 1
                    ? new Scanned(List.of(), new PastDamage(connection, quarantine).pass(cursor))
                    : read(cursor, 1, bytesMax);
        }
    }

    private Scanned scan(long cursor, int max, long bytesMax) throws SQLException {
        List<Committed> entries = new ArrayList<>();
        long last = cursor;
        long bytes = 0;
        try (PreparedStatement query = connection.prepareStatement(AFTER)) {
            query.setLong(1, behind(cursor));
            query.setInt(2, max);
            try (ResultSet row = query.executeQuery()) {
                while (bytes < bytesMax && row.next()) {
                    last = row.getLong(1);
                    bytes += StreamReader.orEmpty(row.getBytes(6)).length;
                    served(row).ifPresent(entries::add);
                }
            }
        }
        if (last == cursor && cursor > 0) {
            checkNotAhead(cursor);
        }
        return new Scanned(entries, last);
    }

    static long behind(long row) {
        return row == Long.MAX_VALUE ? row : row + 1;
    }

    /** Rows are given out again where the last of them are gone: who read them would miss those that take their place. */
    private void checkNotAhead(long cursor) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT max(id) FROM entry");
                ResultSet row = query.executeQuery()) {
            long last = row.next() ? row.getLong(1) : 0;
            if (cursor > last) {
                throw new CursorAheadException(cursor, last);
            }
        }
    }

    /** The entry of a row; empty where it is of a stream that is not served, or of none that can be named. */
    private Optional<Committed> served(ResultSet row) throws SQLException {
        String name = StreamReader.orEmpty(row.getString(7));
        if (!StreamId.isValid(name) || quarantine.holds(new StreamId(name))) {
            return Optional.empty();
        }
        StreamId stream = new StreamId(name);
        try {
            return Optional.of(new Committed(row.getLong(1), stream, open(name, row)));
        } catch (BrokenStreamException e) {
            broken(stream, e.reasonWord(), e.entryRow());
            return Optional.empty();
        }
    }

    private StoredEntry open(String name, ResultSet row) throws SQLException, BrokenStreamException {
        StreamReader.EntryRow entry = StreamReader.entryRow(row);
        StreamKey key = key(name, row);
        StreamHead of = new StreamHead(entry.stream(), key, 0, 0, key.genesis());
        if (row.getLong(9) == 0) {
            return StreamReader.open(of, entry, 1, key.genesis());
        }
        boolean follows = row.getLong(10) == entry.stream() && row.getLong(11) == entry.seq() - 1;
        if (!follows) {
            throw new BrokenStreamException("chain", entry.id());
        }
        return StreamReader.open(of, entry, entry.seq(), StreamReader.orEmpty(row.getBytes(12)));
    }

    private StreamKey key(String name, ResultSet row) throws SQLException, BrokenStreamException {
        StreamKey known = keys.get(name);
        if (known != null) {
            return known;
        }
        try {
            StreamKey key = vault.unwrap(name, StreamReader.orEmpty(row.getBytes(8)));
            keys.put(name, key);
            return key;
        } catch (BrokenSealException e) {
            throw new BrokenStreamException("key", 0);
        }
    }

    private void broken(StreamId stream, String reasonWord, long row) {
        LOG.error("Stream {} is quarantined: {} at row {} of table entry", stream, reasonWord, row);
        quarantine.add(stream);
    }
}
