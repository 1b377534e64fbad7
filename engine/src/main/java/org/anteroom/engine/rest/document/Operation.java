package org.anteroom.engine.rest.document;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.anteroom.engine.wire.InvalidException;

/** One operation of {@code openapi.yaml}: a method on a path, with the rules of what it takes. */
public final class Operation {
    private static final String SECURITY = "security";

    private final String method;
    private final String path;
    private final List<String> segments;
    private final List<Parameter> parameters;
    private final Optional<Rule> body;
    private final boolean bodyIsOptional;
    private final List<String> scopes;

    private record Parameter(String name, String in, String type, Rule rule) {}

    private Operation(
            String method,
            String path,
            List<Parameter> parameters,
            Optional<Rule> body,
            boolean bodyIsOptional,
            List<String> scopes) {
        this.method = method;
        this.path = path;
        this.segments = List.of(path.split("/", -1));
        this.parameters = parameters;
        this.body = body;
        this.bodyIsOptional = bodyIsOptional;
        this.scopes = scopes;
    }

    static Operation of(Document document, String method, String path, JsonObject node) {
        List<Parameter> parameters = new ArrayList<>();
        for (Object entry : node.getJsonArray("parameters", new JsonArray())) {
            JsonObject parameter = document.resolved((JsonObject) entry);
            JsonObject schema = document.schema(Objects.requireNonNull(parameter.getJsonObject("schema")));
            parameters.add(new Parameter(
                    Objects.requireNonNull(parameter.getString("name")),
                    Objects.requireNonNull(parameter.getString("in")),
                    schema.getString("type", ""),
                    Rule.of(schema)));
        }
        JsonObject request = node.getJsonObject("requestBody", new JsonObject());
        Optional<Rule> body = Optional.ofNullable(request.getJsonObject("content"))
                .map(content -> content.getJsonObject("application/json").getJsonObject("schema"))
                .map(schema -> Rule.of(document, schema));
        boolean optional = !request.getBoolean("required", false);
        return new Operation(method, path, List.copyOf(parameters), body, optional, scopes(document, node));
    }

    /** The scopes of an operation, one of which is enough; those of the document where it says none of its own. */
    private static List<String> scopes(Document document, JsonObject node) {
        JsonArray wanted = node.getJsonArray(SECURITY, document.tree().getJsonArray(SECURITY));
        return wanted.stream()
                .flatMap(one -> ((JsonObject) one).getJsonArray("apiKey").stream())
                .map(String.class::cast)
                .toList();
    }

    /** The scopes that open it to an API key, each by itself; empty where no key is needed. */
    public List<String> scopes() {
        return scopes;
    }

    public boolean needsNoKey() {
        return scopes.isEmpty();
    }

    public String method() {
        return method;
    }

    /** The path with its parameters in braces. */
    public String path() {
        return path;
    }

    boolean is(String wantedMethod, String wantedPath) {
        String[] steps = wantedPath.split("/", -1);
        if (!method.equals(wantedMethod) || steps.length != segments.size()) {
            return false;
        }
        for (int i = 0; i < steps.length; i++) {
            String segment = segments.get(i);
            if (isParameter(segment) ? !steps[i].endsWith(suffix(segment)) : !segment.equals(steps[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{");
    }

    /** What stands behind a parameter in its segment, as {@code .ics} does. */
    private static String suffix(String segment) {
        return segment.substring(segment.indexOf('}') + 1);
    }

    /** Whether something stands behind a parameter: of two operations that fit a path such a one is meant. */
    boolean hasSuffix() {
        return segments.stream()
                .anyMatch(segment -> isParameter(segment) && !suffix(segment).isEmpty());
    }

    /** Whether the values in this path have the form that they must have. */
    public boolean names(String actualPath) {
        String[] steps = actualPath.split("/", -1);
        return parameters.stream()
                .filter(parameter -> parameter.in().equals("path"))
                .allMatch(parameter -> parameter
                        .rule()
                        .fault(value(parameter.name(), steps), "")
                        .isEmpty());
    }

    private String value(String name, String[] steps) {
        for (int i = 0; i < steps.length; i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{" + name + "}")) {
                return steps[i].substring(0, steps[i].length() - suffix(segment).length());
            }
        }
        throw new IllegalStateException(path + " has no " + name);
    }

    /** Refuses a query parameter that is not what it has to be; others than those of the document are passed over. */
    public void checkQuery(MultiMap query) {
        parameters.stream()
                .filter(parameter -> parameter.in().equals("query"))
                .forEach(parameter -> Optional.ofNullable(query.get(parameter.name()))
                        .ifPresent(text -> parameter.rule().check(value(parameter, text), "/" + parameter.name())));
    }

    private static Object value(Parameter parameter, String text) {
        return switch (parameter.type()) {
            case "integer" -> text.matches("-?[0-9]{1,9}") ? Integer.valueOf(text) : text;
            case "boolean" -> text.matches("true|false") ? Boolean.valueOf(text) : text;
            default -> text;
        };
    }

    public boolean takesBody() {
        return body.isPresent();
    }

    /** Whether the body may be left out. */
    public boolean bodyIsOptional() {
        return bodyIsOptional;
    }

    /**
     * Refuses a body that is not what it has to be.
     *
     * @throws InvalidException with the pointer to the first fault
     */
    public void checkBody(JsonObject value) {
        body.ifPresent(rule -> rule.check(value, ""));
    }
}
