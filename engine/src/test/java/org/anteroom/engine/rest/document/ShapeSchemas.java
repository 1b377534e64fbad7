package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Form;
import org.anteroom.engine.session.Shape;

/** The schemas that the documents have to have for the shapes that features declare. */
final class ShapeSchemas {
    private ShapeSchemas() {}

    /** The closed schema of an object of this shape. */
    static JsonObject of(Shape<?> shape) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        for (Field<?> field : shape.fields()) {
            properties.put(field.name(), of(field.form()));
            if (field.required()) {
                required.add(field.name());
            }
        }
        JsonObject schema = new JsonObject().put("type", "object");
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!properties.isEmpty()) {
            schema.put("properties", properties);
        }
        return schema.put("additionalProperties", false);
    }

    private static JsonObject of(Form form) {
        if (form instanceof Form.Whole range) {
            return type("integer").put("minimum", (int) range.min()).put("maximum", (int) range.max());
        }
        if (form instanceof Form.Words words) {
            return type("string")
                    .put("minLength", 1)
                    .put("maxLength", words.charsMax())
                    .put("pattern", "\\S");
        }
        if (form instanceof Form.OneOf choice) {
            return type("string").put("enum", new JsonArray(choice.words()));
        }
        if (form instanceof Form.Coded coded) {
            return type("string").put("pattern", coded.pattern()).put(Schemas.REFUSAL, coded.refusal());
        }
        if (form instanceof Form.Many many) {
            return type("array")
                    .put("items", of(many.of()))
                    .put("minItems", many.min())
                    .put("maxItems", many.max());
        }
        if (form instanceof Form.Group group) {
            return of(group.shape());
        }
        if (form instanceof Form.Figures) {
            Document document = FrameShapes.document();
            return document.schema(document.at("#/components/schemas/Health"));
        }
        return type("boolean");
    }

    private static JsonObject type(String type) {
        return new JsonObject().put("type", type);
    }
}
