package org.anteroom.engine.journal.sqlite;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.anteroom.engine.journal.JournalException;
import org.anteroom.engine.journal.JournalLimits;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.vault.Vault;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that writes: takes what waits, commits it as a group, answers each append. */
final class JournalWriter {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    private static final StreamId PROBE = new StreamId("sys");

    private final JournalDatabase database;
    private final Vault vault;
    private final JournalLimits limits;
    private final InstantSource clock;
    private final Quarantine quarantine;
    private final AppendQueue queue;
    private final Commits commits;
    private final Promise<Void> ended = Promise.promise();
    private final Thread thread;
    private final AtomicBoolean probing = new AtomicBoolean();
    /** Written by the writer's thread alone. */
    private volatile boolean refused;

    private @Nullable GroupCommit open;

    JournalWriter(
            JournalDatabase database,
            Vault vault,
            JournalLimits limits,
            InstantSource clock,
            Quarantine quarantine,
            Commits commits) {
        this.database = database;
        this.vault = vault;
        this.limits = limits;
        this.clock = clock;
        this.quarantine = quarantine;
        this.commits = commits;
        this.queue = new AppendQueue(limits);
        this.thread = new Thread(this::run, "journal-writer");
    }

    void start() {
        thread.start();
    }

    void append(Append append) {
        queue.offer(append);
    }

    /** Whether the last commit was taken; where not, a probe is on its way. */
    boolean takesWrites() {
        if (refused && probing.compareAndSet(false, true)) {
            try {
                queue.offer(new Append(PROBE, List.of(), Optional.empty(), 0, new Completion<>()));
            } catch (JournalUnavailableException e) {
                probing.set(false);
            }
        }
        return !refused;
    }

    Future<Void> close() {
        queue.close();
        return ended.future();
    }

    private void run() {
        try {
            List<Append> group = queue.takeGroup();
            while (!group.isEmpty()) {
                write(group);
                // A commit that failed may be on disk all the same.
                commits.made();
                if (group.stream().anyMatch(Append::isProbe)) {
                    probing.set(false);
                }
                group = queue.takeGroup();
            }
        } catch (InterruptedException e) {
            LOG.error("The journal's writer was interrupted; nothing more is written");
            queue.close();
        }
        reset();
        ended.complete();
    }

    private void write(List<Append> group) {
        List<Append> added = new ArrayList<>(group.size());
        try {
            GroupCommit commit = commit();
            commit.begin();
            for (Append append : group) {
                if (add(commit, append)) {
                    added.add(append);
                }
            }
            commit.commit();
            if (!added.isEmpty()) {
                refused = false;
            }
        } catch (SQLException | RuntimeException e) {
            LOG.error("A group of {} appends was not written: {}", group.size(), e.getMessage());
            refused = true;
            reset();
            JournalUnavailableException failure = new JournalUnavailableException("The store did not write", e);
            group.forEach(append -> append.completion().fail(failure));
            return;
        }
        added.forEach(append -> append.completion().complete(Promise::complete));
    }

    /** Whether the append is part of the group; where not, it has its answer. */
    private static boolean add(GroupCommit commit, Append append) throws SQLException {
        try {
            if (append.isProbe()) {
                commit.probe();
            } else {
                commit.add(append);
            }
            return true;
        } catch (JournalException e) {
            append.completion().fail(e);
            return false;
        }
    }

    private GroupCommit commit() throws SQLException {
        GroupCommit current = open;
        if (current == null) {
            current = new GroupCommit(database.writer(), vault, clock, quarantine, limits.streamsCachedMax());
            open = current;
        }
        return current;
    }

    private void reset() {
        GroupCommit current = open;
        open = null;
        if (current == null) {
            return;
        }
        try {
            current.close();
        } catch (SQLException e) {
            LOG.warn("A connection to the journal did not close: {}", e.getMessage());
        }
    }
}
