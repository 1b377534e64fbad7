package org.anteroom.bench;

import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import java.util.Set;
import org.anteroom.signaling.synthetic.OfferFrame;
import org.anteroom.signaling.synthetic.SyntheticPeer;

/** One media connection of a person, and when what arrived on it. Written on the peer's event loop, read on any. */
final class Line {
    private static final long NEVER = Long.MIN_VALUE;

    private final String connection;
    private final SyntheticPeer peer;
    private volatile Set<String> mids = Set.of();
    private volatile long firstVideo = NEVER;
    private volatile long firstFrame = NEVER;
    private volatile long last = NEVER;

    Line(String connection, SyntheticPeer peer) {
        this.connection = connection;
        this.peer = peer;
        peer.watch(this::arrived);
    }

    private void arrived(boolean video, boolean endsFrame) {
        long now = System.nanoTime();
        last = now;
        if (video && firstVideo == NEVER) {
            firstVideo = now;
        }
        if (video && endsFrame && firstFrame == NEVER) {
            firstFrame = now;
        }
    }

    boolean isOf(String named) {
        return connection.equals(named);
    }

    SyntheticPeer peer() {
        return peer;
    }

    /** Answers an offer frame. */
    JsonObject answer(JsonObject frame) {
        mids = Set.copyOf(frame.getJsonObject("sources").fieldNames());
        return OfferFrame.answer(frame, peer);
    }

    /** When the first video packet came, in the JVM's nanoseconds. */
    OptionalLong firstVideo() {
        return firstVideo == NEVER ? OptionalLong.empty() : OptionalLong.of(firstVideo);
    }

    /** When the first frame of video was whole. */
    OptionalLong firstFrame() {
        return firstFrame == NEVER ? OptionalLong.empty() : OptionalLong.of(firstFrame);
    }

    /** When the last packet of any kind came. */
    OptionalLong last() {
        return last == NEVER ? OptionalLong.empty() : OptionalLong.of(last);
    }

    long packets() {
        return mids.stream().mapToLong(mid -> peer.received(mid).packets()).sum();
    }

    long missing() {
        return mids.stream().mapToLong(mid -> peer.received(mid).missing()).sum();
    }
}
