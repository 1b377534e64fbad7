package org.anteroom.engine.journal.sqlite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.anteroom.engine.vault.Vault;

/**
 * The authenticated sum of the heads of all streams, as each commit leaves them: how a stream that was put back to an older
 * state of itself, whose own head is good, is noticed, and streams that were forgotten together with their count.
 *
 * <p>A head is a pseudo-random value of the stream's name, how far it goes and its hash; the sum is their exclusive or, so
 * that a commit costs what it moves, and is sealed by a MAC. Whoever puts back the whole file at once is not noticed: it is
 * what it was.
 */
final class HeadSum {
    /** An earlier release neither reads nor needs it. */
    static final String TABLE = """
        CREATE TABLE IF NOT EXISTS head_sum (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          sum BLOB NOT NULL,
          mac BLOB NOT NULL)""";

    static final int BYTES = 32;

    private final Hmac elements;
    private final Hmac seal;

    HeadSum(Vault vault) {
        elements = new Hmac(vault, "journal-heads");
        seal = new Hmac(vault, "journal-head-sum");
    }

    /** Adds a head to a sum, or takes it out again: the same operation. */
    void toggle(byte[] sum, String stream, long seq, byte[] hash) {
        byte[] place = (stream + "\n" + seq + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] element = elements.of(place, hash);
        for (int i = 0; i < BYTES; i++) {
            sum[i] ^= element[i];
        }
    }

    /** The sum that the last commit left; empty where there is none, or it is not what was written. */
    Optional<byte[]> read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT sum, mac FROM head_sum WHERE id = 1")) {
            if (!row.next()) {
                return Optional.empty();
            }
            byte[] sum = row.getBytes(1);
            byte[] mac = row.getBytes(2);
            boolean genuine =
                    sum != null && mac != null && sum.length == BYTES && MessageDigest.isEqual(seal.of(sum), mac);
            return genuine ? Optional.of(sum) : Optional.empty();
        }
    }

    void write(Connection connection, byte[] sum) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO head_sum (id, sum, mac) VALUES (1,?,?)")) {
            insert.setBytes(1, sum);
            insert.setBytes(2, seal.of(sum));
            insert.executeUpdate();
        }
    }

    /** The sum of the heads that the store has. */
    byte[] ofAll(Connection connection) throws SQLException {
        byte[] sum = new byte[BYTES];
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name, head_seq, head_hash FROM stream")) {
            while (row.next()) {
                byte[] hash = row.getBytes(3);
                toggle(sum, String.valueOf(row.getString(1)), row.getLong(2), hash == null ? new byte[0] : hash);
            }
        }
        return sum;
    }
}
