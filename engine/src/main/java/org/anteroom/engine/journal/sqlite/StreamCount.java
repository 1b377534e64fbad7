package org.anteroom.engine.journal.sqlite;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.anteroom.engine.vault.Vault;

/** The authenticated number of streams that the store ever had: how a stream that vanished whole is noticed. */
final class StreamCount {
    private final Hmac key;

    StreamCount(Vault vault) {
        this.key = new Hmac(vault, "journal-stream-count");
    }

    /** As releases wrote it that kept no {@link HeadSum}. */
    byte[] macWithoutSum(long streams) {
        return key.of(ByteBuffer.allocate(Long.BYTES).putLong(streams).array());
    }

    /** Says too that the store has a {@link HeadSum}, so that one that is gone is missed. */
    private byte[] macWithSum(long streams) {
        return key.of(ByteBuffer.allocate(Long.BYTES + 1)
                .putLong(streams)
                .put((byte) 1)
                .array());
    }

    /** The number, or -1 where it is not what was written. */
    long read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT streams, streams_mac FROM store WHERE id = 1")) {
            if (!row.next()) {
                return -1;
            }
            long streams = row.getLong(1);
            byte[] mac = row.getBytes(2);
            boolean genuine = MessageDigest.isEqual(macWithSum(streams), mac)
                    || MessageDigest.isEqual(macWithoutSum(streams), mac);
            return genuine ? streams : -1;
        }
    }

    /** Whether the store is as a release left it that kept no {@link HeadSum}. */
    boolean isWithoutSum(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT streams, streams_mac FROM store WHERE id = 1")) {
            return row.next() && MessageDigest.isEqual(macWithoutSum(row.getLong(1)), row.getBytes(2));
        }
    }

    void write(Connection connection, long streams) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE store SET streams = ?, streams_mac = ? WHERE id = 1")) {
            update.setLong(1, streams);
            update.setBytes(2, macWithSum(streams));
            update.executeUpdate();
        }
    }
}
