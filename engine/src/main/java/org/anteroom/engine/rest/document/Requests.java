package org.anteroom.engine.rest.document;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The operations of {@code openapi.yaml}, and what each of them takes. */
public final class Requests {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    private final List<Operation> operations = new ArrayList<>();

    public Requests(Document openApi) {
        JsonObject paths = openApi.tree().getJsonObject("paths");
        for (String path : paths.fieldNames()) {
            JsonObject item = paths.getJsonObject(path);
            item.fieldNames().stream()
                    .filter(METHODS::contains)
                    .forEach(method -> operations.add(Operation.of(openApi, method, path, item.getJsonObject(method))));
        }
    }

    /** The operation of this method whose path has this form; the values in the path are not looked at. */
    public Optional<Operation> find(String method, String path) {
        String wanted = method.toLowerCase(Locale.ROOT);
        return operations.stream()
                .filter(operation -> operation.is(wanted, path))
                .min(Comparator.comparing(operation -> !operation.hasSuffix()));
    }

    public List<Operation> operations() {
        return List.copyOf(operations);
    }
}
