package org.anteroom.engine.webhook.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** SQL on one connection, each text prepared once. */
final class Statements {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    interface Read<T> {
        T of(ResultSet row) throws SQLException;
    }

    interface Work<T> {
        T run() throws SQLException;
    }

    /** All of it or nothing. */
    <T> T inOne(Work<T> work) {
        try {
            try (Statement begin = connection.createStatement()) {
                begin.execute("BEGIN IMMEDIATE");
            }
            try {
                T done = work.run();
                end("COMMIT");
                return done;
            } catch (SQLException | RuntimeException e) {
                end("ROLLBACK");
                throw e;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Deliveries cannot be kept or read now", e);
        }
    }

    private void end(String how) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(how);
        }
    }

    /** Runs a change, and says how many rows it changed. */
    int changed(String text, Object... values) throws SQLException {
        return bound(text, values).executeUpdate();
    }

    void set(String text, Object... values) throws SQLException {
        var unused = changed(text, values);
    }

    <T> Optional<T> one(String text, Read<T> read, Object... values) throws SQLException {
        try (ResultSet rows = bound(text, values).executeQuery()) {
            return rows.next() ? Optional.of(read.of(rows)) : Optional.empty();
        }
    }

    <T> List<T> all(String text, Read<T> read, Object... values) throws SQLException {
        List<T> all = new ArrayList<>();
        try (ResultSet rows = bound(text, values).executeQuery()) {
            while (rows.next()) {
                all.add(read.of(rows));
            }
        }
        return all;
    }

    private PreparedStatement bound(String text, Object... values) throws SQLException {
        PreparedStatement statement = prepared.get(text);
        if (statement == null) {
            statement = connection.prepareStatement(text);
            prepared.put(text, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("The file of deliveries cannot be closed", e);
        }
    }
}
