package org.anteroom.signaling.embedded.forward;

import java.util.Locale;

/** Why a packet went no further. */
public enum DropReason {
    NOT_A_PROTOCOL,
    UNKNOWN_ADDRESS,
    BAD_STUN,
    STUN_WITHOUT_INTEGRITY,
    DTLS_QUEUE_FULL,
    BEFORE_DTLS,
    NOT_AUTHENTIC,
    MALFORMED_RTP,
    MALFORMED_RTCP,
    UNDECLARED_SSRC,
    NOT_ALLOWED,
    SILENCED,
    USELESS_RETRANSMISSION,
    RESEND_LIMIT,
    SENDER_LIMIT,
    REPORT_LIMIT,
    LINE_FULL,
    NOT_LOUD,
    BEFORE_KEY_FRAME,
    TOO_LATE,
    SEND_BUFFER_FULL,
    NOT_PROTECTED;

    /** The word in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
