package org.anteroom.signaling.embedded.congestion;

/**
 * A short train of packets faster than the estimate, to see whether they arrive as fast.
 *
 * @param id from 1; its packets are noted under it
 * @param bps how fast it is to be sent
 * @param bytes how much of it
 */
public record Probe(int id, long bps, int bytes) {}
