package org.anteroom.signaling.synthetic;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaOffer;
import org.anteroom.signaling.SourceKind;

/** An offer as a client is sent it, and the answer to it as a client sends it. */
public final class OfferFrame {
    private OfferFrame() {}

    public static MediaOffer read(JsonObject frame) {
        Map<SourceKind, String> own = new EnumMap<>(SourceKind.class);
        frame.getJsonObject("own").forEach(entry -> own.put(kind(entry.getKey()), (String) entry.getValue()));
        JsonObject listed = frame.getJsonObject("sources");
        Map<String, MediaOffer.RemoteSource> sources = new HashMap<>();
        for (String mid : listed.fieldNames()) {
            JsonObject source = listed.getJsonObject(mid);
            EndpointId from = new EndpointId(source.getString("seat"));
            sources.put(mid, new MediaOffer.RemoteSource(from, kind(source.getString("kind"))));
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

    /** The peer's answer to this offer. */
    public static JsonObject answer(JsonObject frame, SyntheticPeer peer) {
        MediaOffer offer = read(frame);
        return new JsonObject()
                .put("type", "media")
                .put("name", "answer")
                .put("connection", frame.getString("connection"))
                .put("generation", offer.generation())
                .put("sdp", peer.answer(offer));
    }
}
