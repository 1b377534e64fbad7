package org.anteroom.engine.gateway;

import org.anteroom.engine.wire.TokenBucket;

/** What somebody sends, against what one may: bytes, frames, and frames that had to be refused. On one event loop. */
final class Traffic {
    private final TokenBucket bytes;
    private final TokenBucket frames;
    private final TokenBucket refusals;

    private Traffic(TokenBucket bytes, TokenBucket frames, TokenBucket refusals) {
        this.bytes = bytes;
        this.frames = frames;
        this.refusals = refusals;
    }

    /** Of a connection before its hello: little, and never more. */
    static Traffic unnamed(FloodLimits limits, long nowNanos) {
        return new Traffic(
                new TokenBucket(limits.helloBytesMax(), 0, nowNanos),
                new TokenBucket(limits.helloFramesMax(), 0, nowNanos),
                new TokenBucket(0, 0, nowNanos));
    }

    /** Of a seat, whatever its connections. */
    static Traffic ofSeat(FloodLimits limits, long nowNanos) {
        return new Traffic(
                new TokenBucket(limits.bytesBurst(), limits.bytesPerSecond(), nowNanos),
                new TokenBucket(limits.framesBurst(), limits.framesPerSecond(), nowNanos),
                new TokenBucket(limits.refusalsBurst(), limits.refusalsPerSecond(), nowNanos));
    }

    boolean takesBytes(int some, long nowNanos) {
        return bytes.take(some, nowNanos);
    }

    boolean takesFrame(long nowNanos) {
        return frames.take(nowNanos);
    }

    /** A frame had to be refused; false where there were too many of them. */
    boolean forgives(long nowNanos) {
        return refusals.take(nowNanos);
    }

    /** Whether a new one would be the same. */
    boolean isFresh(long nowNanos) {
        return bytes.isFull(nowNanos) && frames.isFull(nowNanos) && refusals.isFull(nowNanos);
    }
}
