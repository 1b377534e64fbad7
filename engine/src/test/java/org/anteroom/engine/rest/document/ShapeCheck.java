package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Values against a shape of a document, with no room for fields that it does not name. */
public final class ShapeCheck {
    private ShapeCheck() {}

    /** What is wrong with the value; empty where nothing is. */
    public static Optional<String> fault(Document document, JsonObject shape, JsonObject value) {
        return Rule.of(Strict.closed(document.schema(shape)))
                .fault(value, "")
                .map(fault -> fault.pointer() + ": " + fault.detail());
    }
}
