package org.anteroom.signaling.embedded.forward;

import java.util.Arrays;
import java.util.Map;
import org.anteroom.signaling.embedded.rtp.Bytes;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.sdp.Codecs;

/** One who sends a camera in three layers and talks, and may be made to misbehave. */
final class SimulatedSender {
    static final int SOUND_BYTES = 60;

    private static final int FIRST_SSRC = 10;
    private static final int STRANGE_SSRC = 99;
    private static final int PACKET_BYTES = 1_000;
    private static final int[] TEMPORAL = {0, 2, 1, 2};
    private static final int[] FRAME_BYTES = {900, 3_500, 12_000};

    final PaperPeer peer;
    final int[] heights = {180, 360, 720};
    /** Which layers come. */
    final boolean[] sends = {true, true, true};
    /** Which layers come with that many packets more in each step. */
    final int[] flood = new int[3];
    /** How many packets come in each step under an SSRC that nobody declared. */
    int strangeFlood;
    /** Whether its pictures come in three temporal layers. */
    boolean temporal;
    /** Whether key frames are sent when asked for. */
    boolean obliging = true;

    int keyFramesAsked;
    private final int[] sequences = {100, 200, 300};
    private final boolean[] keyDue = {true, true, true};
    private int pictures;
    private int frames;
    private int bases;
    private int soundSequence;

    SimulatedSender(PaperPeer peer) {
        this.peer = peer;
    }

    /** What comes in every step, whatever was asked for. */
    void misbehave(long nowMicros) {
        for (int layer = 0; layer < 3; layer++) {
            if (flood[layer] > 0) {
                pictures++;
                send(layer, false, flood[layer] * PACKET_BYTES, nowMicros);
            }
        }
        for (int i = 0; i < strangeFlood; i++) {
            byte[] load = PaperPeer.vp8(true, true, i, i, 180, PACKET_BYTES);
            peer.endpoint.rtp(PaperPeer.rtp(STRANGE_SSRC, Codecs.VP8, i, i, Map.of(), load), nowMicros);
        }
    }

    void sound(long nowMicros) {
        peer.endpoint.rtp(
                PaperPeer.rtp(
                        PaperPeer.MICROPHONE_SSRC,
                        Codecs.OPUS,
                        soundSequence++ & 0xFFFF,
                        soundSequence * 960,
                        Map.of(Codecs.AUDIO_LEVEL_ID, " "),
                        new byte[SOUND_BYTES]),
                nowMicros);
    }

    void frame(long nowMicros) {
        pictures++;
        frames++;
        bases += temporalLayer() == 0 ? 1 : 0;
        for (int layer = 0; layer < 3; layer++) {
            if (sends[layer]) {
                boolean key = keyDue[layer];
                keyDue[layer] = false;
                send(layer, key, FRAME_BYTES[layer] * (key ? 3 : 1), nowMicros);
            }
        }
    }

    private int temporalLayer() {
        return temporal ? TEMPORAL[frames % TEMPORAL.length] : 0;
    }

    private void send(int layer, boolean key, int bytes, long nowMicros) {
        int left = bytes;
        for (boolean first = true; left > 0; first = false, left -= PACKET_BYTES) {
            byte[] load = PaperPeer.vp8(
                    first, key, pictures, bases, heights[layer], Math.max(20, Math.min(PACKET_BYTES, left)));
            // Each picture of an upper layer needs the lowest alone.
            load[5] = (byte) ((key ? 0 : temporalLayer()) << 6 | 0x20);
            Map<Integer, String> names = Map.of(Codecs.MID_ID, "1", Codecs.LAYER_ID, Codecs.LAYERS.get(layer));
            peer.endpoint.rtp(
                    PaperPeer.rtp(
                            FIRST_SSRC + layer,
                            Codecs.VP8,
                            sequences[layer]++ & 0xFFFF,
                            (int) (nowMicros * 9 / 100),
                            names,
                            load),
                    nowMicros);
        }
    }

    /** Makes the next picture of each layer a key frame, unasked. */
    void keyFrames() {
        Arrays.fill(keyDue, true);
    }

    /** Makes no key frame that was asked for before. */
    void forgetKeyFrames() {
        Arrays.fill(keyDue, false);
    }

    /** Does what it is asked for. */
    void oblige(long nowMs) {
        peer.endpoint.sendRequests(nowMs);
        for (Packet packet : peer.control) {
            byte[] b = packet.getBuffer();
            int layer = Bytes.int32(b, 8) - FIRST_SSRC;
            if ((b[1] & 0xFF) == 206 && (b[0] & 0x1F) == 1 && layer >= 0 && layer < 3) {
                keyFramesAsked++;
                keyDue[layer] = keyDue[layer] || obliging;
            }
        }
        peer.control.clear();
    }
}
