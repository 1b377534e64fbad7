package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The slots on which one endpoint receives, in the order of its m-lines: one that falls free stays, for the next source. On
 * the event loop only.
 */
final class Slots {
    private final List<Slot> all = new ArrayList<>();
    /** What stands in them, which is asked for several times a second; empty where it changed since. */
    private Optional<Received> received = Optional.empty();

    /** What is received of the others, by mid. */
    record Received(Map<String, OutgoingStream> pictures, Map<String, OutgoingStream> sounds) {}

    List<Slot> all() {
        return all;
    }

    /** Gives the stream a slot, a free one if there is. */
    void bind(OutgoingStream stream) {
        free(stream.source().isVideo()).bind(stream);
        received = Optional.empty();
    }

    private Slot free(boolean video) {
        for (Slot slot : all) {
            if (slot.isFree() && slot.isVideo() == video) {
                return slot;
            }
        }
        Slot slot = new Slot(video);
        all.add(slot);
        return slot;
    }

    /** Ends what is received of that source; true where something was. */
    boolean lose(IncomingSource source) {
        boolean lost = false;
        for (Slot slot : all) {
            Optional<OutgoingStream> stream = slot.stream();
            if (stream.isPresent() && stream.get().source() == source) {
                end(slot);
                lost = true;
            }
        }
        return lost;
    }

    /** Ends everything that is received. */
    void clear() {
        all.forEach(this::end);
    }

    private void end(Slot slot) {
        slot.stream().ifPresent(OutgoingStream::close);
        slot.free();
        received = Optional.empty();
    }

    /** Asks for what each picture needs to begin. */
    void wantKeyFrames() {
        for (Slot slot : all) {
            slot.stream().ifPresent(stream -> stream.target().ifPresent(IncomingLayer::wantKeyFrame));
        }
    }

    /** What is received under that SSRC; empty for any other. */
    Optional<OutgoingStream> stream(int ssrc) {
        for (Slot slot : all) {
            if (slot.stream().isPresent() && slot.stream().get().names().ssrc() == ssrc) {
                return slot.stream();
            }
        }
        return Optional.empty();
    }

    /** A picture that its receiver accepted; the first one where there are several. */
    Optional<OutgoingStream> livePicture() {
        for (Slot slot : all) {
            Optional<OutgoingStream> stream = slot.stream();
            if (slot.isVideo() && stream.isPresent() && stream.get().isLive()) {
                return stream;
            }
        }
        return Optional.empty();
    }

    Received received() {
        Received now = received.orElseGet(this::gathered);
        received = Optional.of(now);
        return now;
    }

    private Received gathered() {
        Received now = new Received(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (int i = 0; i < all.size(); i++) {
            String mid = Integer.toString(Negotiation.FIRST_RECEIVING_MID + i);
            Map<String, OutgoingStream> streams = all.get(i).isVideo() ? now.pictures() : now.sounds();
            all.get(i).stream().ifPresent(stream -> streams.put(mid, stream));
        }
        return now;
    }
}
