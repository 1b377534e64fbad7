package org.anteroom.signaling.embedded.forward;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.anteroom.signaling.embedded.rtp.Packet;

/**
 * What waits for its turn on one receiver's line. Bounded in number and time: where too much waits, the stream whose
 * packet waited longest loses all of its own, and begins anew with a key frame.
 */
final class PacedQueue {
    private static final int VIDEO_MAX = 512;
    private static final int RESENDS_MAX = 128;
    private static final long WAIT_MICROS_MAX = 400_000;

    private final Drops drops;
    private final Deque<Waiting> video = new ArrayDeque<>();
    private final Deque<Packet> resends = new ArrayDeque<>();

    private record Waiting(Packet packet, OutgoingStream stream, long sinceMicros) {}

    PacedQueue(Drops drops) {
        this.drops = drops;
    }

    boolean isEmpty() {
        return video.isEmpty() && resends.isEmpty();
    }

    boolean hasVideo() {
        return !video.isEmpty();
    }

    boolean hasNoResends() {
        return resends.isEmpty();
    }

    boolean video(Packet packet, OutgoingStream stream, long nowMicros) {
        if (video.size() >= VIDEO_MAX) {
            dropOldest();
            if (stream.awaitsKeyFrame()) {
                return false;
            }
        }
        video.addLast(new Waiting(packet, stream, nowMicros));
        return true;
    }

    void resend(Packet packet) {
        if (resends.size() >= RESENDS_MAX) {
            drops.dropped(DropReason.RESEND_LIMIT);
            return;
        }
        resends.addLast(packet);
    }

    Optional<Packet> takeResend() {
        return Optional.ofNullable(resends.pollFirst());
    }

    Optional<Packet> takeVideo() {
        return Optional.ofNullable(video.pollFirst()).map(Waiting::packet);
    }

    /** Drops what waited for too long. */
    void shed(long nowMicros) {
        while (!video.isEmpty() && nowMicros - video.peekFirst().sinceMicros() > WAIT_MICROS_MAX) {
            dropOldest();
        }
    }

    private void dropOldest() {
        OutgoingStream stream = video.getFirst().stream();
        forget(stream);
        stream.starved();
    }

    void forget(OutgoingStream stream) {
        for (var each = video.iterator(); each.hasNext(); ) {
            if (each.next().stream() == stream) {
                each.remove();
                drops.dropped(DropReason.LINE_FULL);
            }
        }
    }

    void clear() {
        video.clear();
        resends.clear();
    }
}
