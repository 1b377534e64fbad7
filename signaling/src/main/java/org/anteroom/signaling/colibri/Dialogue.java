package org.anteroom.signaling.colibri;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.Answer;
import org.anteroom.signaling.sdp.AnswerReader;
import org.anteroom.signaling.sdp.Codecs;
import org.anteroom.signaling.sdp.MediaDirection;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.sdp.Offer;
import org.anteroom.signaling.sdp.OfferWriter;

/**
 * The offers to one endpoint, one at a time (RFC 8829, section 4.1.8): what changes while one is unanswered goes into
 * the next. Fixed order: own microphone, camera, screen, then a line for each slot. Told the time, it reads no clock.
 */
final class Dialogue {
    private static final long ANSWER_WITHIN_MS = 10_000;
    private static final int REPEATS_MAX = 3;

    private final ColibriEndpoint endpoint;
    private final long sessionId;
    private final boolean layered;
    private final String feedbackStream;
    private Optional<Offer> outstanding = Optional.empty();
    private int generation;
    private long offeredMs;
    private boolean changed = true;
    private int repeats;

    /** @param layered whether it is asked for its camera in several sizes at once */
    Dialogue(ColibriEndpoint endpoint, long sessionId, boolean layered, String feedbackStream) {
        this.endpoint = endpoint;
        this.sessionId = sessionId;
        this.layered = layered;
        this.feedbackStream = feedbackStream;
    }

    /** Something of what the offer says is different now. */
    void change() {
        changed = true;
        repeats = 0;
    }

    /** The next offer, if there is something new to say and nothing outstanding, or what is waited too long. */
    Optional<MediaOffer> next(long nowMs) {
        boolean overdue = outstanding.isPresent() && nowMs - offeredMs >= ANSWER_WITHIN_MS && repeats < REPEATS_MAX;
        if (endpoint.isSilenced() || !(overdue || (outstanding.isEmpty() && changed))) {
            return Optional.empty();
        }
        repeats += overdue ? 1 : 0;
        changed = false;
        generation++;
        offeredMs = nowMs;
        Offer offer = offer();
        outstanding = Optional.of(offer);
        return Optional.of(new MediaOffer(
                generation,
                OfferWriter.write(offer),
                own(),
                sources(),
                layered ? Set.of(SourceKind.CAMERA) : Set.of()));
    }

    /** Reads the answer to the outstanding offer; any other is stale. */
    Answer read(int answered, String sdp) throws BadAnswerException {
        Offer offer = outstanding.orElseThrow(() -> new BadAnswerException("No offer waits for an answer"));
        if (answered != generation) {
            throw new BadAnswerException("The answer is stale: a newer offer was made");
        }
        return AnswerReader.read(offer, sdp);
    }

    /** The answer was taken: the next offer may go out. */
    void taken() {
        outstanding = Optional.empty();
        repeats = 0;
    }

    private static Map<SourceKind, String> own() {
        Map<SourceKind, String> own = new EnumMap<>(SourceKind.class);
        for (SourceKind kind : SourceKind.values()) {
            own.put(kind, Integer.toString(own.size()));
        }
        return own;
    }

    private Map<String, Invitation.Source> sources() {
        Map<String, Invitation.Source> sources = new HashMap<>();
        endpoint.receives()
                .forEach((mid, remote) -> sources.put(mid, new Invitation.Source(remote.endpoint(), remote.kind())));
        return sources;
    }

    private Offer offer() {
        Created bridge = endpoint.created();
        List<Offer.Line> lines = new ArrayList<>();
        lines.add(new Offer.Line(false, 1, MediaDirection.SENDRECV, feedback("a0", bridge.audioSsrc())));
        lines.add(new Offer.Line(
                true, layered ? Codecs.LAYERS.size() : 1, MediaDirection.SENDRECV, feedback("v0", bridge.videoSsrc())));
        lines.add(new Offer.Line(
                true,
                endpoint.may(SourceKind.SCREEN) ? MediaDirection.RECVONLY : MediaDirection.INACTIVE,
                Optional.empty()));
        for (Slot slot : endpoint.slots()) {
            lines.add(new Offer.Line(
                    slot.isVideo(),
                    slot.remote().isPresent() ? MediaDirection.SENDONLY : MediaDirection.INACTIVE,
                    slot.remote().map(Slot.Remote::stream)));
        }
        return new Offer(
                sessionId,
                generation,
                Offer.Manner.FULL,
                bridge.iceUser(),
                bridge.icePassword(),
                bridge.fingerprint(),
                bridge.candidates(),
                lines);
    }

    /** The bridge's own voice on a line: no sound or picture, but its reports need a name. */
    private Optional<Offer.Stream> feedback(String track, int ssrc) {
        return Optional.of(new Offer.Stream(feedbackStream, track, ssrc, 0));
    }
}
