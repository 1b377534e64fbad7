package org.anteroom.engine.rest.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.SessionReader;
import org.junit.jupiter.api.Test;

/** Sessions as openapi.yaml writes them and as their reader reads them: the same refusals at the same places. */
class SessionDocumentsTest {
    private static final int CAPACITY_MAX = 64;
    private static final Document OPEN = Document.openApi();
    private static final SessionPlan WAS = new SessionPlan(
            new Text("The title"),
            "group",
            Instant.parse("2026-11-24T15:00:00Z"),
            90,
            12,
            Policy.DEFAULT,
            Optional.empty(),
            Grouping.NONE);

    private static Stream<JsonObject> examples(String path, String method) {
        JsonObject examples = OPEN.tree()
                .getJsonObject("paths")
                .getJsonObject(path)
                .getJsonObject(method)
                .getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("examples");
        return examples.stream().map(example -> ((JsonObject) example.getValue()).getJsonObject("value"));
    }

    private static Optional<String> refusal(Consumer<Fields> reader, JsonObject body) {
        Fields fields = new Fields(body, "");
        try {
            reader.accept(fields);
            fields.done();
            return Optional.empty();
        } catch (InvalidException e) {
            return Optional.of(e.pointer());
        }
    }

    private static void compare(String shape, Stream<JsonObject> examples, Consumer<Fields> reader) {
        JsonObject schema = OPEN.schema(OPEN.at("#/components/schemas/" + shape));
        Rule rule = Rule.of(schema);
        for (JsonObject good : examples.toList()) {
            assertThat(rule.fault(good, "")).isEmpty();
            assertThat(refusal(reader, good)).isEmpty();
            List<Mutations.Mutation> mutations = Mutations.of(schema, good);
            assertThat(mutations).hasSizeGreaterThan(10);
            for (Mutations.Mutation mutation : mutations) {
                String what = shape + ", " + mutation.what() + " at " + mutation.pointer();
                assertThat(rule.fault(mutation.value(), "").map(InvalidException::pointer))
                        .as("the schema: " + what)
                        .contains(mutation.pointer());
                assertThat(refusal(reader, mutation.value()))
                        .as("the reader: " + what)
                        .contains(mutation.pointer());
            }
        }
    }

    @Test
    void whatIsWrongInANewSession_isRefusedByTheSchemaAndByTheReader() {
        compare("SessionDraft", examples("/v1/sessions", "post"), fields -> {
            assertThat(SessionReader.plan(fields, CAPACITY_MAX)).isNotNull();
            assertThat(SessionReader.roster(fields)).isNotNull();
        });
    }

    @Test
    void whatIsWrongInAChange_isRefusedByTheSchemaAndByTheReader() {
        Stream<JsonObject> changes = Stream.concat(
                examples("/v1/sessions/{id}", "patch"),
                examples("/v1/sessions", "post").map(draft -> {
                    JsonObject change = draft.copy();
                    change.remove("roster");
                    return change;
                }));
        compare(
                "SessionChange",
                changes,
                fields -> assertThat(SessionReader.change(fields, WAS, CAPACITY_MAX))
                        .isNotNull());
    }
}
