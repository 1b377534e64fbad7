package org.anteroom.engine.gateway;

/**
 * What may come in before anybody looks at it. They are far above what a browser sends and are no configuration: what
 * exceeds them is no client of ours.
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
    /** @param hellosPerAddressMax see above */
    public static FloodLimits defaults(int hellosPerAddressMax) {
        return new FloodLimits(8 << 10, 4, 4 << 20, 256 << 10, 1_000, 100, 500, 2, hellosPerAddressMax);
    }
}
