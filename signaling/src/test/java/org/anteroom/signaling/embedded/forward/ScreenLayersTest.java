package org.anteroom.signaling.embedded.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaSent;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.RtpPacket;
import org.anteroom.signaling.embedded.rtp.Vp8Descriptor;
import org.anteroom.signaling.sdp.Codecs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A screen that comes sharp and small, by a told clock. */
class ScreenLayersTest {
    private static final Set<SourceKind> WITHOUT_SCREEN = Set.of(SourceKind.MICROPHONE, SourceKind.CAMERA);
    private static final int[] HEIGHTS = {540, 1080};
    /** At five frames a second: 160 kbit/s and 2 Mbit/s. */
    private static final int[] PACKETS = {4, 50};

    private final Conference conference = new Conference(new ConferenceId("c"), new Random(1));
    private final PaperPeer ada = new PaperPeer(conference, "ada", true, true);
    private final PaperPeer bo = new PaperPeer(conference, "bo", false, false);
    private final PaperPeer cy = new PaperPeer(conference, "cy", false, false);
    private final Map<EndpointId, MediaSent> told = new HashMap<>();
    private final Map<PaperPeer, Integer> heights = new HashMap<>();
    private final int[] sequences = {7, 700};
    private long nowMs = 1_000_000;
    private int picture;

    @BeforeEach
    void share() {
        for (PaperPeer peer : List.of(ada, bo, cy)) {
            conference.join(peer.endpoint, WITHOUT_SCREEN, nowMs);
        }
        List.of(ada, bo, cy).forEach(peer -> peer.settle(nowMs));
        conference.allow(ada.endpoint, Set.of(SourceKind.values()), nowMs);
        List.of(ada, bo, cy).forEach(peer -> peer.settle(nowMs));
        for (PaperPeer peer : List.of(bo, cy)) {
            Vp8Descriptor shape = new Vp8Descriptor();
            peer.take((packet, bytes) -> {
                if (packet.payloadType() == Codecs.VP8 && shape.read(packet) && shape.beginsKeyFrame()) {
                    heights.put(peer, shape.height());
                }
            });
        }
    }

    private static RtpPacket packet(String layer, int ssrc, int sequence, int timestamp, byte[] load) {
        Map<Integer, String> names = Map.of(Codecs.MID_ID, "2", Codecs.LAYER_ID, layer);
        return PaperPeer.rtp(ssrc, Codecs.VP8, sequence & 0xFFFF, timestamp, names, load);
    }

    /** Shares for some seconds: five pictures a second in the first layers, each a key frame. */
    private void run(int seconds, int layers) {
        for (int i = 0; i < 5 * seconds; i++) {
            picture++;
            for (int layer = 0; layer < layers; layer++) {
                for (int j = 0; j < PACKETS[layer]; j++) {
                    byte[] load = PaperPeer.vp8(j == 0, true, picture, picture, HEIGHTS[layer], 1_000);
                    ada.endpoint.rtp(
                            packet(Codecs.LAYERS.get(layer), 20 + layer, sequences[layer]++, picture * 18_000, load),
                            nowMs * 1000);
                }
            }
            for (int step = 0; step < 40; step++) {
                nowMs += 5;
                List.of(bo, cy).forEach(peer -> peer.endpoint.pace(nowMs * 1000));
            }
            conference.allocate(nowMs, (endpoint, sent) -> told.put(endpoint.id(), sent));
        }
    }

    /** The receiver says how much its line carries. */
    private void carries(PaperPeer peer, int kbps) {
        byte[] remb = new byte[24];
        remb[0] = (byte) 0x8F;
        remb[1] = (byte) 206;
        remb[3] = 5;
        remb[12] = 'R';
        remb[13] = 'E';
        remb[14] = 'M';
        remb[15] = 'B';
        remb[16] = 1;
        Bytes.put32(remb, 16, 1 << 24 | 10 << 18 | kbps);
        assertThat(peer.endpoint.rtcp(remb, 0, 24, nowMs * 1000)).isTrue();
    }

    private MediaSent.Picture toldOfScreen(PaperPeer peer) {
        MediaSent sent = told.getOrDefault(peer.endpoint.id(), new MediaSent(Map.of(), Optional.empty()));
        return sent.pictures().values().stream()
                .filter(one -> one.height() > 360 || one.why().equals(Optional.of(MediaSent.Why.LINE)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whoHasAThinLine_isSentTheSmallOne_andTheOthersTheSharpOne() {
        carries(bo, 400);
        run(3, 2);
        carries(bo, 400);
        run(2, 2);
        assertThat(heights).containsEntry(bo, 540).containsEntry(cy, 1080);
        assertThat(toldOfScreen(bo)).isEqualTo(new MediaSent.Picture(540, false, Optional.of(MediaSent.Why.LINE)));
        assertThat(toldOfScreen(cy)).isEqualTo(new MediaSent.Picture(1080, false, Optional.empty()));
        for (int i = 0; i < 8; i++) {
            carries(bo, 6_000);
            run(2, 2);
        }
        assertThat(heights).containsEntry(bo, 1080);
    }

    @Test
    void whereTheSharpOneIsHeldBackByItsSender_theSmallOneIsSent() {
        run(3, 2);
        assertThat(heights).containsEntry(cy, 1080);
        run(2, 1);
        assertThat(heights).containsEntry(cy, 540);
        run(2, 2);
        assertThat(heights).containsEntry(cy, 1080);
    }

    private List<Map<SourceKind, Integer>> demanded() {
        List<Map<SourceKind, Integer>> demanded = new ArrayList<>();
        conference.demand((endpoint, layers) -> {
            if (endpoint == ada.endpoint) {
                demanded.add(layers);
            }
        });
        return demanded;
    }

    private void shows(PaperPeer peer, int screen) {
        peer.endpoint.wish(new MediaWish(List.of(), Map.of(), screen, true));
    }

    @Test
    void whatNobodyShowsOfAScreen_isNotDemanded() {
        run(1, 2);
        shows(bo, 1080);
        shows(cy, 360);
        assertThat(demanded()).containsExactly(Map.of(SourceKind.CAMERA, 0, SourceKind.SCREEN, 2));
        shows(bo, 400);
        assertThat(demanded()).containsExactly(Map.of(SourceKind.CAMERA, 0, SourceKind.SCREEN, 1));
        shows(bo, 0);
        shows(cy, 0);
        assertThat(demanded()).containsExactly(Map.of(SourceKind.CAMERA, 0, SourceKind.SCREEN, 0));
    }

    @Test
    void aThirdLayerOfAScreen_isNobodys() {
        ada.toleratesViolations = true;
        ada.endpoint.rtp(packet("3", 22, 1, 1, PaperPeer.vp8(true, true, 1, 1, 180, 100)), nowMs * 1000);
        assertThat(ada.dropped).containsExactly(DropReason.UNDECLARED_SSRC);
    }

    @Test
    void layersOfAScreenThatMayNotBeShared_areNotSent_andTold() {
        conference.allow(ada.endpoint, WITHOUT_SCREEN, nowMs);
        List.of(ada, bo, cy).forEach(peer -> peer.settle(nowMs));
        ada.toleratesViolations = true;
        nowMs += 2_000;
        heights.clear();
        run(1, 2);
        assertThat(heights).isEmpty();
        assertThat(ada.violations).containsOnly(SourceKind.SCREEN).isNotEmpty();
        assertThat(ada.dropped).containsOnly(DropReason.NOT_ALLOWED);
    }
}
