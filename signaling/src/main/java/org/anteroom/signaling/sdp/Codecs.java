package org.anteroom.signaling.sdp;

import java.util.List;

/** The payload types and header extensions that every offer of this bridge uses. */
public final class Codecs {
    /** Opus (RFC 7587). */
    public static final int OPUS = 111;
    /** Opus with the packet before it once more (RFC 2198). */
    public static final int OPUS_TWICE = 63;
    /** VP8 (RFC 7741). */
    public static final int VP8 = 96;
    /** Retransmissions of VP8 (RFC 4588). */
    public static final int VP8_RTX = 97;

    public static final int OPUS_CLOCK_RATE = 48_000;
    public static final int VIDEO_CLOCK_RATE = 90_000;

    /** Client-to-mixer audio level (RFC 6464). */
    public static final int AUDIO_LEVEL_ID = 1;
    /** Transport-wide congestion control. */
    public static final int TRANSPORT_SEQUENCE_ID = 3;

    /** Which layer a packet is of (RFC 8852). */
    public static final int LAYER_ID = 4;
    /** Which layer a retransmission repairs (RFC 8852). */
    public static final int REPAIRED_LAYER_ID = 5;
    /** Which m-line a packet is of (RFC 9143, section 15). */
    public static final int MID_ID = 10;
    /** The names of the layers of a picture, the smallest first (RFC 8851); one in fewer layers has the first of them. */
    public static final List<String> LAYERS = List.of("1", "2", "3");

    public static final String AUDIO_LEVEL_URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    public static final String TRANSPORT_SEQUENCE_URI =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
    public static final String LAYER_URI = "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id";
    public static final String REPAIRED_LAYER_URI = "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id";
    public static final String MID_URI = "urn:ietf:params:rtp-hdrext:sdes:mid";

    private Codecs() {}
}
