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

/** The frames that the web client's tests read: as the document has them, but for ids, which are short there. */
class GoldenFramesTest {
    private static final Path FOLDER = Path.of("../web-client/src/protocol/golden");
    /** What a client also reads where an engine leaves out what this one always sends. */
    private static final Set<String> LEAVE_SOMETHING_OUT = Set.of(
            "event-breakouts-opened.json",
            "event-breakouts-planned.json",
            "event-message-to-waiting.json",
            "event-seat-moved-staff.json",
            "signal-attendance.json",
            "welcome-away.json",
            "welcome-inside.json",
            "welcome-staff.json",
            "welcome-waiting.json");

    private static final Set<String> OF_ANOTHER_RELEASE = Set.of("event-of-a-newer-server.json");

    @TestFactory
    Stream<DynamicTest> clientsFrames_areThoseOfTheDocument() throws IOException {
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
        boolean whole = !LEAVE_SOMETHING_OUT.contains(file.getFileName().toString());
        Rule rule = Rule.of((JsonObject) loose(Strict.closed(document.schema(payload)), whole));
        assertThat(rule.fault(frame, "").map(fault -> fault.pointer() + ": " + fault.detail()))
                .isEmpty();
    }

    /** The schema without the form of ids and, where a frame is not whole, without what must be there. */
    private static Object loose(Object node, boolean whole) {
        if (node instanceof JsonArray list) {
            JsonArray loose = new JsonArray();
            list.forEach(element -> loose.add(loose(element, whole)));
            return loose;
        }
        if (node instanceof JsonObject object) {
            JsonObject loose = new JsonObject();
            object.fieldNames().stream()
                    .filter(name -> whole || !(name.equals("required") && object.getValue(name) instanceof JsonArray))
                    .filter(name -> !(name.equals("pattern") && object.getValue(name) instanceof String))
                    .forEach(name -> loose.put(name, loose(object.getValue(name), whole)));
            return loose;
        }
        return node;
    }
}
