package org.anteroom.engine.journal.sqlite;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.vault.BrokenSealException;
import org.anteroom.engine.vault.ChainPlace;
import org.anteroom.engine.vault.StreamKey;
import org.anteroom.engine.vault.Vault;
import org.jspecify.annotations.Nullable;

/** Reads streams over one connection and believes nothing of what it reads. Used by one thread at a time. */
final class StreamReader implements AutoCloseable {
    private static final String STREAM_COLUMNS =
            "SELECT id, name, wrapped_key, head_row, head_seq, head_hash, head_mac FROM stream ";

    /** From the head back by the pointers; the limit ends a walk whose pointers were bent into a circle. */
    private static final String WALK = """
            WITH RECURSIVE back (id, previous, seq) AS (
              SELECT id, previous, seq FROM entry WHERE id = ?1
              UNION ALL
              SELECT e.id, e.previous, e.seq FROM back CROSS JOIN entry e ON e.id = back.previous
                WHERE back.seq > ?2
              LIMIT ?3)
            SELECT e.id, e.stream, e.seq, e.type, e.hash, e.body
              FROM back CROSS JOIN entry e ON e.id = back.id WHERE back.seq <= ?4""";

    private final Connection connection;
    private final Vault vault;
    /** A start asks it once a stream. */
    private @Nullable PreparedStatement summaryQuery;

    StreamReader(Connection connection, Vault vault) {
        this.connection = connection;
        this.vault = vault;
    }

    /** A row of table {@code stream}, not yet checked. */
    @SuppressWarnings("ArrayRecordComponent")
    record StreamRow(
            long id, String name, byte[] wrappedKey, long headRow, long headSeq, byte[] headHash, byte[] headMac) {}

    Optional<StreamRow> find(StreamId stream) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(STREAM_COLUMNS + "WHERE name = ?")) {
            query.setString(1, stream.value());
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(streamRow(row)) : Optional.empty();
            }
        }
    }

    List<StreamRow> page(long afterId, int max) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement(STREAM_COLUMNS + "WHERE id > ? ORDER BY id LIMIT ?")) {
            query.setLong(1, afterId);
            query.setInt(2, max);
            List<StreamRow> page = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    page.add(streamRow(row));
                }
            }
            return page;
        }
    }

    /** The head of a stream, proven to be the one that was written last by a holder of its key. */
    StreamHead head(StreamRow row) throws BrokenStreamException {
        StreamKey key = key(row);
        if (!key.isHead(row.headSeq(), row.headHash(), row.headMac())) {
            throw new BrokenStreamException("head", 0);
        }
        return new StreamHead(row.id(), key, row.headRow(), row.headSeq(), row.headHash());
    }

    /** The summary of the stream up to its head; empty where there is none, or none that opens. */
    Optional<byte[]> summary(StreamHead head) throws SQLException {
        PreparedStatement query = summaryQuery();
        query.setLong(1, head.stream());
        query.setLong(2, head.seq());
        try (ResultSet row = query.executeQuery()) {
            return row.next()
                    ? Optional.of(head.key().open(head.summaryPlace(), orEmpty(row.getBytes(1))))
                    : Optional.empty();
        } catch (BrokenSealException e) {
            return Optional.empty();
        }
    }

    private PreparedStatement summaryQuery() throws SQLException {
        PreparedStatement known = summaryQuery;
        if (known == null) {
            known = connection.prepareStatement("SELECT body FROM summary WHERE stream = ? AND seq = ?");
            summaryQuery = known;
        }
        return known;
    }

    @Override
    public void close() throws SQLException {
        PreparedStatement known = summaryQuery;
        if (known != null) {
            known.close();
        }
    }

    /** The first entry, whatever became of the others; empty where it is not what was written. */
    Optional<StoredEntry> first(StreamRow row) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id, stream, seq, type, hash, body FROM entry WHERE stream = ? AND seq = 1")) {
            query.setLong(1, row.id());
            try (ResultSet found = query.executeQuery()) {
                if (!found.next()) {
                    return Optional.empty();
                }
                StreamKey key = key(row);
                StreamHead none = new StreamHead(row.id(), key, 0, 0, key.genesis());
                return Optional.of(open(none, entryRow(found), 1, key.genesis()));
            }
        } catch (BrokenStreamException e) {
            return Optional.empty();
        }
    }

    List<StoredEntry> readAll(StreamHead head) throws SQLException, BrokenStreamException {
        return read(head, 0, head.seq());
    }

    /**
     * Entries with {@code afterSeq < seq <= lastSeq}, in order, each checked against the one before it and the last
     * against the head where it is the head's.
     */
    List<StoredEntry> read(StreamHead head, long afterSeq, long lastSeq) throws SQLException, BrokenStreamException {
        if (afterSeq >= lastSeq) {
            return List.of();
        }
        boolean fromStart = afterSeq == 0;
        List<EntryRow> rows = walk(head, fromStart ? 1 : afterSeq, lastSeq);
        long expected = lastSeq - afterSeq + (fromStart ? 0 : 1);
        if (rows.isEmpty()) {
            throw new BrokenStreamException("truncated", head.row());
        }
        if (rows.size() != expected) {
            throw new BrokenStreamException("chain", rows.get(0).id());
        }
        byte[] previousHash = fromStart ? head.key().genesis() : rows.remove(0).hash();
        List<StoredEntry> entries = new ArrayList<>(rows.size());
        long seq = afterSeq;
        for (EntryRow row : rows) {
            seq++;
            entries.add(open(head, row, seq, previousHash));
            previousHash = row.hash();
        }
        if (lastSeq == head.seq() && !MessageDigest.isEqual(previousHash, head.hash())) {
            throw new BrokenStreamException("head", head.row());
        }
        return entries;
    }

    @SuppressWarnings("ArrayRecordComponent")
    record EntryRow(long id, long stream, long seq, String type, byte[] hash, byte[] body) {}

    private List<EntryRow> walk(StreamHead head, long floorSeq, long lastSeq) throws SQLException {
        List<EntryRow> rows = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(WALK)) {
            query.setLong(1, head.row());
            query.setLong(2, floorSeq);
            query.setLong(3, head.seq() - floorSeq + 1);
            query.setLong(4, lastSeq == head.seq() ? Long.MAX_VALUE : lastSeq);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    rows.add(entryRow(row));
                }
            }
        }
        Collections.reverse(rows);
        return rows;
    }

    /** The entry of a row, proven to be the one of this seq after that hash in the stream of this key. */
    static StoredEntry open(StreamHead head, EntryRow row, long seq, byte[] previousHash) throws BrokenStreamException {
        ChainPlace place = new ChainPlace(seq, row.type(), previousHash);
        boolean linked = row.stream() == head.stream()
                && row.seq() == seq
                && MessageDigest.isEqual(head.key().link(place, row.body()), row.hash());
        if (!linked) {
            throw new BrokenStreamException("chain", row.id());
        }
        try {
            return new StoredEntry(
                    seq,
                    row.type(),
                    head.key().open(place, row.body()),
                    HexFormat.of().formatHex(row.hash()));
        } catch (BrokenSealException e) {
            throw new BrokenStreamException("seal", row.id());
        }
    }

    private StreamKey key(StreamRow row) throws BrokenStreamException {
        try {
            return vault.unwrap(row.name(), row.wrappedKey());
        } catch (BrokenSealException e) {
            throw new BrokenStreamException("key", 0);
        }
    }

    static EntryRow entryRow(ResultSet row) throws SQLException {
        return new EntryRow(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                orEmpty(row.getString(4)),
                orEmpty(row.getBytes(5)),
                orEmpty(row.getBytes(6)));
    }

    private static StreamRow streamRow(ResultSet row) throws SQLException {
        return new StreamRow(
                row.getLong(1),
                orEmpty(row.getString(2)),
                orEmpty(row.getBytes(3)),
                row.getLong(4),
                row.getLong(5),
                orEmpty(row.getBytes(6)),
                orEmpty(row.getBytes(7)));
    }

    static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    static byte[] orEmpty(byte @Nullable [] value) {
        return value == null ? new byte[0] : value;
    }
}
