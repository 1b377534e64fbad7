package org.anteroom.bench;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaOffer;
import org.anteroom.signaling.SourceKind;
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
        MediaOffer offer = offer(frame);
        mids = offer.sources().keySet();
        return new JsonObject()
                .put("type", "media")
                .put("name", "answer")
                .put("connection", connection)
                .put("generation", offer.generation())
                .put("sdp", peer.answer(offer));
    }

    private static MediaOffer offer(JsonObject frame) {
        Map<SourceKind, String> own = new EnumMap<>(SourceKind.class);
        frame.getJsonObject("own").forEach(entry -> own.put(kind(entry.getKey()), (String) entry.getValue()));
        JsonObject listed = frame.getJsonObject("sources");
        Map<String, MediaOffer.RemoteSource> sources = new HashMap<>();
        for (String mid : listed.fieldNames()) {
            JsonObject source = listed.getJsonObject(mid);
            sources.put(
                    mid,
                    new MediaOffer.RemoteSource(
                            new EndpointId(source.getString("seat")), kind(source.getString("kind"))));
        }
        return new MediaOffer(frame.getInteger("generation"), frame.getString("sdp"), own, sources);
    }

    private static SourceKind kind(String word) {
        for (SourceKind kind : SourceKind.values()) {
            if (kind.word().equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("The offer names an unknown kind of source");
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
