package org.anteroom.signaling.embedded.rtp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last packets of one source by sequence number, for resends. Holds at most its size, a power of two, and none for
 * much longer than anybody asks for it, so that a thin source does not keep as much as a wide one.
 */
public final class PacketCache {
    /** How long a packet is kept: receivers give up on one sooner. */
    public static final long KEPT_MS = 2_000;

    private final int packetsMax;
    private @Nullable RtpPacket @Nullable [] ring;
    private long[] cameMs = {};
    /** By the clock of the packets; nothing older is kept. */
    private long sweptMs;

    public PacketCache(int packetsMax) {
        if (packetsMax < 1 || packetsMax > 0x4000 || Integer.bitCount(packetsMax) != 1) {
            throw new IllegalArgumentException("A packet cache holds a power of two of packets, at most 16384");
        }
        this.packetsMax = packetsMax;
    }

    public void put(RtpPacket packet, long nowMs) {
        if (ring == null) {
            ring = new @Nullable RtpPacket[packetsMax];
            cameMs = new long[packetsMax];
            sweptMs = nowMs;
        }
        int slot = packet.sequence() & (packetsMax - 1);
        ring[slot] = packet;
        cameMs[slot] = nowMs;
    }

    public Optional<RtpPacket> get(int sequence) {
        if (ring == null) {
            return Optional.empty();
        }
        RtpPacket found = ring[sequence & (packetsMax - 1)];
        return found != null && found.sequence() == sequence ? Optional.of(found) : Optional.empty();
    }

    /** Lets go of what nobody will ask for; to be called now and then. */
    public void sweep(long nowMs) {
        if (ring == null || nowMs - sweptMs < KEPT_MS / 2) {
            return;
        }
        sweptMs = nowMs;
        boolean empty = true;
        for (int i = 0; i < packetsMax; i++) {
            if (ring[i] != null && nowMs - cameMs[i] > KEPT_MS) {
                ring[i] = null;
            }
            empty &= ring[i] == null;
        }
        if (empty) {
            clear();
        }
    }

    public void clear() {
        ring = null;
        cameMs = new long[] {};
    }
}
