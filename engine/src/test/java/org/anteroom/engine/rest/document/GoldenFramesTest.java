package org.anteroom.engine.rest.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The frames that the web client's tests read. They leave out what a test does not need and name seats as they like;
 * every field that they do have is one of the document's, and of its type.
 */
class GoldenFramesTest {
    private static final Path FOLDER = Path.of("../web-client/src/protocol/golden");
    private static final Set<String> OF_ANOTHER_RELEASE = Set.of("event-of-a-newer-server.json");

    @TestFactory
    Stream<DynamicTest> clientsFrames_haveNoFieldThatTheDocumentDoesNotKnow() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(FOLDER)) {
            files = listed.toList();
        }
        return files.stream()
                .filter(file -> !OF_ANOTHER_RELEASE.contains(file.getFileName().toString()))
                .sorted()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> check(file)));
    }

    private static void check(Path file) throws IOException {
        JsonObject frame = new JsonObject(Files.readString(file));
        String key = FrameShapes.key(frame);
        assertThat(FrameShapes.keys()).contains(key);
        assertThat(file.getFileName().toString()).startsWith(frame.getString("type"));
        Document document = FrameShapes.document();
        JsonObject payload = document.at("#/components/messages/" + key + "/payload");
        Rule rule = Rule.of((JsonObject) loose(Strict.closed(document.schema(payload))));
        assertThat(rule.fault(frame, "").map(fault -> fault.pointer() + ": " + fault.detail()))
                .isEmpty();
    }

    /** The schema without what must be there and what form ids have. */
    private static Object loose(Object node) {
        if (node instanceof JsonArray list) {
            JsonArray loose = new JsonArray();
            list.forEach(element -> loose.add(loose(element)));
            return loose;
        }
        if (node instanceof JsonObject object) {
            JsonObject loose = new JsonObject();
            object.fieldNames().stream()
                    .filter(name -> !(name.equals("required") && object.getValue(name) instanceof JsonArray))
                    .filter(name -> !(name.equals("pattern") && object.getValue(name) instanceof String))
                    .forEach(name -> loose.put(name, loose(object.getValue(name))));
            return loose;
        }
        return node;
    }
}
