package org.anteroom.engine.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.anteroom.signaling.BridgeKeys;

/** The keys below {@code media}, of a document that was checked by its schema and has its defaults. */
final class MediaKeys implements BridgeKeys {
    private final JsonNode media;

    MediaKeys(JsonNode media) {
        this.media = media;
    }

    @Override
    public Optional<String> text(String key) {
        return Optional.of(value(key).asText()).filter(text -> !text.isEmpty());
    }

    @Override
    public List<String> texts(String key) {
        return StreamSupport.stream(value(key).spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Override
    public int number(String key) {
        return value(key).asInt();
    }

    private JsonNode value(String key) {
        JsonNode value = media.at("/" + key.replace('.', '/'));
        if (value.isMissingNode()) {
            throw new IllegalArgumentException("media." + key + " is not a key");
        }
        return value;
    }

    /** Secrets are among them: not for logs. */
    @Override
    public String toString() {
        return "MediaKeys";
    }
}
