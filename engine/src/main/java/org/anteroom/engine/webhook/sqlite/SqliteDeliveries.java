package org.anteroom.engine.webhook.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.vault.BrokenSealException;
import org.anteroom.engine.vault.ChainPlace;
import org.anteroom.engine.vault.StreamKey;
import org.anteroom.engine.vault.Vault;
import org.anteroom.engine.webhook.DeliveryStore;
import org.anteroom.engine.webhook.WebhookId;

/** Deliveries in {@code deliveries.db} of the data folder; bodies are sealed under a key of their own, bound to their ids. */
public final class SqliteDeliveries implements DeliveryStore {
    private static final String KEY_NAME = "deliveries";

    private final Statements sql;
    private final StreamKey key;

    private SqliteDeliveries(Statements sql, StreamKey key) {
        this.sql = sql;
        this.key = key;
    }

    /**
     * Opens the store of a data folder, which its caller has locked.
     *
     * @throws IllegalStateException where it cannot be opened
     */
    public static SqliteDeliveries open(Path folder, Vault vault) {
        try {
            Statements sql = new Statements(DeliveryFile.open(folder));
            return new SqliteDeliveries(sql, key(sql, vault));
        } catch (SQLException | BrokenSealException e) {
            throw new IllegalStateException("The file of deliveries cannot be opened", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StreamKey key(Statements sql, Vault vault) throws SQLException, BrokenSealException {
        Optional<byte[]> wrapped = sql.one("SELECT wrapped_key FROM progress WHERE id = 1", row -> row.getBytes(1));
        if (wrapped.isPresent()) {
            return vault.unwrap(KEY_NAME, wrapped.get());
        }
        StreamKey made = vault.newStreamKey(KEY_NAME);
        sql.set("INSERT INTO progress (id, wrapped_key, cursor, last_at) VALUES (1,?,NULL,0)", made.wrapped());
        return made;
    }

    @Override
    public Progress progress() {
        return sql.inOne(() -> sql.one("SELECT cursor, last_at FROM progress WHERE id = 1", row -> {
                    long cursor = row.getLong(1);
                    Optional<Long> read = row.wasNull() ? Optional.empty() : Optional.of(cursor);
                    return new Progress(read, Instant.ofEpochMilli(row.getLong(2)));
                })
                .orElseThrow());
    }

    @Override
    public void take(Progress end, List<NewDelivery> made) {
        var unused = sql.inOne(() -> {
            for (NewDelivery one : made) {
                take(one);
            }
            if (end.cursor().isPresent()) {
                sql.set(
                        "UPDATE progress SET cursor = ?, last_at = max(last_at, ?)",
                        end.cursor().get(),
                        end.lastAt().toEpochMilli());
            }
            return true;
        });
    }

    private void take(NewDelivery one) throws SQLException {
        String webhook = one.webhook().value();
        long due = one.due().toEpochMilli();
        int added = sql.changed(
                "INSERT OR IGNORE INTO delivery (webhook, lane, id, type, state, created_at, due, attempts, last_at, status,"
                        + " fault, body) VALUES (?,?,?,?,0,?,?,0,0,0,'',?)",
                webhook,
                one.lane(),
                one.id(),
                one.type(),
                one.createdAt().toEpochMilli(),
                due,
                key.seal(place(one.id()), one.body()));
        if (added > 0) {
            sql.set("INSERT OR IGNORE INTO lane (webhook, lane, due, busy) VALUES (?,?,?,0)", webhook, one.lane(), due);
        }
    }

    private static ChainPlace place(String id) {
        return new ChainPlace(1, id, new byte[0]);
    }

    @Override
    public Turned turn(List<Result> results, List<Want> wants, Instant now) {
        return sql.inOne(() -> {
            Map<WebhookId, Instant> failing = new LinkedHashMap<>();
            for (Result result : results) {
                keep(result, failing);
            }
            List<Due> due = new ArrayList<>();
            Map<WebhookId, Instant> next = new LinkedHashMap<>();
            for (Want want : wants) {
                int before = due.size();
                pick(want, now, due);
                if (due.size() - before < want.max()) {
                    sql.one(
                                    "SELECT due FROM lane WHERE webhook = ? AND busy = 0 ORDER BY due LIMIT 1",
                                    row -> Instant.ofEpochMilli(row.getLong(1)),
                                    want.webhook().value())
                            .ifPresent(at -> next.put(want.webhook(), at));
                } else {
                    next.put(want.webhook(), now);
                }
            }
            return new Turned(due, next, failing);
        });
    }

    private void keep(Result result, Map<WebhookId, Instant> failing) throws SQLException {
        Due of = result.of();
        String webhook = of.webhook().value();
        long at = result.at().toEpochMilli();
        sql.set(
                "UPDATE delivery SET state = ?, attempts = attempts + 1, last_at = ?, status = ?, fault = ?, due = ?"
                        + " WHERE n = ?",
                result.state().code(),
                at,
                result.status(),
                result.fault(),
                result.next().toEpochMilli(),
                of.row());
        if (result.state() == State.DELIVERED) {
            sql.set("DELETE FROM failing WHERE webhook = ?", webhook);
        } else {
            sql.set("INSERT OR IGNORE INTO failing (webhook, since) VALUES (?,?)", webhook, at);
            sql.one("SELECT since FROM failing WHERE webhook = ?", row -> row.getLong(1), webhook)
                    .ifPresent(since -> failing.put(of.webhook(), Instant.ofEpochMilli(since)));
        }
        free(webhook, of.lane());
    }

    /** The lane is for the next of its deliveries, where there is one. */
    private void free(String webhook, String lane) throws SQLException {
        Optional<Long> due = sql.one(
                "SELECT due FROM delivery WHERE webhook = ? AND lane = ? AND state = 0 ORDER BY n LIMIT 1",
                row -> row.getLong(1),
                webhook,
                lane);
        if (due.isPresent()) {
            sql.set("UPDATE lane SET busy = 0, due = ? WHERE webhook = ? AND lane = ?", due.get(), webhook, lane);
        } else {
            sql.set("DELETE FROM lane WHERE webhook = ? AND lane = ?", webhook, lane);
        }
    }

    private void pick(Want want, Instant now, List<Due> due) throws SQLException {
        String webhook = want.webhook().value();
        List<String> lanes = sql.all(
                "SELECT lane FROM lane WHERE webhook = ? AND busy = 0 AND due <= ? ORDER BY due LIMIT ?",
                row -> row.getString(1),
                webhook,
                now.toEpochMilli(),
                want.max());
        for (String lane : lanes) {
            Optional<Due> head = sql.one(
                    "SELECT n, id, attempts, body FROM delivery WHERE webhook = ? AND lane = ? AND state = 0 ORDER BY n"
                            + " LIMIT 1",
                    row -> new Due(
                            row.getLong(1),
                            want.webhook(),
                            lane,
                            row.getString(2),
                            row.getInt(3),
                            opened(row.getString(2), row.getBytes(4))),
                    webhook,
                    lane);
            if (head.isEmpty()) {
                sql.set("DELETE FROM lane WHERE webhook = ? AND lane = ?", webhook, lane);
            } else {
                sql.set("UPDATE lane SET busy = 1 WHERE webhook = ? AND lane = ?", webhook, lane);
                due.add(head.get());
            }
        }
    }

    /** What does not open is empty, and tells nobody anything. */
    private byte[] opened(String id, byte[] body) {
        try {
            return key.open(place(id), body);
        } catch (BrokenSealException e) {
            return new byte[0];
        }
    }

    @Override
    public List<Shown> list(WebhookId webhook, Optional<State> state, long beforeRow, int limit) {
        String of = state.map(one -> " AND state = " + one.code()).orElse("");
        return sql.inOne(() -> sql.all(
                "SELECT n, id, type, state, created_at, attempts, last_at, status, fault, due, body FROM delivery"
                        + " WHERE webhook = ? AND n < ?" + of + " ORDER BY n DESC LIMIT ?",
                this::shown,
                webhook.value(),
                beforeRow,
                limit));
    }

    private Shown shown(ResultSet row) throws SQLException {
        long lastAt = row.getLong(7);
        return new Shown(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                State.of(row.getInt(4)),
                Instant.ofEpochMilli(row.getLong(5)),
                row.getInt(6),
                lastAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(lastAt)),
                row.getInt(8),
                row.getString(9),
                Instant.ofEpochMilli(row.getLong(10)),
                opened(row.getString(2), row.getBytes(11)));
    }

    @Override
    public boolean retry(WebhookId webhook, String id, Instant now) {
        return sql.inOne(() -> {
            Optional<String> lane = sql.one(
                    "SELECT lane FROM delivery WHERE webhook = ? AND id = ?",
                    row -> row.getString(1),
                    webhook.value(),
                    id);
            if (lane.isPresent()) {
                long at = now.toEpochMilli();
                sql.set(
                        "UPDATE delivery SET attempts = CASE state WHEN 0 THEN attempts ELSE 0 END, state = 0, due = ?"
                                + " WHERE id = ?",
                        at,
                        id);
                sql.set(
                        "INSERT INTO lane (webhook, lane, due, busy) VALUES (?,?,?,0)"
                                + " ON CONFLICT (webhook, lane) DO UPDATE SET due = min(due, excluded.due)",
                        webhook.value(),
                        lane.get(),
                        at);
            }
            return lane.isPresent();
        });
    }

    @Override
    public void wake(WebhookId webhook, Instant now) {
        var unused = sql.inOne(() -> {
            sql.set("DELETE FROM failing WHERE webhook = ?", webhook.value());
            return sql.changed(
                    "UPDATE lane SET due = min(due, ?) WHERE webhook = ?", now.toEpochMilli(), webhook.value());
        });
    }

    @Override
    public void forget(WebhookId webhook) {
        var unused = sql.inOne(() -> {
            for (String table : List.of("delivery", "lane", "failing")) {
                sql.set("DELETE FROM " + table + " WHERE webhook = ?", webhook.value());
            }
            return true;
        });
    }

    @Override
    public void prune(WebhookId webhook, int kept) {
        var unused = sql.inOne(() -> {
            for (State over : List.of(State.DELIVERED, State.FAILED)) {
                sql.set(
                        "DELETE FROM delivery WHERE webhook = ? AND state = ? AND n <= (SELECT n FROM delivery WHERE"
                                + " webhook = ? AND state = ? ORDER BY n DESC LIMIT 1 OFFSET ?)",
                        webhook.value(),
                        over.code(),
                        webhook.value(),
                        over.code(),
                        kept);
            }
            return true;
        });
    }

    @Override
    public void close() {
        sql.close();
    }
}
