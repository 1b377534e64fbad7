package org.anteroom.signaling.embedded.rtp;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is missing of one incoming stream, and when to ask for it again (RFC 4585, section 6.2.1). */
public final class NackTracker {
    private static final int MISSING_MAX = 256;
    private static final int TRIES_MAX = 6;
    private static final long RETRY_MS = 80;
    private static final long SLACK_MS = 10;

    private final Map<Integer, Asked> missing = new LinkedHashMap<>();
    private boolean started;
    private boolean beyondRepair;
    private int highest;

    private static final class Asked {
        private int tries;
        private long lastMs;
    }

    /** Notes an arrival; a packet that was missing no longer is. */
    public void received(int sequence) {
        if (!started) {
            started = true;
            highest = sequence;
            return;
        }
        int ahead = Bytes.ahead(sequence, highest);
        if (ahead <= 0) {
            missing.remove(sequence);
            return;
        }
        if (ahead > MISSING_MAX || missing.size() + ahead - 1 > MISSING_MAX) {
            missing.clear();
            beyondRepair = true;
        } else {
            for (int i = 1; i < ahead; i++) {
                missing.put((highest + i) & 0xFFFF, new Asked());
            }
        }
        highest = sequence;
    }

    public boolean isMissing(int sequence) {
        return missing.containsKey(sequence);
    }

    /** The numbers to ask for now; each is asked for a few times, a round trip apart, and then given up. */
    public List<Integer> due(long nowMs, int roundTripMs) {
        if (missing.isEmpty()) {
            return List.of();
        }
        List<Integer> due = new ArrayList<>();
        for (Iterator<Map.Entry<Integer, Asked>> i = missing.entrySet().iterator(); i.hasNext(); ) {
            Map.Entry<Integer, Asked> entry = i.next();
            Asked asked = entry.getValue();
            if (asked.tries > 0 && nowMs - asked.lastMs < Math.max(RETRY_MS, roundTripMs + SLACK_MS)) {
                continue;
            }
            if (asked.tries >= TRIES_MAX) {
                i.remove();
                beyondRepair = true;
                continue;
            }
            asked.tries++;
            asked.lastMs = nowMs;
            due.add(entry.getKey());
        }
        return due;
    }

    /** Whether something was lost for good since the last call, so that only a key frame helps. */
    public boolean takeBeyondRepair() {
        boolean taken = beyondRepair;
        beyondRepair = false;
        return taken;
    }

    /** Forgets everything: what follows is a new run. */
    public void reset() {
        missing.clear();
        started = false;
        beyondRepair = false;
    }
}
