package org.anteroom.signaling.sdp;

/** The payload types and header extensions that every offer of this bridge uses. */
public final class Codecs {
    /** Opus (RFC 7587). */
    public static final int OPUS = 111;
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

    static final String AUDIO_LEVEL_URI = "urn:ietf:params:rtp-hdrext:ssrc-audio-level";
    static final String TRANSPORT_SEQUENCE_URI =
            "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

    private Codecs() {}
}
