package org.anteroom.signaling.embedded.forward;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.signaling.embedded.rtp.Packet;

/**
 * What waits for its turn on one receiver's line: the streams take turns, packet by packet, so that one that comes in
 * floods waits for itself. Bounded in number and time: a stream whose packet waited for too long, or that has the most
 * where there is room for no more, loses all of its own, and begins anew with a key frame.
 */
final class PacedQueue {
    private static final int VIDEO_MAX = 512;
    private static final int RESENDS_MAX = 128;
    private static final long WAIT_MICROS_MAX = 400_000;

    private final Drops drops;
    /** Never an empty one; the first is the next. */
    private final Map<OutgoingStream, Deque<Waiting>> video = new LinkedHashMap<>();

    private final Deque<Packet> resends = new ArrayDeque<>();
    private int waiting;

    private record Waiting(Packet packet, long sinceMicros) {}

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
        if (waiting >= VIDEO_MAX) {
            dropLongest();
            if (stream.awaitsKeyFrame()) {
                return false;
            }
        }
        video.computeIfAbsent(stream, fresh -> new ArrayDeque<>()).addLast(new Waiting(packet, nowMicros));
        waiting++;
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
        var turns = video.entrySet().iterator();
        if (!turns.hasNext()) {
            return Optional.empty();
        }
        Map.Entry<OutgoingStream, Deque<Waiting>> next = turns.next();
        OutgoingStream stream = next.getKey();
        Deque<Waiting> own = next.getValue();
        turns.remove();
        waiting--;
        Optional<Packet> taken = Optional.ofNullable(own.pollFirst()).map(Waiting::packet);
        if (!own.isEmpty()) {
            video.put(stream, own);
        }
        return taken;
    }

    private Deque<Waiting> waitingOf(OutgoingStream stream) {
        return video.getOrDefault(stream, new ArrayDeque<>());
    }

    /** Drops what waited for too long. */
    void shed(long nowMicros) {
        for (OutgoingStream stream : List.copyOf(video.keySet())) {
            Waiting oldest = waitingOf(stream).peekFirst();
            if (oldest != null && nowMicros - oldest.sinceMicros() > WAIT_MICROS_MAX) {
                drop(stream);
            }
        }
    }

    private void dropLongest() {
        video.keySet().stream()
                .max(Comparator.comparingInt(stream -> waitingOf(stream).size()))
                .ifPresent(this::drop);
    }

    private void drop(OutgoingStream stream) {
        forget(stream);
        stream.starved();
    }

    void forget(OutgoingStream stream) {
        Deque<Waiting> own = video.remove(stream);
        if (own != null) {
            waiting -= own.size();
            own.forEach(each -> drops.dropped(DropReason.LINE_FULL));
        }
    }

    void clear() {
        video.clear();
        waiting = 0;
        resends.clear();
    }
}
