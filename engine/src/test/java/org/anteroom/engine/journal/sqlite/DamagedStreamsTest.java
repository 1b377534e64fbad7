package org.anteroom.engine.journal.sqlite;

import static org.anteroom.engine.journal.sqlite.JournalFixture.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.anteroom.engine.journal.CommittedPage;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of a follower where a page of table {@code stream} is damaged: it has every entry of the streams that can be
 * read, and the others are closed.
 */
class DamagedStreamsTest {
    private static final int STREAMS = 90;
    private static final int PAGE_BYTES = 4_096;
    private static final int FIRST = 1;
    /** On another page of table {@code stream} than the one in the middle. */
    private static final int FEW = 5;

    private static final int MIDDLE = STREAMS / 2;
    private static final int ROWS = 2 * STREAMS;

    @TempDir
    Path path;

    /** Each stream has two entries, in rows of one page of the store with few others. */
    @BeforeEach
    void write() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            for (int seq = 1; seq <= 2; seq++) {
                for (int i = 1; i <= STREAMS; i++) {
                    fixture.append(stream(i), seq, body(i, seq));
                }
            }
        }
    }

    private static StreamId stream(int number) {
        return new StreamId("ses_" + number);
    }

    private static String body(int number, int seq) {
        return number + ":" + seq + " " + "b".repeat(700);
    }

    private static List<String> followed(JournalFixture fixture) {
        List<String> all = new ArrayList<>();
        long cursor = 0;
        while (cursor < ROWS) {
            CommittedPage page = await(fixture.journal().follow(cursor, 10));
            page.entries().forEach(entry -> all.add(JournalFixture.body(entry.entry())));
            cursor = page.cursor();
        }
        return all;
    }

    private static List<StreamId> closed(JournalFixture fixture) {
        List<StreamId> closed = new ArrayList<>();
        for (int i = 1; i <= STREAMS; i++) {
            try {
                fixture.append(stream(i), 3, body(i, 3));
            } catch (StreamQuarantinedException e) {
                closed.add(stream(i));
            }
        }
        return closed;
    }

    /** Overwrites the page of the store on which this stands, and no other. */
    private void damagePageOf(String query) throws Exception {
        byte[] what = JournalFixture.bytes(path, query);
        Path file = path.resolve(DataFolder.DATABASE);
        byte[] bytes = Files.readAllBytes(file);
        // From the end: where a page was split, what it held may be left on it.
        int at = bytes.length - what.length;
        while (!Arrays.equals(bytes, at, at + what.length, what, 0, what.length)) {
            at--;
        }
        int page = at / PAGE_BYTES * PAGE_BYTES;
        Arrays.fill(bytes, page, page + PAGE_BYTES, (byte) 0);
        Files.write(file, bytes);
    }

    private void damageStream(int number) throws Exception {
        damagePageOf("SELECT wrapped_key FROM stream WHERE id = " + number);
    }

    private void damageEntry(int row) throws Exception {
        damagePageOf("SELECT body FROM entry WHERE id = " + row);
    }

    @Test
    void streamsOnADamagedPage_areClosed_andTheOthersAreFollowed() throws Exception {
        damageStream(MIDDLE);
        try (JournalFixture fixture = JournalFixture.open(path)) {
            List<String> followed = followed(fixture);
            List<StreamId> closed = closed(fixture);
            assertThat(closed).contains(stream(MIDDLE)).hasSizeBetween(2, STREAMS / 2);
            for (int i = 1; i <= STREAMS; i++) {
                if (closed.contains(stream(i))) {
                    assertThat(followed).doesNotContain(body(i, 1), body(i, 2));
                } else {
                    assertThat(followed).containsOnlyOnce(body(i, 1), body(i, 2));
                }
            }
        }
    }

    @Test
    void damagedEntriesBesideDamagedStreams_arePassedOver() throws Exception {
        damageStream(MIDDLE);
        damageEntry(STREAMS + FEW);
        try (JournalFixture fixture = JournalFixture.open(path)) {
            List<String> followed = followed(fixture);
            assertThat(followed).contains(body(FIRST, 1), body(STREAMS, 1), body(STREAMS, 2));
            assertThat(followed).doesNotContain(body(FEW, 2), body(MIDDLE, 1));
            assertThatThrownBy(() -> fixture.append(stream(FEW), 3, "more"))
                    .isInstanceOf(StreamQuarantinedException.class);
            assertThatThrownBy(() -> fixture.append(stream(MIDDLE), 3, "more"))
                    .isInstanceOf(StreamQuarantinedException.class);
            fixture.append(stream(STREAMS), 3, body(STREAMS, 3));
            assertThat(await(fixture.journal().follow(ROWS, 10)).entries()).hasSize(1);
        }
    }

    @Test
    void streamsThatCannotBeNamedEither_arePassedOver() throws Exception {
        damageStream(MIDDLE);
        damageIndex();
        try (JournalFixture fixture = JournalFixture.open(path)) {
            assertThat(followed(fixture))
                    .contains(body(FIRST, 1), body(FIRST, 2), body(STREAMS, 1), body(STREAMS, 2))
                    .doesNotContain(body(MIDDLE, 1), body(MIDDLE, 2));
        }
    }

    /** Of the index of names, where the store keeps the page that it begins with. */
    private void damageIndex() throws Exception {
        byte[] page = JournalFixture.bytes(
                path, "SELECT CAST(rootpage AS TEXT) FROM sqlite_schema WHERE name = 'sqlite_autoindex_stream_1'");
        long at = (Long.parseLong(new String(page, StandardCharsets.US_ASCII)) - 1) * PAGE_BYTES;
        Path file = path.resolve(DataFolder.DATABASE);
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, (int) at, (int) at + PAGE_BYTES, (byte) 0);
        Files.write(file, bytes);
    }
}
