package org.anteroom.engine.rest.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.features.Samples;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.wire.InvalidException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The shapes that features declare: as both documents write them, and as the reader reads them. */
class ShapeDocumentsTest {
    private static final Document ASYNC = FrameShapes.document();
    private static final Document OPEN = Document.openApi();

    private static Stream<DynamicTest> ofEachCommand(BiConsumer<CommandKind<?>, JsonObject> test) {
        return Features.commands().stream()
                .map(kind -> dynamicTest(kind.name(), () -> test.accept(kind, ShapeSchemas.of(kind.shape()))));
    }

    private static JsonObject args(Document document, JsonObject message) {
        return document.schema(message.getJsonObject("properties").getJsonObject("args"));
    }

    @TestFactory
    Stream<DynamicTest> arguments_areThoseOfBothDocuments() {
        JsonObject branches = OPEN.at("#/components/schemas/Command/discriminator/mapping");
        return ofEachCommand((kind, schema) -> {
            JsonObject message = ASYNC.at("#/components/messages/command-" + kind.name() + "/payload");
            assertThat(args(ASYNC, message)).as("asyncapi.yaml").isEqualTo(schema);
            JsonObject branch = OPEN.at(Objects.requireNonNull(branches.getString(kind.name())));
            assertThat(args(OPEN, branch)).as("openapi.yaml").isEqualTo(schema);
        });
    }

    @TestFactory
    Stream<DynamicTest> argumentsOfTheShape_areRead_withAndWithoutWhatMayBeLeftOut() {
        return ofEachCommand((kind, schema) -> {
            Rule rule = Rule.of(schema);
            JsonObject whole = Samples.whole(kind.shape(), Commands.NOBODY);
            assertThat(rule.fault(whole, "")).isEmpty();
            assertThat(Samples.read(kind, whole).flaw()).isEmpty();
            for (Field<?> field : kind.shape().fields()) {
                JsonObject without = whole.copy();
                without.remove(field.name());
                assertThat(rule.fault(without, "").isEmpty()).as(field.name()).isEqualTo(!field.required());
                assertThat(refusal(kind, without).isEmpty()).as(field.name()).isEqualTo(!field.required());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> argumentsBentInEveryWay_areRefusedAtTheSamePlace() {
        return ofEachCommand((kind, schema) -> {
            List<Mutations.Mutation> bent = Mutations.of(schema, Samples.whole(kind.shape(), Commands.NOBODY));
            assertThat(bent)
                    .isNotEmpty()
                    .allSatisfy(mutation -> assertThat(refusal(kind, mutation.value()))
                            .as(mutation.what())
                            .isEqualTo(mutation.pointer()));
        });
    }

    /** Where the reader sees a fault; nothing where it sees none. */
    private static String refusal(CommandKind<?> kind, JsonObject args) {
        try {
            assertThat(Samples.read(kind, args)).isNotNull();
            return "";
        } catch (InvalidException e) {
            return e.pointer();
        }
    }
}
