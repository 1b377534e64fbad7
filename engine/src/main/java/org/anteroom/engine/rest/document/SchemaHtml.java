package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Schemas to read: the fields of an object with their types in words; shapes with a name of their own are links. */
final class SchemaHtml {
    private static final String SHAPES = "#/components/schemas/";

    /** How the title of an alternative begins, where it is not whom it is sent to. */
    private static final String LEAD = "x-lead";

    private final Html html;
    private final Document document;

    SchemaHtml(Html html, Document document) {
        this.html = html;
        this.document = document;
    }

    /** The shape's name where a node refers to one that is shown by itself. */
    static Optional<String> shape(JsonObject node) {
        return Optional.ofNullable(node.getString("$ref"))
                .filter(reference -> reference.startsWith(SHAPES))
                .map(reference -> reference.substring(SHAPES.length()))
                .filter(SchemaHtml::isShownByItself);
    }

    /** Arguments, commands and event data stand where they are used. */
    static boolean isShownByItself(String name) {
        return !name.endsWith("Args") && !name.endsWith("Command") && !name.endsWith("Data");
    }

    /** What a value is: a link to its shape, or its fields, or its type in words. */
    void show(JsonObject node) {
        JsonObject schema = document.resolved(node);
        if (shape(node).isPresent()) {
            html.open("p");
            type(node);
            html.close("p");
        } else if (schema.containsKey("anyOf")) {
            alternatives(schema);
        } else if (schema.containsKey("properties")) {
            fields(schema);
        } else {
            html.open("p", "class", "type");
            type(schema);
            html.close("p");
        }
    }

    /** Shapes of one value, each under what it is of. */
    private void alternatives(JsonObject node) {
        String lead = node.getString(LEAD, "To");
        for (Object choice : node.getJsonArray("anyOf")) {
            JsonObject schema = (JsonObject) choice;
            String title = document.resolved(schema).getString("title");
            if (title != null) {
                html.element("p", lead + " " + title, "class", "audience");
            }
            show(schema);
        }
    }

    /** The fields of an object; nothing is said where there are none. */
    private void fields(JsonObject schema) {
        JsonArray required = schema.getJsonArray("required", new JsonArray());
        JsonObject properties = schema.getJsonObject("properties");
        html.open("dl", "class", "fields");
        for (String name : properties.fieldNames()) {
            JsonObject field = properties.getJsonObject(name);
            html.open("div").open("dt").element("code", name).close("dt").open("dd");
            html.open("span", "class", "type");
            type(field);
            html.close("span");
            if (!required.contains(name)) {
                html.text(" ").element("span", "optional", "class", "optional");
            }
            notes(field);
            inner(field);
            html.close("dd").close("div");
        }
        html.close("dl");
    }

    private void notes(JsonObject field) {
        if (field.containsKey("default")) {
            html.text(" ").element("span", "otherwise " + field.getValue("default"), "class", "optional");
        }
        if (field.containsKey("description")) {
            html.element("p", field.getString("description"));
        }
    }

    /** Fields inside of a field, where they have no shape of their own. */
    private void inner(JsonObject field) {
        JsonObject items = field.getJsonObject("items", field);
        boolean named = shape(field).isPresent() || shape(items).isPresent();
        if (!named && document.resolved(items).containsKey("properties")) {
            fields(document.resolved(items));
        }
    }

    /** A type in words. */
    void type(JsonObject node) {
        Optional<String> shape = shape(node);
        if (shape.isPresent()) {
            html.element("a", shape.get(), "href", "#shape-" + shape.get());
            return;
        }
        JsonObject schema = document.resolved(node);
        if (schema.containsKey("items")) {
            String count = bounds(schema, "minItems", "maxItems", "").replaceFirst("^, ", "");
            html.text(count.isEmpty() ? "list of " : "list (" + count + ") of ");
            type(schema.getJsonObject("items"));
        } else if (schema.containsKey("const")) {
            html.element("code", String.valueOf(schema.getValue("const")));
        } else if (schema.containsKey("enum")) {
            words(schema.getJsonArray("enum"));
        } else {
            html.text(plain(schema));
        }
    }

    private void words(JsonArray values) {
        for (int i = 0; i < values.size(); i++) {
            html.text(i == 0 ? "" : i == values.size() - 1 ? " or " : ", ");
            html.element("code", String.valueOf(values.getValue(i)));
        }
    }

    private static String plain(JsonObject schema) {
        return switch (Objects.requireNonNullElse(schema.getString("type"), "")) {
            case "string" -> text(schema);
            case "integer" -> "whole number" + bounds(schema, "minimum", "maximum", "");
            case "number" -> "number";
            case "boolean" -> "true or false";
            case "object" ->
                schema.containsKey("additionalProperties") && !schema.containsKey("properties")
                        ? "object of any fields"
                        : "object";
            default -> "any value";
        };
    }

    private static String text(JsonObject schema) {
        if ("date-time".equals(schema.getString("format"))) {
            return "time";
        }
        String pattern = schema.getString("pattern", "");
        String form = pattern.startsWith("^") && !pattern.contains("|") ? " of the form " + pattern : "";
        return "text" + form + bounds(schema, "minLength", "maxLength", " characters");
    }

    private static String bounds(JsonObject schema, String least, String most, String unit) {
        boolean from = schema.containsKey(least);
        boolean to = schema.containsKey(most);
        if (from && to && !schema.getValue(least).equals(schema.getValue(most))) {
            return ", " + schema.getValue(least) + " to " + schema.getValue(most) + unit;
        }
        if (to) {
            return (from ? ", " : ", at most ") + schema.getValue(most) + unit;
        }
        return from ? ", at least " + schema.getValue(least) + unit : "";
    }

    /** Examples under their names. */
    void examples(List<JsonObject> values) {
        if (values.isEmpty()) {
            return;
        }
        String word = values.size() == 1 ? "Example" : "Examples";
        html.open("details", "class", "examples").element("summary", word);
        html.code(values.stream().map(JsonObject::encodePrettily).collect(Collectors.joining("\n\n")));
        html.close("details");
    }
}
