package org.anteroom.signaling.embedded.rtp;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last packets of one source by sequence number, for resends. Holds at most its size, a power of two. */
public final class PacketCache {
    private final int packetsMax;
    private @Nullable RtpPacket @Nullable [] ring;

    public PacketCache(int packetsMax) {
        if (packetsMax < 1 || packetsMax > 0x4000 || Integer.bitCount(packetsMax) != 1) {
            throw new IllegalArgumentException("A packet cache holds a power of two of packets, at most 16384");
        }
        this.packetsMax = packetsMax;
    }

    public void put(RtpPacket packet) {
        if (ring == null) {
            ring = new @Nullable RtpPacket[packetsMax];
        }
        ring[packet.sequence() & (packetsMax - 1)] = packet;
    }

    public Optional<RtpPacket> get(int sequence) {
        if (ring == null) {
            return Optional.empty();
        }
        RtpPacket found = ring[sequence & (packetsMax - 1)];
        return found != null && found.sequence() == sequence ? Optional.of(found) : Optional.empty();
    }

    public void clear() {
        ring = null;
    }
}
