package org.anteroom.engine.gateway;

/**
 * The bounds of a connection.
 *
 * @param frameBytesMax the largest frame that is read
 * @param queuedBytesMax how much may wait to be sent before a slow reader is dropped
 * @param commandBurst how many commands a seat may send at once
 * @param commandsPerSecond how many commands a second a seat may send over time
 * @param heartbeatMs how often a ping is sent to who says nothing; a connection that is silent for most of two is gone
 * @param helloMs how long a connection may stay silent before its hello
 * @param hellosMax how many connections may be open that did not say hello yet
 */
public record GatewayLimits(
        int frameBytesMax,
        long queuedBytesMax,
        int commandBurst,
        int commandsPerSecond,
        long heartbeatMs,
        long helloMs,
        int hellosMax) {
    /** How long a connection may be silent: less than twice the heartbeat, so that the default finds it within 20 s. */
    long silentMsMax() {
        return 2 * heartbeatMs - heartbeatMs / 5;
    }
}
