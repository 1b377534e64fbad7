package org.anteroom.signaling.colibri;

import java.util.Optional;

/**
 * Judges by what a bridge reports of an endpoint's line whether that carries pictures beside its sound: not after two
 * reports that it is thin, again once it was wide for a while. Reports that do not come any more decide nothing. Told the
 * time, it reads no clock.
 *
 * <p>A bridge estimates by what it sends, so that a line without pictures may be called thin for ever. One picture is tried
 * therefore after some time: the smallest, and where the line is not thin with that, the next larger, because a bridge sees
 * no more room than it has a use for.
 */
final class ThinLine {
    static final int THIN_KBPS = 150;
    static final int WIDE_KBPS = 250;
    static final long WIDE_FOR_MS = 10_000;
    /** Bridges report every ten seconds. */
    static final long STALE_MS = 15_000;
    /** How long there are no pictures before one is tried, doubled each time that the line did not hold. */
    static final long TRY_AFTER_MS = 30_000;

    static final long TRY_AFTER_MS_MAX = 300_000;
    /** What is reported sooner after a try began tells of the time before. */
    static final long JUDGED_AFTER_MS = 10_000;
    /** A line that carried everything for so long has held. */
    static final long HELD_MS = 60_000;

    private static final int REPORTS_TO_FALL = 2;

    private Phase phase = Phase.WHOLE;
    private Optional<Long> reportedMs = Optional.empty();
    private Optional<Long> wideSinceMs = Optional.empty();
    private Optional<Long> roseMs = Optional.empty();
    private int thin;
    private long fellMs;
    private long triedMs;
    private long waitMs = TRY_AFTER_MS;

    private enum Phase {
        WHOLE,
        SOUND_ALONE,
        SMALLEST_TRIED,
        LARGER_TRIED
    }

    /** Whether it carries all that is wished for, as far as anybody knows. */
    boolean carriesAll() {
        return phase == Phase.WHOLE;
    }

    /** How high the one picture may be that is tried, 0 where none is. */
    int triedHeight() {
        return switch (phase) {
            case SMALLEST_TRIED -> Constraints.SMALLEST;
            case LARGER_TRIED -> Constraints.MIDDLING;
            case WHOLE, SOUND_ALONE -> 0;
        };
    }

    /**
     * Takes what the bridge reports.
     *
     * @param flows whether any picture comes: a bridge that has none to send calls the best of lines thin
     */
    void reports(int kbps, boolean flows, long nowMs) {
        boolean goesOn = isFresh(nowMs);
        if (kbps >= THIN_KBPS) {
            thin = 0;
        } else {
            thin = goesOn ? thin + 1 : 1;
        }
        if (kbps <= WIDE_KBPS) {
            wideSinceMs = Optional.empty();
        } else if (!goesOn || wideSinceMs.isEmpty()) {
            wideSinceMs = Optional.of(nowMs);
        }
        reportedMs = Optional.of(nowMs);
        if (phase == Phase.SMALLEST_TRIED && nowMs - triedMs >= JUDGED_AFTER_MS) {
            if (thin > 0) {
                fall(flows, nowMs);
            } else {
                phase = Phase.LARGER_TRIED;
            }
        } else if (flows && (phase == Phase.WHOLE || phase == Phase.LARGER_TRIED) && thin >= REPORTS_TO_FALL) {
            fall(true, nowMs);
        }
    }

    /**
     * Goes on with the time.
     *
     * @param wished whether there is a picture to try
     */
    void look(boolean wished, long nowMs) {
        if (!isFresh(nowMs) || phase == Phase.WHOLE) {
            return;
        }
        if (wideSinceMs.filter(since -> nowMs - since >= WIDE_FOR_MS).isPresent()) {
            phase = Phase.WHOLE;
            roseMs = Optional.of(nowMs);
        } else if (!wished) {
            phase = Phase.SOUND_ALONE;
        } else if (phase == Phase.SOUND_ALONE && nowMs - fellMs >= waitMs) {
            phase = Phase.SMALLEST_TRIED;
            triedMs = nowMs;
        }
    }

    /** What was reported so far may be another by now. */
    void forget() {
        reportedMs = Optional.empty();
        wideSinceMs = Optional.empty();
        thin = 0;
    }

    private boolean isFresh(long nowMs) {
        return reportedMs.filter(at -> nowMs - at <= STALE_MS).isPresent();
    }

    /** @param judged whether it was by a picture that came */
    private void fall(boolean judged, long nowMs) {
        boolean held = phase == Phase.WHOLE
                && roseMs.filter(at -> nowMs - at < HELD_MS).isEmpty();
        if (held) {
            waitMs = TRY_AFTER_MS;
        } else if (judged) {
            waitMs = Math.min(TRY_AFTER_MS_MAX, 2 * waitMs);
        }
        phase = Phase.SOUND_ALONE;
        fellMs = nowMs;
    }
}
