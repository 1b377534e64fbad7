package org.anteroom.bench;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalLimits;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.sqlite.DataFolder;
import org.anteroom.engine.journal.sqlite.SqliteJournal;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.vault.RootPassword;
import org.anteroom.engine.vault.Vault;

/**
 * Fills the journal of an engine that has stopped: sessions that the engine wrote are written again under other ids, as
 * often as is wanted. Blocks.
 */
final class JournalMaker implements AutoCloseable {
    /** So many appends wait, so that each commit holds many. */
    private static final int WAITING_MAX = 256;

    private static final int ID_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    private final DataFolder folder;
    private final Journal journal;
    private final Deque<Future<Void>> waiting = new ArrayDeque<>();
    private long entries;

    JournalMaker(Path data) {
        folder = DataFolder.open(data);
        Vault vault = Vault.open(data, RootPassword.inFolder(data), true);
        journal = SqliteJournal.open(folder, vault, JournalLimits.defaults(), InstantSource.system());
    }

    /** Writes a session so many times, with its summary where it has one. */
    void repeat(String session, int times) {
        StreamId from = new StreamId(session);
        List<Entry> written = done(journal.readAll(
                from, all -> all.stream().map(JournalMaker::entry).toList()));
        Optional<byte[]> summary = done(journal.summaries(List.of(from))).get(0);
        for (int i = 0; i < times; i++) {
            String id = id();
            StreamId to = new StreamId(id);
            await(journal.append(to, written));
            entries += written.size();
            summary.ifPresent(body -> await(journal.summarize(to, written.size(), of(id, session, body))));
        }
        while (!waiting.isEmpty()) {
            var unused = done(waiting.remove());
        }
    }

    /** How many entries it has written. */
    long entries() {
        return entries;
    }

    private static Entry entry(StoredEntry stored) {
        return new Entry(stored.seq(), stored.type(), stored.body());
    }

    private static byte[] of(String id, String session, byte[] summary) {
        return new String(summary, StandardCharsets.UTF_8).replace(session, id).getBytes(StandardCharsets.UTF_8);
    }

    private String id() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return SessionId.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private void await(Future<Void> append) {
        waiting.add(append);
        if (waiting.size() >= WAITING_MAX) {
            var unused = done(waiting.remove());
        }
    }

    private static <T> T done(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }

    @Override
    public void close() {
        var unused = done(journal.close());
        folder.close();
    }
}
