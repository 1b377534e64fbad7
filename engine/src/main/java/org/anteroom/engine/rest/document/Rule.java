package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.anteroom.engine.wire.InvalidException;

/**
 * A schema of a document that values are checked against. Where the schema has a discriminator, the value's own word
 * chooses the branch, so that a fault is one of that branch and not of fifty.
 */
public final class Rule {
    private static final JsonSchemaOptions OPTIONS = new JsonSchemaOptions()
            .setBaseUri("app://anteroom")
            .setDraft(Draft.DRAFT202012)
            .setOutputFormat(OutputFormat.Basic);

    private final JsonObject schema;
    private final Validator validator;
    private final Optional<String> discriminator;
    private final Map<String, Rule> branches;

    private Rule(JsonObject schema, Optional<String> discriminator, Map<String, Rule> branches) {
        this.schema = schema;
        // The validator writes marks of its own into the schema that it is given.
        this.validator = Validator.create(JsonSchema.of(schema.copy()), OPTIONS);
        this.discriminator = discriminator;
        this.branches = branches;
    }

    /** A rule of a schema as {@link Document#schema} makes it. */
    public static Rule of(JsonObject lean) {
        return new Rule(lean, Optional.empty(), Map.of());
    }

    /** A rule of a schema in a document. */
    public static Rule of(Document document, JsonObject node) {
        JsonObject schema = document.resolved(node);
        JsonObject discriminator = schema.getJsonObject(Schemas.DISCRIMINATOR);
        if (discriminator == null) {
            return of(document.schema(schema));
        }
        String property = Objects.requireNonNull(discriminator.getString("propertyName"));
        Map<String, Rule> branches = new LinkedHashMap<>();
        JsonArray choices = Objects.requireNonNull(schema.getJsonArray("oneOf"));
        for (Object choice : choices) {
            JsonObject branch = document.schema((JsonObject) choice);
            String word =
                    branch.getJsonObject("properties").getJsonObject(property).getString("const");
            branches.put(Objects.requireNonNull(word), of(branch));
        }
        JsonObject word = new JsonObject().put("type", "string");
        JsonObject head = new JsonObject()
                .put("type", "object")
                .put("required", new JsonArray().add(property))
                .put("properties", new JsonObject().put(property, word))
                .put(Schemas.REFUSAL, schema.getValue(Schemas.REFUSAL));
        return new Rule(head, Optional.of(property), branches);
    }

    /** What is wrong with a value, first things first; empty where nothing is. */
    public Optional<InvalidException> fault(Object value, String pointer) {
        Optional<InvalidException> tooMuch = Bounds.fault(schema, value, pointer);
        if (tooMuch.isPresent()) {
            return tooMuch;
        }
        OutputUnit result = validator.validate(value);
        if (!Boolean.TRUE.equals(result.getValid())) {
            return Optional.of(new Sentences(schema, value, pointer).of(result));
        }
        return discriminator.flatMap(property -> branch((JsonObject) value, property, pointer));
    }

    private Optional<InvalidException> branch(JsonObject value, String property, String pointer) {
        Rule branch = branches.get(value.getString(property));
        return branch == null
                ? Optional.of(new InvalidException(pointer + "/" + property, schema.getString(Schemas.REFUSAL, "")))
                : branch.fault(value, pointer);
    }

    /** Refuses a value that has a fault. */
    void check(Object value, String pointer) {
        fault(value, pointer).ifPresent(fault -> {
            throw fault;
        });
    }
}
