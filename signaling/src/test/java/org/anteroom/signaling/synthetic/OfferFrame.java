package org.anteroom.signaling.synthetic;

import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.MediaOffer;
import org.jspecify.annotations.Nullable;

/** An offer as a bridge's owner and its clients are told it, and the answer to it as a client sends it. */
public final class OfferFrame {
    private OfferFrame() {}

    public static MediaOffer read(JsonObject frame) {
        Map<SourceKind, String> own = new EnumMap<>(SourceKind.class);
        frame.getJsonObject("own").forEach(entry -> own.put(kind(entry.getKey()), (String) entry.getValue()));
        JsonObject listed = frame.getJsonObject("sources");
        Map<String, Invitation.Source> sources = new HashMap<>();
        for (String mid : listed.fieldNames()) {
            JsonObject source = listed.getJsonObject(mid);
            EndpointId from = new EndpointId(source.getString("seat"));
            sources.put(mid, new Invitation.Source(from, kind(source.getString("kind"))));
        }
        return new MediaOffer(frame.getInteger("generation"), frame.getString("sdp"), own, sources);
    }

    /** The offer in an invitation. */
    public static MediaOffer read(Invitation invitation) {
        if (!invitation.kind().equals(MediaOffer.KIND)) {
            throw new IllegalArgumentException("The invitation is no offer");
        }
        Map<String, Object> fields = invitation.fields();
        Map<SourceKind, String> own = new EnumMap<>(SourceKind.class);
        map(fields.get("own")).forEach((word, mid) -> own.put(kind(word), (String) mid));
        Map<String, Invitation.Source> sources = new HashMap<>();
        map(fields.get("sources")).forEach((mid, source) -> sources.put(mid, (Invitation.Source) source));
        Set<SourceKind> layered = EnumSet.noneOf(SourceKind.class);
        if (fields.get("layered") instanceof List<?> words) {
            words.forEach(word -> layered.add(kind(String.valueOf(word))));
        }
        return new MediaOffer(invitation.generation(), String.valueOf(fields.get("sdp")), own, sources, layered);
    }

    private static Map<String, Object> map(@Nullable Object field) {
        Map<String, Object> entries = new HashMap<>();
        ((Map<?, ?>) Objects.requireNonNull(field)).forEach((name, value) -> entries.put((String) name, value));
        return entries;
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
