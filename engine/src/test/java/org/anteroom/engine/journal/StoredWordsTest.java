package org.anteroom.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The words that stand on disk: none of them is lost or written otherwise by a later release. */
class StoredWordsTest {
    private static String now() {
        return EventCodec.ENUMS.stream()
                .map(type -> type.getSimpleName() + ": "
                        + Arrays.stream(type.getEnumConstants())
                                .map(StoredWords::of)
                                .collect(Collectors.joining(" ")))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void wordsOnDisk_areAsTheyWere() throws IOException {
        try (InputStream in = StoredWordsTest.class.getResourceAsStream("stored-words.txt")) {
            assertThat(now()).isEqualTo(new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
