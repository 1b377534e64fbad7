package org.anteroom.signaling.jitsimeet;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anteroom.signaling.SourceKind;

/**
 * The deployment's moderation of media: what it tells of it, and its words for kinds.
 *
 * @param medium its word for a kind
 * @param on whether nobody may send that without being allowed to
 */
record Moderation(String medium, boolean on) {
    private static final String TYPE = "av_moderation";

    /** The media that every deployment can moderate; it may be too old for the third, which is asked of it all the same. */
    static final List<String> NEEDED = List.of("audio", "video");

    static String medium(SourceKind kind) {
        return switch (kind) {
            case MICROPHONE -> "audio";
            case CAMERA -> "video";
            case SCREEN -> "desktop";
        };
    }

    /** What a message says, if it says that moderation was switched. */
    static Optional<Moderation> read(String json) {
        try {
            JsonObject message = new JsonObject(json);
            return TYPE.equals(message.getValue("type"))
                            && message.getValue("enabled") instanceof Boolean enabled
                            && message.getValue("mediaType") instanceof String medium
                    ? Optional.of(new Moderation(medium, enabled))
                    : Optional.empty();
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    /** Who may send what, where a message says so: the medium's word and the address of each. */
    static List<String> permits(String json) {
        List<String> permits = new ArrayList<>();
        try {
            JsonObject message = new JsonObject(json);
            if (TYPE.equals(message.getValue("type")) && message.getValue("whitelists") instanceof JsonObject lists) {
                for (String medium : lists.fieldNames()) {
                    if (lists.getValue(medium) instanceof JsonArray list) {
                        list.forEach(address -> permits.add(permit(medium, String.valueOf(address))));
                    }
                }
            }
        } catch (DecodeException | ClassCastException e) {
            return List.of();
        }
        return permits;
    }

    static String permit(String medium, String address) {
        return medium + " " + address;
    }

    /** The word that switches moderation of this medium on. */
    static Element enable(String medium) {
        return Element.of(TYPE, Namespaces.CLIENT).with("enable", "true").with("mediaType", medium);
    }

    /** The word that lets somebody send this kind, or lets it no more. */
    static Element permit(SourceKind kind, boolean allowed, String whom) {
        return Element.of(TYPE, Namespaces.CLIENT)
                .with(allowed ? "jidToWhitelist" : "jidToBlacklist", whom)
                .with("mediaType", medium(kind));
    }
}
