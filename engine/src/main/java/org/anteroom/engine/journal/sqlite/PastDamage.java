package org.anteroom.engine.journal.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.journal.StreamId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of a follower past what SQLite finds damaged in its file, be it in table {@code entry} or in table {@code
 * stream}. The streams that the damage belongs to are quarantined, as far as the store can still name them: their names
 * stand in an index too, on pages of its own.
 */
final class PastDamage {
    private static final Logger LOG = LoggerFactory.getLogger(PastDamage.class);

    private static final String NEXT = "SELECT id, stream FROM entry WHERE id >= ? ORDER BY id LIMIT 1";

    private static final String NAMES = "SELECT id, name FROM stream INDEXED BY sqlite_autoindex_stream_1";

    /** More than a page of the store holds: so many rows are looked for one by one, and further ones by halves. */
    private static final int ROWS_ONE_BY_ONE = 256;

    /** Stands for damage that is not behind a row. */
    private static final long NO_ROW = -1;

    private final Connection connection;
    private final Quarantine quarantine;

    PastDamage(Connection connection, Quarantine quarantine) {
        this.connection = connection;
        this.quarantine = quarantine;
    }

    /** A stream with the row of its last entry. */
    private record Head(String name, long row) {}

    /** The row to go on after; the cursor itself where nothing comes after the damage. */
    long pass(long cursor) throws SQLException {
        if (canGive(cursor)) {
            return passRow(cursor);
        }
        long last = lastRow();
        if (cursor >= last) {
            return cursor;
        }
        long passed = endOfDamage(cursor, last);
        if (quarantine.isNewDamage(cursor)) {
            LOG.error("Rows {} to {} of table entry cannot be read: the store is damaged there", cursor + 1, passed);
        }
        quarantineEndingIn(cursor, passed);
        return passed;
    }

    /** Goes past one entry that is there, while something that belongs to it is damaged. */
    private long passRow(long cursor) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEXT)) {
            query.setLong(1, CommitReader.behind(cursor));
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    return cursor;
                }
                long passed = row.getLong(1);
                nameOf(row.getLong(2)).ifPresent(name -> broken(name, passed));
                return passed;
            }
        }
    }

    /** Whether the store finds what comes after this row, be it nothing. */
    private boolean canGive(long row) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEXT)) {
            query.setLong(1, CommitReader.behind(row));
            try (ResultSet found = query.executeQuery()) {
                var unused = found.next();
                return true;
            }
        } catch (SQLException e) {
            throwUnlessDamage(e);
            return false;
        }
    }

    /** The first row after this one behind which the store finds more, or the last that there was. */
    private long endOfDamage(long cursor, long last) throws SQLException {
        long damaged = cursor;
        long step = 1;
        while (damaged < last) {
            long next = Math.min(damaged + step, last);
            if (canGive(next)) {
                return firstGood(damaged, next);
            }
            damaged = next;
            step = damaged - cursor < ROWS_ONE_BY_ONE ? 1 : 2 * step;
        }
        return last;
    }

    private long firstGood(long damaged, long good) throws SQLException {
        long low = damaged;
        long high = good;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (canGive(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** The last row of all: by the streams, for where the last page of table {@code entry} is damaged it cannot say so. */
    private long lastRow() throws SQLException {
        long ofStreams = heads().stream().mapToLong(Head::row).max().orElse(0);
        try (PreparedStatement query = connection.prepareStatement("SELECT max(id) FROM entry");
                ResultSet row = query.executeQuery()) {
            return Math.max(ofStreams, row.next() ? row.getLong(1) : 0);
        } catch (SQLException e) {
            throwUnlessDamage(e);
            return ofStreams;
        }
    }

    /** Others that have entries there have one after them too, which points back to them and is not followed either. */
    private void quarantineEndingIn(long cursor, long passed) throws SQLException {
        for (Head head : heads()) {
            if (head.row() > cursor && head.row() <= passed) {
                broken(head.name(), passed);
            }
        }
    }

    private List<Head> heads() throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT name, head_row FROM stream")) {
            return heads(query);
        } catch (SQLException e) {
            throwUnlessDamage(e);
            return headsThatCanBeRead();
        }
    }

    /** One by one. A stream whose head cannot be read is not served any more. */
    private List<Head> headsThatCanBeRead() throws SQLException {
        List<Head> heads = new ArrayList<>();
        for (Map.Entry<Long, String> stream : names().entrySet()) {
            // A statement each: the driver does not use one again that failed.
            try (PreparedStatement query =
                    connection.prepareStatement("SELECT name, head_row FROM stream WHERE id = ?")) {
                query.setLong(1, stream.getKey());
                heads.addAll(heads(query));
            } catch (SQLException e) {
                throwUnlessDamage(e);
                broken(stream.getValue(), 0);
            }
        }
        return heads;
    }

    private static List<Head> heads(PreparedStatement query) throws SQLException {
        List<Head> heads = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                heads.add(new Head(StreamReader.orEmpty(row.getString(1)), row.getLong(2)));
            }
        }
        return heads;
    }

    private Optional<String> nameOf(long stream) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT name FROM stream WHERE id = ?")) {
            query.setLong(1, stream);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(StreamReader.orEmpty(row.getString(1))) : Optional.empty();
            }
        } catch (SQLException e) {
            throwUnlessDamage(e);
            return Optional.ofNullable(names().get(stream));
        }
    }

    /** The names of all streams by their ids, without table {@code stream}; none where they cannot be read either. */
    private Map<Long, String> names() throws SQLException {
        Map<Long, String> names = new LinkedHashMap<>();
        try (PreparedStatement query = connection.prepareStatement(NAMES);
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                names.put(row.getLong(1), StreamReader.orEmpty(row.getString(2)));
            }
        } catch (SQLException e) {
            throwUnlessDamage(e);
            if (quarantine.isNewDamage(NO_ROW)) {
                LOG.error("Streams cannot be named: the store is damaged in table stream and in its index");
            }
        }
        return names;
    }

    private static void throwUnlessDamage(SQLException e) throws SQLException {
        if (!JournalDatabase.isDamage(e)) {
            throw e;
        }
    }

    private void broken(String name, long row) {
        if (StreamId.isValid(name) && !quarantine.holds(new StreamId(name))) {
            LOG.error("Stream {} is quarantined: damaged at row {} of table entry", name, row);
            quarantine.add(new StreamId(name));
        }
    }
}
