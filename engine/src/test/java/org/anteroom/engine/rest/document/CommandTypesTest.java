package org.anteroom.engine.rest.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.anteroom.engine.features.Features;
import org.junit.jupiter.api.Test;

/** The web client's types of commands are those of the shapes that features declare. */
class CommandTypesTest {
    private static final Path CHECKED_IN = Path.of("../web-client/src/protocol/args.ts");
    private static final Path MADE = Path.of("target/args.ts");

    @Test
    void clientsTypes_areThoseOfTheShapes() throws IOException {
        String made = ShapeTypes.of(Features.commands());
        Files.writeString(MADE, made);
        assertThat(Files.readString(CHECKED_IN))
                .as("copy engine/" + MADE + " to " + CHECKED_IN.getFileName() + " in web-client/src/protocol")
                .isEqualTo(made);
    }
}
