package org.anteroom.engine.gateway;

/**
 * What may come in before anybody looks at it. They are far above what a browser sends and are no configuration of their
 * own: what exceeds them is no client of ours. Where the configuration lets a seat send more commands, they give room.
 *
 * @param helloBytesMax bytes that a connection may send before its hello is read
 * @param helloFramesMax frames before that, the parts of a hello in several frames included
 * @param bytesBurst bytes of one seat at once
 * @param bytesPerSecond bytes a second of one seat over time
 * @param framesBurst frames of one seat at once, pings and continuations included
 * @param framesPerSecond frames a second of one seat over time
 * @param refusalsBurst frames of one seat that are refused for their form or rate before its connection ends
 * @param refusalsPerSecond how many of them a second are forgiven
 * @param hellosPerAddressMax connections of one address that did not say hello yet; of IPv6 a /64 is one
 */
public record FloodLimits(
        int helloBytesMax,
        int helloFramesMax,
        int bytesBurst,
        int bytesPerSecond,
        int framesBurst,
        int framesPerSecond,
        int refusalsBurst,
        int refusalsPerSecond,
        int hellosPerAddressMax) {
    private static final int FRAMES_BURST = 1_000;
    private static final int FRAMES_PER_SECOND = 100;
    /** After a burst of commands one more of as many: each is read whole to be refused, which is everybody else's time. */
    private static final int REFUSALS_BURST = 150;

    private static final int BYTES_PER_SECOND = 256 << 10;
    /** What a seat sends besides commands, as a share of them: a command too many is refused, and ends no connection. */
    private static final int FRAMES_A_COMMAND = 2;

    private static final int BYTES_A_COMMAND = 1 << 10;

    /**
     * @param hellosPerAddressMax see above
     * @param commandBurst commands that a seat may send at once by the configuration
     * @param commandsPerSecond commands a second that it may send over time
     */
    public static FloodLimits defaults(int hellosPerAddressMax, int commandBurst, int commandsPerSecond) {
        return new FloodLimits(
                8 << 10,
                4,
                Math.max(4 << 20, Math.multiplyExact(BYTES_A_COMMAND, commandBurst)),
                Math.max(BYTES_PER_SECOND, Math.multiplyExact(BYTES_A_COMMAND, commandsPerSecond)),
                Math.max(FRAMES_BURST, Math.multiplyExact(FRAMES_A_COMMAND, commandBurst)),
                Math.max(FRAMES_PER_SECOND, Math.multiplyExact(FRAMES_A_COMMAND, commandsPerSecond)),
                Math.max(REFUSALS_BURST, commandBurst),
                2,
                hellosPerAddressMax);
    }
}
