package org.anteroom.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AliveMarkTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void theLastTimeWritten_isRead() throws Exception {
        AliveMark mark = new AliveMark(folder);
        mark.write(NOON);
        mark.write(NOON.plusMillis(1_001));
        assertThat(new AliveMark(folder).last()).contains(NOON.plusMillis(1_001));
        assertThat(Files.getPosixFilePermissions(folder.resolve("alive")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void withoutAMark_orWithOneThatSaysNothing_nothingIsKnown() throws Exception {
        assertThat(new AliveMark(folder).last()).isEmpty();
        for (String nothing : new String[] {"", "\n", "yesterday", "99999999999999999999"}) {
            Files.writeString(folder.resolve("alive"), nothing);
            assertThat(new AliveMark(folder).last()).as(nothing).isEmpty();
        }
    }

    @Test
    void aWriteThatFails_leavesTheMarkOfBefore() throws Exception {
        AliveMark mark = new AliveMark(folder);
        mark.write(NOON);
        Files.createDirectory(folder.resolve("alive.new"));
        assertThatThrownBy(() -> mark.write(NOON.plusSeconds(1))).isInstanceOf(IOException.class);
        assertThat(mark.last()).contains(NOON);
    }

    @Test
    void whatACrashLeftInTheMiddle_isWrittenOver() throws Exception {
        Files.writeString(folder.resolve("alive.new"), "17723664");
        AliveMark mark = new AliveMark(folder);
        assertThat(mark.last()).isEmpty();
        mark.write(NOON);
        assertThat(mark.last()).contains(NOON);
    }
}
