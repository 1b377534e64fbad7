package org.anteroom.engine.rest.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.wire.CommandReader;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Commands as the documents write them and as their reader reads them: the same names, and the same refusals. */
class CommandDocumentsTest {
    private static final String MESSAGE = "command-";
    private static final Document ASYNC = FrameShapes.document();
    private static final Document OPEN = Document.openApi();

    private static Set<String> documented() {
        return FrameShapes.keys().stream()
                .filter(key -> key.startsWith(MESSAGE))
                .map(key -> key.substring(MESSAGE.length()))
                .collect(Collectors.toSet());
    }

    private static JsonObject args(String name) {
        return ASYNC.schema(ASYNC.at("#/components/messages/" + MESSAGE + name + "/payload/properties/args"));
    }

    private static Stream<JsonObject> examples(String name) {
        JsonArray examples = ASYNC.at("#/components/messages/" + MESSAGE + name).getJsonArray("examples");
        return examples.stream()
                .map(example -> ((JsonObject) example).getJsonObject("payload").getJsonObject("args"));
    }

    private static Optional<String> refusal(String name, JsonObject args) {
        try {
            assertThat(CommandReader.read(name, new Fields(args, ""))).isNotNull();
            return Optional.empty();
        } catch (InvalidException e) {
            return Optional.of(e.pointer());
        }
    }

    @Test
    void everyCommandThatThereIs_isDocumentedAndRead_andNoOther() {
        Set<String> commands = Commands.all(Commands.NOBODY).map(Command::name).collect(Collectors.toSet());
        assertThat(commands).hasSize(Features.commands().size());
        assertThat(commands).allMatch(CommandReader::knows);
        assertThat(documented()).isEqualTo(commands);
        JsonObject mapping = OPEN.at("#/components/schemas/Command/discriminator/mapping");
        assertThat(mapping.fieldNames()).isEqualTo(commands);
        for (String name : commands) {
            JsonObject branch = OPEN.at(Objects.requireNonNull(mapping.getString(name)));
            assertThat(OPEN.schema(branch.getJsonObject("properties").getJsonObject("args")))
                    .as("args of " + name + " in both documents")
                    .isEqualTo(args(name));
        }
    }

    @TestFactory
    Stream<DynamicTest> examples_areTakenByTheSchemaAndByTheReader() {
        return documented().stream()
                .sorted()
                .map(name -> dynamicTest(name, () -> {
                    Rule rule = Rule.of(args(name));
                    examples(name).forEach(args -> {
                        assertThat(rule.fault(args, "")).isEmpty();
                        assertThat(refusal(name, args)).isEmpty();
                    });
                }));
    }

    @TestFactory
    Stream<DynamicTest> whatIsWrong_isRefusedByTheSchemaAndByTheReader_atTheSamePlace() {
        return documented().stream()
                .sorted()
                .map(name -> dynamicTest(name, () -> {
                    JsonObject schema = args(name);
                    Rule rule = Rule.of(schema);
                    List<Mutations.Mutation> mutations = examples(name)
                            .flatMap(good -> Mutations.of(schema, good).stream())
                            .toList();
                    assertThat(mutations).isNotEmpty();
                    mutations.forEach(mutation -> {
                        String what = name + ", " + mutation.what() + " at " + mutation.pointer();
                        assertThat(rule.fault(mutation.value(), "").map(InvalidException::pointer))
                                .as("the schema: " + what)
                                .contains(mutation.pointer());
                        assertThat(refusal(name, mutation.value()))
                                .as("the reader: " + what)
                                .contains(mutation.pointer());
                    });
                }));
    }
}
