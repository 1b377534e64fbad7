package org.anteroom.engine.journal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.anteroom.engine.vault.Vault;
import org.anteroom.engine.vault.VaultException;

/** The authenticated number of streams that the store ever had: how a stream that vanished whole is noticed. */
final class StreamCount {
    private static final String HMAC = "HmacSHA256";

    private final SecretKeySpec key;

    StreamCount(Vault vault) {
        this.key = new SecretKeySpec(vault.deriveSecret("journal-stream-count", 32), HMAC);
    }

    byte[] mac(long streams) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(streams).array());
        } catch (GeneralSecurityException e) {
            throw new VaultException("This Java runtime has no " + HMAC, e);
        }
    }

    /** The number, or -1 where it is not what was written. */
    long read(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT streams, streams_mac FROM store WHERE id = 1")) {
            if (!row.next()) {
                return -1;
            }
            long streams = row.getLong(1);
            return MessageDigest.isEqual(mac(streams), row.getBytes(2)) ? streams : -1;
        }
    }

    void write(Connection connection, long streams) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("UPDATE store SET streams = ?, streams_mac = ? WHERE id = 1")) {
            update.setLong(1, streams);
            update.setBytes(2, mac(streams));
            update.executeUpdate();
        }
    }
}
