package org.anteroom.engine.rest.document;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** One of the two API documents: its text as it is served, and its tree. */
public final class Document {
    private static final String OPENAPI = "/api/openapi.yaml";
    private static final String ASYNCAPI = "/api/asyncapi.yaml";
    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};

    private final JsonObject tree;

    private Document(JsonObject tree) {
        this.tree = tree;
    }

    /** The document of the REST interface; reads and parses it anew. */
    public static Document openApi() {
        return new Document(parse(openApiText()));
    }

    /** The document of the WebSocket's frames; reads and parses it anew. */
    public static Document asyncApi() {
        return new Document(parse(asyncApiText()));
    }

    public static Buffer openApiText() {
        return resource(OPENAPI);
    }

    public static Buffer asyncApiText() {
        return resource(ASYNCAPI);
    }

    static Buffer resource(String name) {
        try (InputStream in = Document.class.getResourceAsStream(name)) {
            return Buffer.buffer(Objects.requireNonNull(in, name).readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonObject parse(Buffer text) {
        try {
            return new JsonObject(new YAMLMapper().readValue(text.getBytes(), TREE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public JsonObject tree() {
        return tree;
    }

    /** What stands at a local reference like {@code #/components/schemas/Seat}. */
    public JsonObject at(String reference) {
        JsonObject node = tree;
        for (String step : reference.substring("#/".length()).split("/", -1)) {
            node = Objects.requireNonNull(
                    node.getJsonObject(step.replace("~1", "/").replace("~0", "~")), reference);
        }
        return node;
    }

    /** The node itself, or what it refers to. */
    public JsonObject resolved(JsonObject node) {
        String reference = node.getString("$ref");
        return reference == null ? node : resolved(at(reference));
    }

    /** A schema as a validator takes it: without references, and with nothing but what is checked. */
    public JsonObject schema(JsonObject node) {
        return new Schemas(this).lean(node);
    }
}
