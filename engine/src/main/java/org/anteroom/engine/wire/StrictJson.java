package org.anteroom.engine.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/**
 * JSON from outside, as RFC 8259 and nothing beside it: no comments, and no key twice in an object, of which every
 * reader would believe another one.
 */
public final class StrictJson {
    private static final JsonFactory STRICT = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private StrictJson() {}

    /** The object that this text is. Throws {@link DecodeException} where it is none, without a word of the text. */
    public static JsonObject object(String text) {
        try (JsonParser tokens = STRICT.createParser(text)) {
            while (tokens.nextToken() != null) {
                // Each token is judged as it is read.
            }
        } catch (IOException e) {
            throw new DecodeException("This is not strict JSON");
        }
        return new JsonObject(text);
    }
}
