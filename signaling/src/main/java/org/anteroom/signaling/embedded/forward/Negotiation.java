package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.Answer;
import org.anteroom.signaling.sdp.AnswerReader;
import org.anteroom.signaling.sdp.MediaDirection;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.sdp.Offer;
import org.anteroom.signaling.sdp.OfferWriter;

/**
 * The offers to one endpoint, one at a time (RFC 8829, section 4.1.8): what changes while one is unanswered goes into
 * the next. An offer that stays unanswered is made anew a few times.
 */
final class Negotiation {
    /** How long an answer may take. */
    static final long ANSWER_WITHIN_MS = 10_000;

    private static final int REPEATS_MAX = 3;
    /** The mid of the first slot; those before it are the endpoint's own. */
    static final int FIRST_RECEIVING_MID = SourceKind.values().length;

    private final Endpoint endpoint;
    private final OfferFacts facts;
    private final Consumer<MediaOffer> offers;
    private int generation;
    private Optional<Offered> outstanding = Optional.empty();
    private boolean changed;
    private boolean stopped;
    private int repeats;

    /** An offer that waits for its answer, with the streams that it named by slot. */
    private record Offered(Offer offer, List<Optional<OutgoingStream>> streams, long atMs) {}

    Negotiation(Endpoint endpoint, OfferFacts facts, Consumer<MediaOffer> offers) {
        this.endpoint = endpoint;
        this.facts = facts;
        this.offers = offers;
    }

    /** Something of what the offer says is different now. */
    void change() {
        changed = true;
        repeats = 0;
    }

    /** No more offers. */
    void stop() {
        stopped = true;
    }

    /** Offers if there is something new to say and nothing outstanding, or if the outstanding offer waited too long. */
    void proceed(long nowMs) {
        boolean overdue = outstanding.isPresent()
                && nowMs - outstanding.get().atMs() >= ANSWER_WITHIN_MS
                && repeats < REPEATS_MAX;
        boolean due = overdue || (outstanding.isEmpty() && changed);
        if (stopped || !due) {
            return;
        }
        repeats += overdue ? 1 : 0;
        offer(nowMs);
    }

    private void offer(long nowMs) {
        changed = false;
        generation++;
        List<Offer.Line> lines = new ArrayList<>();
        Map<SourceKind, String> own = new EnumMap<>(SourceKind.class);
        for (SourceKind kind : SourceKind.values()) {
            own.put(kind, Integer.toString(lines.size()));
            boolean receives =
                    kind != SourceKind.SCREEN || endpoint.source(kind).isAllowed();
            lines.add(new Offer.Line(
                    kind != SourceKind.MICROPHONE,
                    IncomingSource.layersOf(kind),
                    receives ? MediaDirection.RECVONLY : MediaDirection.INACTIVE,
                    Optional.empty()));
        }
        List<Optional<OutgoingStream>> streams = new ArrayList<>();
        Map<String, Invitation.Source> sources = new HashMap<>();
        for (Slot slot : endpoint.slots()) {
            slot.stream().ifPresent(stream -> sources.put(Integer.toString(lines.size()), remote(stream.source())));
            lines.add(new Offer.Line(
                    slot.isVideo(),
                    slot.isFree() ? MediaDirection.INACTIVE : MediaDirection.SENDONLY,
                    slot.stream().map(OutgoingStream::names)));
            streams.add(slot.stream());
        }
        Offer offer = new Offer(
                facts.sessionId(),
                generation,
                facts.iceUser(),
                facts.icePassword(),
                facts.fingerprint(),
                facts.candidates(),
                lines);
        outstanding = Optional.of(new Offered(offer, streams, nowMs));
        offers.accept(new MediaOffer(generation, OfferWriter.write(offer), own, sources));
    }

    private static Invitation.Source remote(IncomingSource source) {
        return new Invitation.Source(source.owner(), source.kind());
    }

    /** Takes the answer to the outstanding offer; any other is stale. Nothing has changed when it throws. */
    Answer answer(int answered, String sdp) throws BadAnswerException {
        Offered offered = outstanding.orElseThrow(() -> new BadAnswerException("No offer waits for an answer"));
        if (answered != generation) {
            throw new BadAnswerException("The answer is stale: a newer offer was made");
        }
        Answer answer = AnswerReader.read(offered.offer(), sdp);
        endpoint.checkTransport(answer);
        outstanding = Optional.empty();
        repeats = 0;
        if (answer.reportsArrivals().isPresent()) {
            endpoint.downlink().estimator().measure(answer.reportsArrivals().get());
        }
        int mid = 0;
        for (SourceKind kind : SourceKind.values()) {
            Answer.Line line = answer.lines().get(mid++);
            endpoint.uplink().declare(kind, line);
        }
        for (int i = 0; i < offered.streams().size(); i++) {
            Answer.Line line = answer.lines().get(FIRST_RECEIVING_MID + i);
            offered.streams()
                    .get(i)
                    .ifPresent(stream -> stream.setLive(line.direction().receives(), line.twice()));
        }
        return answer;
    }
}
