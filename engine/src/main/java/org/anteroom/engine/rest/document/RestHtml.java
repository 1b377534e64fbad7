package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The REST interface to read: operations under their tags, each closed until somebody opens it. */
final class RestHtml {
    private static final int EXAMPLES_MAX = 3;

    private final Html html;
    private final Document document;
    private final SchemaHtml schemas;

    RestHtml(Html html, Document document) {
        this.html = html;
        this.document = document;
        this.schemas = new SchemaHtml(html, document);
    }

    void show() {
        for (Object entry : document.tree().getJsonArray("tags")) {
            JsonObject tag = (JsonObject) entry;
            html.element("h3", title(tag.getString("name")), "id", "tag-" + tag.getString("name"));
            html.element("p", tag.getString("description"));
            for (Operation operation : new Requests(document).operations()) {
                JsonObject node = node(operation);
                if (node.getJsonArray("tags").contains(tag.getString("name"))) {
                    operation(operation, node);
                }
            }
        }
    }

    static String title(String tag) {
        return tag.substring(0, 1).toUpperCase(Locale.ROOT) + tag.substring(1);
    }

    private JsonObject node(Operation operation) {
        JsonObject item = document.tree().getJsonObject("paths").getJsonObject(operation.path());
        return Objects.requireNonNull(item.getJsonObject(operation.method()));
    }

    private void operation(Operation operation, JsonObject node) {
        html.open("details", "class", "entry").open("summary");
        html.element("span", operation.method().toUpperCase(Locale.ROOT), "class", "badge " + operation.method());
        html.element("code", operation.path()).element("span", node.getString("summary"), "class", "about");
        html.close("summary").open("div", "class", "body", "id", "call-" + node.getString("operationId"));
        if (node.containsKey("description")) {
            html.element("p", node.getString("description"));
        }
        if (node.containsKey("security")) {
            html.element("p", "No key is needed.", "class", "optional");
        }
        parameters(node.getJsonArray("parameters", new JsonArray()));
        if (node.containsKey("requestBody")) {
            html.element("h4", "Body");
            content(node.getJsonObject("requestBody"));
        }
        html.element("h4", "Answers");
        JsonObject responses = node.getJsonObject("responses");
        for (String status : responses.fieldNames()) {
            response(status, document.resolved(responses.getJsonObject(status)));
        }
        html.close("div").close("details");
    }

    private void parameters(JsonArray parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        html.element("h4", "Parameters").open("dl", "class", "fields");
        for (Object entry : parameters) {
            JsonObject parameter = document.resolved((JsonObject) entry);
            html.open("div")
                    .open("dt")
                    .element("code", parameter.getString("name"))
                    .close("dt")
                    .open("dd");
            html.open("span", "class", "type").text(parameter.getString("in") + ": ");
            schemas.type(parameter.getJsonObject("schema"));
            html.close("span");
            if (!parameter.getBoolean("required", false)) {
                html.text(" ").element("span", "optional", "class", "optional");
            }
            if (parameter.containsKey("description")) {
                html.element("p", parameter.getString("description"));
            }
            html.close("dd").close("div");
        }
        html.close("dl");
    }

    private void response(String status, JsonObject response) {
        html.open("div", "class", "answer").element("span", status, "class", "status");
        html.open("div").element("p", response.getString("description"));
        if (status.startsWith("2")) {
            content(response);
        }
        html.close("div").close("div");
    }

    private void content(JsonObject node) {
        JsonObject content = node.getJsonObject("content", new JsonObject());
        for (String type : content.fieldNames()) {
            JsonObject media = content.getJsonObject(type);
            html.element("p", type, "class", "media");
            if (!type.endsWith("json")) {
                continue;
            }
            schema(media.getJsonObject("schema"));
            JsonObject examples = media.getJsonObject("examples", new JsonObject());
            List<JsonObject> values = examples.fieldNames().stream()
                    .limit(EXAMPLES_MAX)
                    .map(name -> examples.getJsonObject(name).getJsonObject("value"))
                    .toList();
            schemas.examples(values);
        }
    }

    private void schema(JsonObject node) {
        JsonObject schema = document.resolved(node);
        if (!schema.containsKey(Schemas.DISCRIMINATOR)) {
            // What one writes is shown at once; what one reads has its place among the shapes.
            schemas.show(Boolean.FALSE.equals(schema.getValue("additionalProperties")) ? schema : node);
            return;
        }
        html.element("p", schema.getString("description")).open("p").text("One of: ");
        for (String name : schema.getJsonObject(Schemas.DISCRIMINATOR)
                .getJsonObject("mapping")
                .fieldNames()) {
            html.element("a", name, "href", "#message-command-" + name).text(" ");
        }
        html.close("p");
    }
}
