package org.anteroom.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a text may hold, by the table that the web client is tested by too. */
class TextsTest {
    private static final Path TABLE = Path.of("../web-client/test/texts.json");
    private static final int CHARS_MAX = 200;
    private static final Map<String, String> SENTENCES = Map.of(
            "empty", "Must not be empty.",
            "hidden", "Must not hold control, direction or hidden characters.",
            "marks", "Must have at most 8 marks on one letter.",
            "markup", "Must not hold < or >.",
            "long", "Must have at most 200 characters.");

    private record Row(String why, boolean line, String text, JsonObject json) {
        @Override
        public String toString() {
            return why;
        }

        String read() {
            return (line ? Texts.line("/x", text, CHARS_MAX) : Texts.prose("/x", text, CHARS_MAX)).value();
        }
    }

    static Stream<Row> rows() throws IOException {
        return new JsonArray(Files.readString(TABLE))
                .stream()
                        .map(JsonObject.class::cast)
                        .map(row -> new Row(
                                row.getString("why"),
                                row.getString("kind").equals("line"),
                                row.getString("text").repeat(row.getInteger("repeat", 1)),
                                row));
    }

    static Stream<Row> good() throws IOException {
        return rows().filter(row -> !row.json().containsKey("flaw"));
    }

    static Stream<Row> bad() throws IOException {
        return rows().filter(row -> row.json().containsKey("flaw"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void goodText_isReadCleaned(Row row) {
        assertThat(row.read()).isEqualTo(row.json().getString("is", row.text()));
    }

    /** Not in the table: JSON with half a character in it is not read everywhere. */
    @Test
    void halfACharacter_isRefused() {
        Row half = new Row("half a character", false, "a\uD83Eb", new JsonObject().put("flaw", "hidden"));
        badText_isRefusedWithItsField(half);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badText_isRefusedWithItsField(Row row) {
        InvalidException refused = catchThrowableOfType(InvalidException.class, row::read);
        assertThat(refused).as(row.why()).isNotNull();
        assertThat(refused.pointer()).isEqualTo("/x");
        assertThat(refused.detail()).isEqualTo(SENTENCES.get(row.json().getString("flaw")));
    }
}
