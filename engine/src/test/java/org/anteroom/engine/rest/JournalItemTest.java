package org.anteroom.engine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.journal.EventCodecTest;
import org.anteroom.engine.rest.document.Document;
import org.anteroom.engine.rest.document.ShapeCheck;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.SessionEvent;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The events of {@code /journal} and the shapes that openapi.yaml promises for them: the same ones, field by field. */
class JournalItemTest {
    private static final Document OPEN = Document.openApi();
    private static final JsonArray SHAPES =
            OPEN.at("#/components/schemas/JournalData").getJsonArray("anyOf");

    private static JsonObject shape(String name) {
        return SHAPES.stream()
                .map(JsonObject.class::cast)
                .filter(shape -> shape.getString("title").equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyEvent_hasAShape_andEveryShapeIsAnEvents() {
        List<String> titles = SHAPES.stream()
                .map(shape -> ((JsonObject) shape).getString("title"))
                .toList();
        assertThat(titles)
                .containsExactlyInAnyOrderElementsOf(
                        Features.events().stream().map(EventKind::name).toList());
    }

    @TestFactory
    List<DynamicTest> event_isShownAsItsShapeSays() {
        return EventCodecTest.EVENTS.stream()
                .map(event -> DynamicTest.dynamicTest(event.eventName(), () -> {
                    JsonObject shape = shape(event.eventName());
                    assertThat(ShapeCheck.fault(OPEN, shape, new JsonObject(JournalItem.data(event))))
                            .isEmpty();
                    checkRequired(event, shape);
                }))
                .toList();
    }

    /** A field that is optional in the event may be absent, and no other. */
    private static void checkRequired(SessionEvent event, JsonObject shape) {
        List<String> required = Arrays.stream(event.getClass().getRecordComponents())
                .filter(component -> component.getType() != Optional.class)
                .map(component -> component.getName())
                .toList();
        assertThat(shape.getJsonArray("required", new JsonArray())).containsExactlyElementsOf(required);
        assertThat(shape.getJsonObject("properties", new JsonObject()).fieldNames())
                .containsExactly(Arrays.stream(event.getClass().getRecordComponents())
                        .map(component -> component.getName())
                        .toArray(String[]::new));
    }
}
