package org.anteroom.signaling.sdp;

import java.util.List;
import java.util.Optional;

/** Which way media flows on an m-line, seen by who wrote it (RFC 8866, section 6.7). */
public enum MediaDirection {
    SENDRECV("sendrecv"),
    SENDONLY("sendonly"),
    RECVONLY("recvonly"),
    INACTIVE("inactive");

    private static final List<MediaDirection> ALL = List.of(values());

    private final String word;

    MediaDirection(String word) {
        this.word = word;
    }

    public static Optional<MediaDirection> of(String word) {
        for (MediaDirection direction : ALL) {
            if (direction.word.equals(word)) {
                return Optional.of(direction);
            }
        }
        return Optional.empty();
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
