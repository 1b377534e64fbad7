package org.anteroom.signaling;

import java.util.Map;
import java.util.Optional;

/**
 * What a bridge sends to an endpoint of the others' pictures, and which open microphones it holds back.
 *
 * @param pictures by the mid on which each would come; a microphone stands among them, paused without a reason, while it is
 *     open and others are louder
 * @param estimateKbps what its line carries; empty where the bridge does not say
 */
public record MediaSent(Map<String, Picture> pictures, Optional<Integer> estimateKbps) {
    public MediaSent {
        pictures = Map.copyOf(pictures);
    }

    /**
     * One picture.
     *
     * @param height of what is sent, in pixels; from a bridge that does not say, the most that it may be; 0 while that is not
     *     known, and while nothing is
     * @param paused whether nothing is sent
     * @param why it is less than was wished for; empty where it is not
     */
    public record Picture(int height, boolean paused, Optional<Why> why) {}

    /** What keeps a picture smaller than it was wished for. */
    public enum Why {
        /** The line of who is to receive it. */
        LINE,
        /** Who is to receive it does not show it. */
        WISH,
        /** Who is to send it does not, or not as large. */
        SENDER,
        /** Who is to send it may not. */
        RIGHTS
    }
}
