package org.anteroom.engine.rest.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** The two documents by themselves: whole, without leftovers, alike where they say the same, and right in examples. */
class DocumentsTest {
    private static final Document OPEN = Document.openApi();
    private static final Document ASYNC = Document.asyncApi();

    /** Every object in a tree, with the path to it. */
    private static void walk(Object node, String path, BiConsumer<String, JsonObject> visit) {
        if (node instanceof JsonObject object) {
            visit.accept(path, object);
            object.fieldNames().forEach(name -> walk(object.getValue(name), path + "/" + name, visit));
        } else if (node instanceof JsonArray list) {
            for (int i = 0; i < list.size(); i++) {
                walk(list.getValue(i), path + "/" + i, visit);
            }
        }
    }

    private static Set<String> references(Document document) {
        Set<String> references = new TreeSet<>();
        walk(document.tree(), "", (path, node) -> {
            if (node.getValue("$ref") instanceof String reference) {
                references.add(reference);
            }
        });
        return references;
    }

    @Test
    void references_leadSomewhere_andNothingIsUnused() {
        for (Document document : List.of(OPEN, ASYNC)) {
            Set<String> references = references(document);
            references.forEach(reference -> assertThat(document.at(reference)).isNotNull());
            JsonObject components = document.tree().getJsonObject("components");
            for (String kind : Set.of("schemas", "responses", "parameters")) {
                for (String name :
                        components.getJsonObject(kind, new JsonObject()).fieldNames()) {
                    assertThat(references).contains("#/components/" + kind + "/" + name);
                }
            }
        }
    }

    @Test
    void schemasOfTheSameName_areTheSame() {
        JsonObject open = OPEN.at("#/components/schemas");
        JsonObject async = ASYNC.at("#/components/schemas");
        Set<String> shared = new HashSet<>(open.fieldNames());
        shared.retainAll(async.fieldNames());
        shared.remove("CommandId");
        assertThat(shared).hasSizeGreaterThan(50);
        shared.forEach(name -> assertThat(open.getJsonObject(name)).as(name).isEqualTo(async.getJsonObject(name)));
    }

    @Test
    void everyMessage_isOfOneDirection_andHasExamplesThatFitIt() {
        Set<String> keys = FrameShapes.keys();
        List<String> told = new ArrayList<>();
        for (String operation : Set.of("hear", "tell")) {
            ASYNC.at("#/operations/" + operation).getJsonArray("messages").forEach(message -> {
                String reference = ((JsonObject) message).getString("$ref");
                told.add(reference.substring(reference.lastIndexOf('/') + 1));
            });
        }
        // Either side answers a ping.
        assertThat(told.remove("pong")).isTrue();
        assertThat(told).containsExactlyInAnyOrderElementsOf(keys);
        assertThat(ASYNC.at("#/channels/connect/messages").fieldNames()).isEqualTo(keys);
        for (String key : keys) {
            JsonArray examples = ASYNC.at("#/components/messages/" + key).getJsonArray("examples");
            assertThat(examples).as(key).isNotEmpty();
            examples.forEach(example -> {
                JsonObject frame = ((JsonObject) example).getJsonObject("payload");
                assertThat(FrameShapes.key(frame)).isEqualTo(key);
                FrameShapes.check(frame);
            });
        }
    }

    @Test
    void everyBodyAndAnswer_hasExamplesThatFitIt() {
        walk(OPEN.tree(), "", (path, node) -> {
            JsonObject schema = node.getValue("schema") instanceof JsonObject object ? object : new JsonObject();
            if (!path.endsWith("json") || schema.isEmpty()) {
                return;
            }
            JsonObject examples = node.getJsonObject("examples", new JsonObject());
            assertThat(examples).as(path).isNotEmpty();
            for (Map.Entry<String, Object> example : examples) {
                Object value = ((JsonObject) example.getValue()).getValue("value");
                assertThat(rule(schema).fault(value, "").map(fault -> fault.pointer() + ": " + fault.detail()))
                        .as(path + ", " + example.getKey())
                        .isEmpty();
            }
        });
    }

    @Test
    void fieldThatNoMessageHas_isAFault_whereverItStands() {
        for (String key : FrameShapes.keys()) {
            ASYNC.at("#/components/messages/" + key).getJsonArray("examples").forEach(example -> {
                JsonObject frame = ((JsonObject) example).getJsonObject("payload");
                assertThat(FrameShapes.fault(frame.copy().put("leak", 1)))
                        .as(key)
                        .isPresent();
                for (String inner : Set.of("data", "args", "you", "session")) {
                    JsonObject leaking = frame.copy();
                    if (leaking.getValue(inner) instanceof JsonObject object) {
                        object.put("leak", 1);
                        assertThat(FrameShapes.fault(leaking))
                                .as(key + ", " + inner)
                                .isPresent();
                    }
                }
            });
        }
    }

    private static Rule rule(JsonObject schema) {
        boolean branches = OPEN.resolved(schema).containsKey(Schemas.DISCRIMINATOR);
        return branches ? Rule.of(OPEN, schema) : Rule.of(Strict.closed(OPEN.schema(schema)));
    }

    @Test
    void everyOperation_hasANameOfItsOwn_andSaysWhatMayGoWrong() {
        Set<String> names = new HashSet<>();
        for (Operation operation : new Requests(OPEN).operations()) {
            JsonObject node = OPEN.tree()
                    .getJsonObject("paths")
                    .getJsonObject(operation.path())
                    .getJsonObject(operation.method());
            assertThat(names.add(node.getString("operationId")))
                    .as(node.getString("operationId"))
                    .isTrue();
            Set<String> answers = node.getJsonObject("responses").fieldNames();
            boolean open = node.containsKey("security");
            assertThat(open || answers.contains("401"))
                    .as(operation.path() + " 401")
                    .isTrue();
            boolean judged = operation.takesBody() && operation.path().startsWith("/v1/");
            assertThat(!judged || answers.contains("400"))
                    .as(operation.path() + " 400")
                    .isTrue();
            boolean named = operation.path().contains("{id}");
            assertThat(!named || answers.contains("404"))
                    .as(operation.path() + " 404")
                    .isTrue();
        }
        assertThat(names).hasSizeGreaterThan(20);
    }
}
