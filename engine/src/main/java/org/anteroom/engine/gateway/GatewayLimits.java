package org.anteroom.engine.gateway;

/**
 * The bounds of a connection.
 *
 * @param frameBytesMax the largest frame that is read
 * @param queuedBytesMax how much may wait to be sent before a slow reader is dropped
 * @param commandBurst how many commands a seat may send at once
 * @param commandsPerSecond how many commands a second a seat may send over time
 * @param heartbeatMs how often a ping is sent; a connection that answered none for two of them is gone
 * @param helloMs how long a connection may stay silent before its hello
 */
public record GatewayLimits(
        int frameBytesMax,
        long queuedBytesMax,
        int commandBurst,
        int commandsPerSecond,
        long heartbeatMs,
        long helloMs) {}
