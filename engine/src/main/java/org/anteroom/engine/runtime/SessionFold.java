package org.anteroom.engine.runtime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.anteroom.engine.journal.FoldListener;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.program.AuditTrail;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SessionId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a start makes of the journal, stream by stream: sessions at work are folded at once, and of those that are over a
 * few words are kept, so that no decoded stream waits in memory. It is filled on the journal's thread, and read when the
 * fold is done.
 */
final class SessionFold implements FoldListener {
    private static final Logger LOG = LoggerFactory.getLogger(SessionFold.class);

    private final int stepsMax;
    private final Set<String> otherPrefixes;
    private final Map<StreamId, List<StoredEntry>> others = new LinkedHashMap<>();
    private final Map<StreamId, List<StoredEntry>> programs = new LinkedHashMap<>();
    private final List<FoldedSession> sessions = new ArrayList<>();
    private final List<OverSession> over = new ArrayList<>();
    private final List<SessionId> summarized = new ArrayList<>();
    private final Queue<OverSessions.Unsummarized> unsummarized = new ArrayDeque<>();
    private final Map<StreamId, Long> trails = new LinkedHashMap<>();
    private final Map<StreamId, RuntimeException> undecodable = new LinkedHashMap<>();
    private final List<StreamId> quarantined = new ArrayList<>();
    private long missing;
    private boolean headsChanged;

    /**
     * @param stepsMax how many of its last steps a session at work keeps
     * @param otherPrefixes how the streams begin that are kept as they are, for somebody else
     */
    SessionFold(int stepsMax, Set<String> otherPrefixes) {
        this.stepsMax = stepsMax;
        this.otherPrefixes = Set.copyOf(otherPrefixes);
    }

    @Override
    public void onStream(StreamId stream, List<StoredEntry> entries) {
        if (stream.value().startsWith(ProgramId.PREFIX)) {
            programs.put(stream, entries);
        } else if (stream.value().startsWith(AuditTrail.PREFIX)) {
            trails.put(stream, entries.get(entries.size() - 1).seq());
        } else if (stream.value().startsWith(SessionId.PREFIX)) {
            try {
                onSession(FoldedSession.of(new SessionId(stream.value()), entries, stepsMax));
            } catch (RuntimeException e) {
                undecodable.put(stream, e);
            }
        } else if (isOthers(stream)) {
            others.put(stream, entries);
        }
    }

    private boolean isOthers(StreamId stream) {
        return otherPrefixes.stream().anyMatch(stream.value()::startsWith);
    }

    private void onSession(FoldedSession session) {
        if (session.state().phase().isOver()) {
            over.add(OverSession.of(session.state()));
            unsummarized.add(new OverSessions.Unsummarized(session.state(), session.attended()));
        } else {
            sessions.add(session);
        }
    }

    @Override
    public boolean onSummary(StreamId stream, long seq, byte[] body) {
        if (stream.value().startsWith(AuditTrail.PREFIX) || isOthers(stream)) {
            // Whose stream it is says by the summary that it is over.
            return true;
        }
        if (!stream.value().startsWith(SessionId.PREFIX)) {
            return false;
        }
        return SessionSummary.decodeOver(new SessionId(stream.value()), body)
                .map(session -> {
                    over.add(session);
                    summarized.add(session.id());
                    return true;
                })
                .orElse(false);
    }

    @Override
    public void onQuarantined(StreamId stream, String reasonWord, long entryRow) {
        LOG.error("Stream {} is quarantined: {} at row {} of table entry", stream, reasonWord, entryRow);
        quarantined.add(stream);
    }

    @Override
    public void onHeadsChanged() {
        LOG.error("The journal is not as it was left: streams were put back to an older state, or are forgotten");
        headsChanged = true;
    }

    @Override
    public void onStreamsMissing(long count) {
        LOG.error("{} streams that the journal knew are missing from it", count);
        missing = count;
    }

    Map<StreamId, List<StoredEntry>> programs() {
        return programs;
    }

    /** The streams that are somebody else's, as they are. */
    Map<StreamId, List<StoredEntry>> others() {
        return others;
    }

    /** Days of audit trails that were read, with where they end. */
    Map<StreamId, Long> trails() {
        return trails;
    }

    /** The sessions that are not over. */
    List<FoldedSession> sessions() {
        return sessions;
    }

    List<OverSession> over() {
        return over;
    }

    /** Those that are over whose streams were not read, for they have a summary. */
    List<SessionId> summarized() {
        return summarized;
    }

    /** Those that are over and have no summary yet. */
    Queue<OverSessions.Unsummarized> unsummarized() {
        return unsummarized;
    }

    /** Streams that are sound and that this release cannot fold, with why. */
    Map<StreamId, RuntimeException> undecodable() {
        return undecodable;
    }

    List<StreamId> quarantined() {
        return quarantined;
    }

    /** Whether the journal does not end where it was left. */
    boolean headsChanged() {
        return headsChanged;
    }

    /** How many streams the journal knew and does not find. */
    long missing() {
        return missing;
    }
}
