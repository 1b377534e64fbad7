package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.MediaWish;

/**
 * Which layer of each picture one receiver is sent: by what it shows, and by what its line carries. Less at once, more
 * only some time after it was less. On the event loop only.
 */
final class Reception {
    private static final double FOR_PICTURES = 0.95;
    private static final double WANTED = 1.3;
    private static final long SPARE_TO_REPEAT_BPS = 60_000;
    /** What one voice takes of a line: kept for whoever speaks next while nobody does. */
    private static final long VOICE_BPS = 50_000;
    /** A line with less than this beside its sound carries sound alone; somewhat less where it carries a picture now. */
    private static final long PICTURES_BPS_MIN = 60_000;

    private static final long PICTURES_GO_ON_BPS = 50_000;

    private static final int TOLD_STEP_PERCENT = 20;
    private static final long TOLD_STEP_MS = 2_000;

    private static final MediaSent.Picture UNHEARD = new MediaSent.Picture(0, true, Optional.empty());
    private static final MediaSent NOTHING_TOLD = new MediaSent(Map.of(), Optional.of(0));

    private final Downlink downlink;
    private final Wishes wishes = new Wishes();
    private final Map<OutgoingStream, Long> lowered = new HashMap<>();
    private MediaSent told = NOTHING_TOLD;
    private boolean repeats;
    private long toldMs;

    Reception(Downlink downlink) {
        this.downlink = downlink;
    }

    void wish(MediaWish wish) {
        if (wishes.isUnsaid()) {
            told = NOTHING_TOLD;
        }
        wishes.say(wish);
    }

    /** Whether a layer of this index would be of use to this receiver. */
    boolean wants(IncomingSource source, int layer) {
        int height = wishes.height(source.owner(), source.kind());
        return height > 0 && layer <= Ladder.fitting(source, height);
    }

    /**
     * Chooses anew; several times a second.
     *
     * @param streams by mid, those of video
     * @param sounds the same, of sound
     */
    void allocate(
            Map<String, OutgoingStream> streams,
            Map<String, OutgoingStream> sounds,
            Optional<EndpointId> speaker,
            long nowMs) {
        lowered.keySet().retainAll(streams.values());
        List<OutgoingStream> wanted = new ArrayList<>();
        List<Ladder> ladders = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        for (OutgoingStream stream : streams.values()) {
            if (stream.isLive() && stream.source().isForwarding()) {
                IncomingSource source = stream.source();
                Ladder ladder = Ladder.of(source, wishes.height(source.owner(), source.kind()), nowMs);
                wanted.add(stream);
                ladders.add(ladder);
                claims.add(claim(stream, ladder, speaker, nowMs));
            }
        }
        long ideal = 0;
        long first = 0;
        for (Claim claim : claims) {
            ideal += claim.idealCost();
            first = Math.max(first, claim.firstCost());
        }
        long bps = (long) (FOR_PICTURES * downlink.estimator().bps(nowMs));
        long sound = Math.max(sounds.isEmpty() ? 0 : VOICE_BPS, downlink.soundBps(nowMs));
        long repetition = downlink.repetitionBps(nowMs);
        boolean loses = false;
        for (OutgoingStream stream : sounds.values()) {
            loses |= stream.lossReported(nowMs) > 0;
        }
        // Where sound is lost, its repetition goes before all but a small picture; else it takes only what pictures
        // leave.
        long spare = bps - sound - repetition - (loses ? first : ideal);
        repeats = spare > (repeats ? 0 : SPARE_TO_REPEAT_BPS);
        sounds.values().forEach(stream -> stream.repeat(repeats));
        long left = bps - sound - (repeats ? repetition : 0);
        boolean carries = false;
        for (OutgoingStream stream : wanted) {
            carries |= stream.target().isPresent();
        }
        boolean room = left >= (carries ? PICTURES_GO_ON_BPS : PICTURES_BPS_MIN);
        Allocation.divide(claims, room ? left : 0);
        for (int i = 0; i < claims.size(); i++) {
            apply(wanted.get(i), ladders.get(i), claims.get(i), nowMs);
        }
        downlink.want((long) (WANTED * (ideal + sound + repetition)));
    }

    private Claim claim(OutgoingStream stream, Ladder ladder, Optional<EndpointId> speaker, long nowMs) {
        IncomingSource source = stream.source();
        int height = wishes.height(source.owner(), source.kind());
        Claim.Rank rank = wishes.rank(source.owner(), source.kind(), speaker);
        long since = nowMs - lowered.getOrDefault(stream, Long.MIN_VALUE / 2);
        int before = at(stream, ladder);
        return new Claim(rank, height, ladder.costs(), ladder.thin(), before, since);
    }

    private static int at(OutgoingStream stream, Ladder ladder) {
        return stream.target().map(layer -> ladder.at(layer, stream.temporal())).orElse(-1);
    }

    private void apply(OutgoingStream stream, Ladder ladder, Claim claim, long nowMs) {
        int before = at(stream, ladder);
        int chosen = claim.chosen();
        if (chosen < before && claim.ideal() > chosen) {
            lowered.put(stream, nowMs);
        }
        if (chosen < 0) {
            stream.hold();
        } else {
            Ladder.Step step = ladder.steps().get(chosen);
            stream.select(step.layer(), step.temporal());
        }
    }

    /** What it is sent now, when that is worth telling. */
    Optional<MediaSent> news(Map<String, OutgoingStream> streams, Map<String, OutgoingStream> sounds, long nowMs) {
        Map<String, MediaSent.Picture> pictures = new HashMap<>();
        sounds.forEach((mid, stream) -> {
            if (stream.isLive() && stream.source().isUnheard(nowMs)) {
                pictures.put(mid, UNHEARD);
            }
        });
        streams.forEach((mid, stream) -> {
            if (stream.isLive()) {
                pictures.put(mid, picture(stream, nowMs));
            }
        });
        int kbps = (int) (downlink.estimator().bps(nowMs) / 1000);
        int before = told.estimateKbps().orElse(0);
        boolean moved = Math.abs(kbps - before) * 100 > TOLD_STEP_PERCENT * before;
        if (pictures.equals(told.pictures()) && (!moved || nowMs - toldMs < TOLD_STEP_MS)) {
            return Optional.empty();
        }
        told = new MediaSent(pictures, Optional.of(kbps));
        toldMs = nowMs;
        return pictures.isEmpty() ? Optional.empty() : Optional.of(told);
    }

    private MediaSent.Picture picture(OutgoingStream stream, long nowMs) {
        IncomingSource source = stream.source();
        if (!source.isForwarding()) {
            return new MediaSent.Picture(0, true, Optional.of(MediaSent.Why.RIGHTS));
        }
        int wanted = wishes.height(source.owner(), source.kind());
        if (wanted == 0) {
            return new MediaSent.Picture(0, true, Optional.of(MediaSent.Why.WISH));
        }
        if (!source.flows(nowMs)) {
            return new MediaSent.Picture(0, true, Optional.of(MediaSent.Why.SENDER));
        }
        if (stream.target().isEmpty()) {
            return new MediaSent.Picture(0, true, Optional.of(MediaSent.Why.LINE));
        }
        IncomingLayer target = stream.target().get();
        int fitting = Ladder.fitting(source, wanted);
        Optional<MediaSent.Why> why = Optional.empty();
        if (target.index() < fitting) {
            boolean comes = source.layers().get(target.index() + 1).flows(nowMs);
            why = Optional.of(comes ? MediaSent.Why.LINE : MediaSent.Why.SENDER);
        } else if (stream.temporal() < target.temporalTop(nowMs)) {
            why = Optional.of(MediaSent.Why.LINE);
        }
        return new MediaSent.Picture(target.height(), false, why);
    }
}
