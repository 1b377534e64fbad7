package org.anteroom.engine.rest.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The answers of {@code openapi.yaml}: an answer that no operation promises, or a field too many, fails a test. */
public final class AnswerShapes {
    private static final AnswerShapes ONE = new AnswerShapes(Document.openApi());

    private final Document document;
    private final Requests requests;
    private final Map<String, Rule> rules = new HashMap<>();

    private AnswerShapes(Document document) {
        this.document = document;
        this.requests = new Requests(document);
    }

    /** Fails where an answer is not as documented; what lies outside of the document is a problem or a page. */
    public static synchronized void check(String method, String uri, int status, String type, String body) {
        String path = uri.contains("?") ? uri.substring(0, uri.indexOf('?')) : uri;
        ONE.check(method + " " + path + " -> " + status, ONE.requests.find(method, path), status, type, body);
    }

    private void check(String what, Optional<Operation> operation, int status, String type, String body) {
        String media = type.split(";", -1)[0];
        if (operation.isEmpty()) {
            if (media.endsWith("json")) {
                check(what, document.at("#/components/schemas/Problem"), "Problem", body);
            }
            return;
        }
        JsonObject responses = document.tree()
                .getJsonObject("paths")
                .getJsonObject(operation.get().path())
                .getJsonObject(operation.get().method())
                .getJsonObject("responses");
        assertThat(responses.fieldNames()).as(what + " is documented").contains(Integer.toString(status));
        JsonObject content = document.resolved(responses.getJsonObject(Integer.toString(status)))
                .getJsonObject("content", new JsonObject());
        assertThat(content.fieldNames().stream().anyMatch(known -> known.equals(media) || known.equals("*/*"))
                        || (media.isEmpty() && content.isEmpty()))
                .as(what + " as " + type)
                .isTrue();
        if (media.endsWith("json")) {
            String key = operation.get().method() + operation.get().path() + status + media;
            check(what, content.getJsonObject(media).getJsonObject("schema"), key, body);
        }
    }

    private void check(String what, JsonObject schema, String key, String body) {
        Rule rule = rules.computeIfAbsent(key, ignored -> Rule.of(Strict.closed(document.schema(schema))));
        assertThat(rule.fault(new JsonObject(body), "").map(fault -> fault.pointer() + ": " + fault.detail()))
                .as(what + " " + body)
                .isEmpty();
    }
}
