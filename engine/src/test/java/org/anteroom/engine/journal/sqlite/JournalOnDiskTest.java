package org.anteroom.engine.journal.sqlite;

import static org.anteroom.engine.journal.sqlite.JournalFixture.await;
import static org.anteroom.engine.journal.sqlite.JournalFixture.entries;
import static org.anteroom.engine.journal.sqlite.JournalFixture.tamper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.vault.WrongRootKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalOnDiskTest {
    private static final StreamId ANA = new StreamId("ses_ana");

    @TempDir
    Path path;

    @Test
    void nothingPersonal_standsReadableInTheFolder() throws IOException {
        String name = "Ana Lopez-Quartz";
        try (JournalFixture fixture = JournalFixture.open(path)) {
            for (int seq = 1; seq <= 50; seq++) {
                fixture.append(ANA, seq, "{\"name\":\"" + name + "\"}");
            }
            assertNowhere(name);
            assertThat(path.resolve("journal.db-wal")).exists();
        }
        assertNowhere(name);
    }

    @Test
    void everyFile_isReadableByItsOwnerOnly() throws IOException {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 1, "{}");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            Set<String> names =
                    files().map(file -> file.getFileName().toString()).collect(Collectors.toSet());
            assertThat(names).contains("journal.db", "journal.db-wal", "root.bcfks", "lock");
            for (Path file : files().toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void keystoreOfAnotherFolder_isRefused(@TempDir Path other) throws IOException {
        JournalFixture.open(path).close();
        JournalFixture.open(other).close();
        Files.delete(path.resolve("root.bcfks"));
        Files.copy(other.resolve("root.bcfks"), path.resolve("root.bcfks"));

        assertThatThrownBy(() -> JournalFixture.open(path))
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("does not belong to the journal");
    }

    @Test
    void keystoreThatIsGone_isRefused() throws IOException {
        JournalFixture.open(path).close();
        Files.delete(path.resolve("root.bcfks"));
        assertThatThrownBy(() -> JournalFixture.open(path)).isInstanceOf(WrongRootKeyException.class);
    }

    @Test
    void journalOfALaterRelease_isRefused() throws SQLException {
        JournalFixture.open(path).close();
        tamper(path, "PRAGMA user_version = 2");
        assertThatThrownBy(() -> JournalFixture.open(path))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("has schema version 2; this release reads version 1");
    }

    @Test
    void fileThatIsNoDatabase_isRefused() throws IOException {
        JournalFixture.open(path).close();
        Files.writeString(path.resolve("journal.db"), "not a database at all ".repeat(100));
        assertThatThrownBy(() -> JournalFixture.open(path))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("cannot be opened");
    }

    @Test
    void folderTwiceInOneProcess_isRefusedAndTheFirstKeepsItsLock() {
        try (DataFolder first = DataFolder.open(path)) {
            assertThat(first.holdsJournal()).isFalse();
            assertThatThrownBy(() -> DataFolder.open(path)).isInstanceOf(DataFolderException.class);
            assertThatThrownBy(() -> DataFolder.open(path.resolve("."))).isInstanceOf(DataFolderException.class);
        }
        DataFolder.open(path).close();
    }

    @Test
    void folderThatIsAFile_isRefusedWithWhatToDo() throws IOException {
        Path file = Files.createFile(path.resolve("file"));
        assertThatThrownBy(() -> DataFolder.open(file.resolve("data")))
                .isInstanceOf(DataFolderException.class)
                .hasMessageContaining("ANTEROOM_DATA");
    }

    @Test
    void tenThousandEntriesOfManyStreams_areFoldedWhole() {
        int streams = 200;
        int entriesEach = 50;
        String body = "x".repeat(300);
        try (JournalFixture fixture = JournalFixture.open(path)) {
            for (int seq = 1; seq <= entriesEach; seq++) {
                List<Future<Void>> round = new ArrayList<>();
                for (int stream = 0; stream < streams; stream++) {
                    round.add(fixture.journal().append(new StreamId("ses_" + stream), entries(seq, body)));
                }
                assertThat(await(Future.all(round)).succeeded()).isTrue();
            }
            assertThat(fixture.fold().streams)
                    .hasSize(streams)
                    .allSatisfy((stream, bodies) -> assertThat(bodies).hasSize(entriesEach));
        }
    }

    private void assertNowhere(String text) throws IOException {
        for (Path file : files().toList()) {
            assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                    .as(file.toString())
                    .doesNotContain(text)
                    .doesNotContain("Lopez");
        }
    }

    private Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile).toList().stream();
        }
    }
}
