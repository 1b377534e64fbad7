package org.anteroom.signaling.embedded.forward;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.anteroom.signaling.EndpointId;

/**
 * Who speaks: loudness by RFC 6464 levels, smoothed over about a second; a challenger must be clearly louder for a while
 * before the floor changes, so that a cough does not take it. Time is told, never read.
 */
public final class DominantSpeaker {
    private static final int SILENCE_LEVEL = 127;
    private static final double SMOOTHING = 0.08;
    private static final double SPEECH = 30;
    private static final double CLEARLY_LOUDER = 1.3;
    private static final int DECISIONS_TO_WIN = 3;
    private static final long SILENT_FOR_GOOD_MS = 15_000;

    private final Map<EndpointId, Loudness> endpoints = new HashMap<>();
    private Optional<EndpointId> dominant = Optional.empty();
    private Optional<EndpointId> challenger = Optional.empty();
    private int won;
    private long lastSpeechMs;

    private static final class Loudness {
        private double score;
        private boolean heard;
    }

    /** @param level 0 (loudest) to 127 (silence), in -dBov */
    public void heard(EndpointId endpoint, int level) {
        Loudness loudness = endpoints.computeIfAbsent(endpoint, e -> new Loudness());
        loudness.score += SMOOTHING * (SILENCE_LEVEL - level - loudness.score);
        loudness.heard = true;
    }

    public void left(EndpointId endpoint) {
        endpoints.remove(endpoint);
        if (challenger.equals(Optional.of(endpoint))) {
            challenger = Optional.empty();
        }
    }

    /** Decides anew; to be called a few times a second. */
    public Optional<EndpointId> decide(long nowMs) {
        Optional<EndpointId> loudest = loudest();
        if (loudest.isPresent()) {
            lastSpeechMs = nowMs;
            contend(loudest.get());
        } else if (nowMs - lastSpeechMs > SILENT_FOR_GOOD_MS) {
            dominant = Optional.empty();
        }
        if (dominant.isPresent() && !endpoints.containsKey(dominant.get())) {
            dominant = Optional.empty();
        }
        return dominant;
    }

    private Optional<EndpointId> loudest() {
        Optional<EndpointId> loudest = Optional.empty();
        double best = SPEECH;
        for (Map.Entry<EndpointId, Loudness> entry : endpoints.entrySet()) {
            Loudness loudness = entry.getValue();
            if (!loudness.heard) {
                loudness.score /= 2;
            }
            loudness.heard = false;
            if (loudness.score > best) {
                best = loudness.score;
                loudest = Optional.of(entry.getKey());
            }
        }
        return loudest;
    }

    private void contend(EndpointId loudest) {
        if (dominant.equals(Optional.of(loudest))) {
            won = 0;
            return;
        }
        won = challenger.equals(Optional.of(loudest)) ? won + 1 : 1;
        challenger = Optional.of(loudest);
        boolean louder = dominant.isEmpty() || score(loudest) > CLEARLY_LOUDER * score(dominant.get());
        if (louder && won >= DECISIONS_TO_WIN) {
            dominant = challenger;
            won = 0;
        }
    }

    private double score(EndpointId endpoint) {
        return loudness(endpoint);
    }

    /** How loud it was of late, from 0 up. */
    double loudness(EndpointId endpoint) {
        Loudness loudness = endpoints.get(endpoint);
        return loudness == null ? 0 : loudness.score;
    }
}
