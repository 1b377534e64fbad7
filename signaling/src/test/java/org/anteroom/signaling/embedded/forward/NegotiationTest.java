package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.sdp.Answer;
import org.anteroom.signaling.sdp.Fingerprint;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.sdp.Offer;
import org.junit.jupiter.api.Test;

/** Offers by a told clock: one at a time, changes coalesced, repeated when nobody answers. */
class NegotiationTest {
    private static final Set<SourceKind> VOICE_AND_FACE = Set.of(SourceKind.MICROPHONE, SourceKind.CAMERA);
    private static final Fingerprint FINGERPRINT = Fingerprint.of("sha-256", new byte[0]);

    private static final int FRAME_BYTES = 64 * 1024;

    private final Conference conference = new Conference(new ConferenceId("c"), new Random(1));
    private final List<MediaOffer> offers = new ArrayList<>();
    private final Endpoint ada = endpoint("ada", offers);

    private Endpoint endpoint(String name, List<MediaOffer> taken) {
        return new Endpoint(
                conference.id(),
                new EndpointId(name),
                new OfferFacts(1, "user", "password", FINGERPRINT, List.of(new Offer.Candidate("127.0.0.1", 9))),
                new ClosedOutlet(),
                new Endpoint.Observer() {
                    @Override
                    public void offered(Endpoint endpoint, MediaOffer offer) {
                        taken.add(offer);
                    }

                    @Override
                    public void violated(Endpoint endpoint, SourceKind kind) {
                        throw new AssertionError("Nobody sends anything");
                    }

                    @Override
                    public void heard(Endpoint endpoint, int audioLevel) {
                        throw new AssertionError("Nobody sends anything");
                    }

                    @Override
                    public void checkTransport(Endpoint endpoint, Answer answer) {
                        // Any transport will do.
                    }
                },
                reason -> {},
                new Endpoint.Bounds(64, 100),
                new Random(2),
                0);
    }

    /** A way out that leads nowhere. */
    private static final class ClosedOutlet implements Outlet {
        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public boolean sendRtp(Packet packet) {
            return false;
        }

        @Override
        public void sendRtcp(Packet packet) {
            throw new AssertionError("Nothing is sent by a closed way");
        }

        @Override
        public void waits() {
            throw new AssertionError("Nothing waits for a closed way");
        }

        @Override
        public void forget(int ssrc) {
            // There is nothing to forget.
        }
    }

    private static String answerTo(MediaOffer offer) {
        StringBuilder answer = new StringBuilder("v=0\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
                + "a=fingerprint:sha-256 " + FINGERPRINT.hex() + "\r\na=setup:active\r\n");
        offer.sdp()
                .lines()
                .filter(line -> line.matches("m=.*|a=mid:.*|a=(inactive|sendonly|recvonly)"))
                .map(line -> line.equals("a=sendonly") ? "a=recvonly" : line.equals("a=recvonly") ? "a=sendonly" : line)
                .forEach(line -> answer.append(line).append("\r\n"));
        return answer.toString();
    }

    private MediaOffer last() {
        return offers.get(offers.size() - 1);
    }

    @Test
    void changesWhileUnanswered_goIntoOneNextOffer() throws Exception {
        conference.join(ada, VOICE_AND_FACE, 0);
        conference.join(endpoint("bo", new ArrayList<>()), VOICE_AND_FACE, 10);
        conference.join(endpoint("cy", new ArrayList<>()), VOICE_AND_FACE, 20);
        assertThat(offers).hasSize(1);
        assertThat(last().sources()).isEmpty();
        Answer answer = ada.answer(1, answerTo(last()), 30);
        assertThat(answer.iceUser()).isEqualTo("abcd");
        assertThat(offers).hasSize(2);
        assertThat(last().generation()).isEqualTo(2);
        assertThat(last().sources().keySet()).containsExactlyInAnyOrder("3", "4", "5", "6");
        assertThat(last().own())
                .isEqualTo(Map.of(SourceKind.MICROPHONE, "0", SourceKind.CAMERA, "1", SourceKind.SCREEN, "2"));
    }

    /** As many as a conference takes by default. */
    @Test
    void theOfferToTheLastOfFifty_fitsIntoAFrame() throws Exception {
        for (int i = 1; i < 50; i++) {
            conference.join(endpoint("somebody" + i, new ArrayList<>()), VOICE_AND_FACE, 0);
        }
        conference.join(ada, VOICE_AND_FACE, 0);
        if (last().sources().isEmpty()) {
            var unused = ada.answer(1, answerTo(last()), 0);
        }
        assertThat(last().sources()).hasSize(98);
        JsonObject sources = new JsonObject();
        last().sources()
                .keySet()
                .forEach(mid -> sources.put(
                        mid,
                        new JsonObject()
                                .put("seat", "sea_0123456789abcdefghijkl")
                                .put("kind", "microphone")));
        JsonObject frame = new JsonObject().put("sdp", last().sdp()).put("sources", sources);
        assertThat(frame.encode().length()).isLessThan(FRAME_BYTES - 2_048);
    }

    @Test
    void anUnansweredOffer_isRepeatedAFewTimes_andOldAnswersAreStale() {
        conference.join(ada, VOICE_AND_FACE, 0);
        MediaOffer first = last();
        ada.negotiate(9_999);
        assertThat(offers).hasSize(1);
        for (long now = 10_000; now < 200_000; now += 1_000) {
            ada.negotiate(now);
        }
        assertThat(offers).hasSize(4);
        assertThatThrownBy(() -> ada.answer(1, answerTo(first), 200_000))
                .isInstanceOf(BadAnswerException.class)
                .hasMessageContaining("stale");
    }

    @Test
    void theScreensLines_comeAndGoWithItsPermission_andSlotsAreReusedByKind() throws Exception {
        conference.join(ada, VOICE_AND_FACE, 0);
        Endpoint bo = endpoint("bo", new ArrayList<>());
        conference.join(bo, VOICE_AND_FACE, 0);
        Answer first = ada.answer(1, answerTo(last()), 0);
        assertThat(first.lines()).hasSize(3);
        Answer second = ada.answer(2, answerTo(last()), 0);
        assertThat(second.lines()).hasSize(5);

        conference.allow(bo, Set.of(SourceKind.values()), 0);
        assertThat(last().sources()).containsEntry("5", new Invitation.Source(bo.id(), SourceKind.SCREEN));
        Answer third = ada.answer(3, answerTo(last()), 0);
        assertThat(third.lines()).hasSize(6);
        conference.allow(bo, VOICE_AND_FACE, 0);
        assertThat(last().sources()).doesNotContainKey("5");
        Answer fourth = ada.answer(4, answerTo(last()), 0);
        assertThat(fourth.lines()).hasSize(6);

        Endpoint cy = endpoint("cy", new ArrayList<>());
        conference.join(cy, VOICE_AND_FACE, 0);
        assertThat(last().sources())
                .containsEntry("5", new Invitation.Source(cy.id(), SourceKind.CAMERA))
                .containsEntry("6", new Invitation.Source(cy.id(), SourceKind.MICROPHONE));
    }

    @Test
    void sound_andFaceOfOneSender_shareAStream_whichOthersDoNot() throws Exception {
        conference.join(ada, VOICE_AND_FACE, 0);
        Endpoint bo = endpoint("bo", new ArrayList<>());
        conference.join(bo, Set.of(SourceKind.values()), 0);
        Answer first = ada.answer(1, answerTo(last()), 0);
        assertThat(first.lines()).hasSize(3);
        List<String> streams = last().sdp()
                .lines()
                .filter(line -> line.startsWith("a=msid:"))
                .map(line -> line.split(" ", -1)[0])
                .toList();
        assertThat(streams).hasSize(3);
        assertThat(streams.stream().distinct()).hasSize(2);
        assertThat(last().sdp()).doesNotContainPattern("\\b(bo|ada)\\b");
    }
}
