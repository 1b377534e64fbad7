package org.anteroom.signaling.sdp;

import java.util.Arrays;
import java.util.Optional;

/** Which way media flows on an m-line, seen by who wrote it (RFC 8866, section 6.7). */
public enum MediaDirection {
    SENDRECV("sendrecv"),
    SENDONLY("sendonly"),
    RECVONLY("recvonly"),
    INACTIVE("inactive");

    private final String word;

    MediaDirection(String word) {
        this.word = word;
    }

    public static Optional<MediaDirection> of(String word) {
        return Arrays.stream(values()).filter(d -> d.word.equals(word)).findFirst();
    }

    public String word() {
        return word;
    }

    public boolean sends() {
        return this == SENDRECV || this == SENDONLY;
    }

    public boolean receives() {
        return this == SENDRECV || this == RECVONLY;
    }
}
