package org.anteroom.engine.journal.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.JournalException;
import org.anteroom.engine.journal.SequenceException;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;
import org.anteroom.engine.vault.ChainPlace;
import org.anteroom.engine.vault.StreamKey;
import org.anteroom.engine.vault.Vault;

/**
 * One writing connection with the heads it knows; turns a group of appends into one transaction. Used by the writer
 * thread alone; after any exception it is thrown away, and a new one reads the truth from disk.
 */
final class GroupCommit implements AutoCloseable {
    /** More than a page of the store, so that a probe needs new ones. */
    private static final int PROBE_BYTES = 8192;

    private final Connection connection;
    private final Vault vault;
    private final InstantSource clock;
    private final Quarantine quarantine;
    private final StreamReader reader;
    private final StreamCount streamCount;
    private final HeadSum headSum;
    /** As the last commit left it; empty where it is not what was written, which a start then says for ever. */
    private final Optional<byte[]> sum;

    /** Heads that this transaction moves, as they were before; of a new stream there was none. */
    private final Map<StreamId, StreamHead> left = new LinkedHashMap<>();

    private final HeadCache committed;
    private final Map<StreamId, StreamHead> moved = new LinkedHashMap<>();
    private final PreparedStatement insertEntry;
    private final PreparedStatement updateHead;
    private long lastRow;

    GroupCommit(Connection connection, Vault vault, InstantSource clock, Quarantine quarantine, int headsMax)
            throws SQLException {
        this.connection = connection;
        this.vault = vault;
        this.clock = clock;
        this.quarantine = quarantine;
        this.reader = new StreamReader(connection, vault);
        this.streamCount = new StreamCount(vault);
        this.headSum = new HeadSum(vault);
        this.sum = headSum.read(connection);
        this.committed = new HeadCache(headsMax);
        this.insertEntry = connection.prepareStatement(
                "INSERT INTO entry (id, previous, stream, seq, type, hash, body) VALUES (?,?,?,?,?,?,?)");
        this.updateHead = connection.prepareStatement(
                "UPDATE stream SET head_row = ?, head_seq = ?, head_hash = ?, head_mac = ? WHERE id = ?");
        this.lastRow = number("SELECT max(id) FROM entry");
    }

    void begin() throws SQLException {
        JournalDatabase.execute(connection, JournalDatabase.BEGIN);
    }

    /** Puts the entries of one append into the transaction; a {@link JournalException} leaves the transaction as it was. */
    void add(Append append) throws SQLException {
        quarantine.check(append.stream());
        if (append.summary().isPresent()) {
            summarize(append.stream(), append.summary().get());
            return;
        }
        long firstSeq = append.entries().get(0).seq();
        Optional<StreamHead> known = head(append.stream());
        long nextSeq = known.map(StreamHead::seq).orElse(0L) + 1;
        if (firstSeq != nextSeq) {
            throw new SequenceException(append.stream(), nextSeq, firstSeq);
        }
        if (!moved.containsKey(append.stream())) {
            known.ifPresent(before -> left.put(append.stream(), before));
        }
        StreamHead head = known.isPresent() ? known.get() : newStream(append.stream());
        for (Entry entry : append.entries()) {
            head = insert(head, entry);
        }
        moved.put(append.stream(), head);
    }

    /** Writes an entry that no head points to, and takes it out again: the store has to find room, and nobody sees it. */
    void probe() throws SQLException {
        long stream = number("SELECT min(id) FROM stream");
        if (stream == 0) {
            throw new SQLException("There is no stream yet: the next append tells");
        }
        insertEntry.setLong(1, lastRow + 1);
        insertEntry.setLong(2, 0);
        insertEntry.setLong(3, stream);
        insertEntry.setLong(4, 0);
        insertEntry.setString(5, "probe");
        insertEntry.setBytes(6, new byte[0]);
        insertEntry.setBytes(7, new byte[PROBE_BYTES]);
        insertEntry.executeUpdate();
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM entry WHERE id = ?")) {
            delete.setLong(1, lastRow + 1);
            delete.executeUpdate();
        }
    }

    private void summarize(StreamId stream, Append.Summary summary) throws SQLException {
        Optional<StreamHead> known = head(stream);
        if (known.filter(head -> head.seq() == summary.seq()).isEmpty()) {
            return;
        }
        StreamHead head = known.get();
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO summary (stream, seq, body) VALUES (?,?,?)")) {
            insert.setLong(1, head.stream());
            insert.setLong(2, head.seq());
            insert.setBytes(3, head.key().seal(head.summaryPlace(), summary.body()));
            insert.executeUpdate();
        }
    }

    /** Moves the heads of all streams that were added to, and makes everything durable. */
    void commit() throws SQLException {
        for (StreamHead head : moved.values()) {
            updateHead.setLong(1, head.row());
            updateHead.setLong(2, head.seq());
            updateHead.setBytes(3, head.hash());
            updateHead.setBytes(4, head.key().headMac(head.seq(), head.hash()));
            updateHead.setLong(5, head.stream());
            updateHead.addBatch();
        }
        updateHead.executeBatch();
        if (sum.isPresent() && !moved.isEmpty()) {
            left.forEach((stream, head) -> headSum.toggle(sum.get(), stream.value(), head.seq(), head.hash()));
            moved.forEach((stream, head) -> headSum.toggle(sum.get(), stream.value(), head.seq(), head.hash()));
            headSum.write(connection, sum.get());
        }
        left.clear();
        JournalDatabase.execute(connection, JournalDatabase.COMMIT);
        committed.putAll(moved);
        moved.clear();
    }

    private StreamHead insert(StreamHead head, Entry entry) throws SQLException {
        ChainPlace place = new ChainPlace(entry.seq(), entry.type(), head.hash());
        byte[] sealed = head.key().seal(place, entry.body());
        byte[] hash = head.key().link(place, sealed);
        lastRow++;
        insertEntry.setLong(1, lastRow);
        insertEntry.setLong(2, head.row());
        insertEntry.setLong(3, head.stream());
        insertEntry.setLong(4, entry.seq());
        insertEntry.setString(5, entry.type());
        insertEntry.setBytes(6, hash);
        insertEntry.setBytes(7, sealed);
        insertEntry.executeUpdate();
        return head.movedTo(lastRow, entry.seq(), hash);
    }

    private Optional<StreamHead> head(StreamId stream) throws SQLException {
        StreamHead near = moved.get(stream);
        if (near == null) {
            near = committed.get(stream);
        }
        if (near != null) {
            return Optional.of(near);
        }
        Optional<StreamReader.StreamRow> row = reader.find(stream);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        try {
            StreamHead head = reader.head(row.get());
            committed.put(stream, head);
            return Optional.of(head);
        } catch (BrokenStreamException e) {
            quarantine.add(stream);
            throw new StreamQuarantinedException(stream);
        }
    }

    private StreamHead newStream(StreamId stream) throws SQLException {
        StreamKey key = vault.newStreamKey(stream.value());
        long id = Math.max(streamCount.read(connection), number("SELECT max(id) FROM stream")) + 1;
        byte[] genesis = key.genesis();
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO stream (id, name, wrapped_key, created_at, head_row, head_seq, head_hash, head_mac)"
                        + " VALUES (?,?,?,?,0,0,?,?)")) {
            insert.setLong(1, id);
            insert.setString(2, stream.value());
            insert.setBytes(3, key.wrapped());
            insert.setLong(4, clock.millis());
            insert.setBytes(5, genesis);
            insert.setBytes(6, key.headMac(0, genesis));
            insert.executeUpdate();
        }
        streamCount.write(connection, id);
        return new StreamHead(id, key, 0, 0, genesis);
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    /** Ends without a commit: what was added since the last one is rolled back. */
    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
