package org.anteroom.engine.journal.sqlite;

import static org.anteroom.engine.journal.sqlite.JournalFixture.await;
import static org.anteroom.engine.journal.sqlite.JournalFixture.tamper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.journal.FoldListener;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Summaries: a fold takes one in place of its stream while it is of the stream's end and as it was written. */
class SummaryTest {
    private static final StreamId ANA = new StreamId("ses_ana");
    private static final StreamId BEN = new StreamId("ses_ben");

    @TempDir
    Path path;

    /** Takes every summary, unless it was told not to. */
    private static final class Summaries implements FoldListener {
        final Map<StreamId, String> summaries = new LinkedHashMap<>();
        final Map<StreamId, Integer> streams = new LinkedHashMap<>();
        final Map<StreamId, String> quarantined = new LinkedHashMap<>();
        boolean refuses;

        @Override
        public boolean onSummary(StreamId stream, long seq, byte[] body) {
            summaries.put(stream, seq + " " + new String(body, StandardCharsets.UTF_8));
            return !refuses;
        }

        @Override
        public void onStream(StreamId stream, List<StoredEntry> entries) {
            streams.put(stream, entries.size());
        }

        @Override
        public void onQuarantined(StreamId stream, String reasonWord, long entryRow) {
            quarantined.put(stream, reasonWord);
        }

        @Override
        public void onStreamsMissing(long count) {
            throw new AssertionError("nothing is missing");
        }
    }

    @BeforeEach
    void twoStreams() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 1, "a1", "a2", "a3");
            fixture.append(BEN, 1, "b1", "b2");
            summarize(fixture, ANA, 3, "of Ana");
        }
    }

    private static void summarize(JournalFixture fixture, StreamId stream, long seq, String text) {
        await(fixture.journal().summarize(stream, seq, text.getBytes(StandardCharsets.UTF_8)));
    }

    private Summaries fold(boolean refuses) {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            Summaries heard = new Summaries();
            heard.refuses = refuses;
            await(fixture.journal().fold(heard));
            return heard;
        }
    }

    @Test
    void streamWithASummary_isNotRead() {
        Summaries heard = fold(false);
        assertThat(heard.summaries).containsExactly(Map.entry(ANA, "3 of Ana"));
        assertThat(heard.streams).containsExactly(Map.entry(BEN, 2));
    }

    @Test
    void summaryThatWillNotDo_leavesTheStreamToBeRead() {
        assertThat(fold(true).streams).containsExactly(Map.entry(ANA, 3), Map.entry(BEN, 2));
    }

    @Test
    void streamThatWentOn_hasNoSummary_untilItHasANewOne() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 4, "a4");
            assertThat(await(fixture.journal().summaries(List.of(ANA)))).containsExactly(Optional.empty());
            summarize(fixture, ANA, 3, "late");
            assertThat(await(fixture.journal().summaries(List.of(ANA)))).containsExactly(Optional.empty());
            summarize(fixture, ANA, 4, "new");
            Optional<byte[]> summary =
                    await(fixture.journal().summaries(List.of(BEN, ANA))).get(1);
            assertThat(summary.map(body -> new String(body, StandardCharsets.UTF_8)))
                    .contains("new");
        }
        assertThat(fold(false).summaries).containsExactly(Map.entry(ANA, "4 new"));
    }

    @Test
    void summaryThatIsNotAsItWasWritten_isNone() throws SQLException {
        tamper(path, "UPDATE summary SET body = CAST(body || x'00' AS BLOB)");
        assertThat(fold(false).streams).containsExactly(Map.entry(ANA, 3), Map.entry(BEN, 2));
    }

    @Test
    void summaryOfAnotherStream_isNone() throws SQLException {
        tamper(path, "UPDATE summary SET stream = 2, seq = 2");
        assertThat(fold(false).streams).containsExactly(Map.entry(ANA, 3), Map.entry(BEN, 2));
    }

    @Test
    void brokenStreamWithASummary_isFoundByItsCheck_andByWhoReadsIt() throws SQLException {
        tamper(path, "UPDATE entry SET type = 'seat-denied' WHERE id = 2");
        assertThat(fold(false).quarantined).isEmpty();
        try (JournalFixture fixture = JournalFixture.open(path)) {
            await(fixture.journal().check(BEN));
            assertThatThrownBy(() -> await(fixture.journal().check(ANA)))
                    .isInstanceOf(StreamQuarantinedException.class);
            assertThatThrownBy(() -> fixture.read(ANA, 2, 1)).isInstanceOf(StreamQuarantinedException.class);
        }
        try (JournalFixture fixture = JournalFixture.open(path)) {
            assertThatThrownBy(() -> await(fixture.journal().readAll(ANA, List::size)))
                    .isInstanceOf(StreamQuarantinedException.class);
        }
    }

    @Test
    void headThatIsNotAsItWasWritten_isQuarantinedInSpiteOfASummary() throws SQLException {
        tamper(path, "UPDATE stream SET head_seq = 2, head_row = 2 WHERE id = 1");
        assertThat(fold(false).quarantined).containsExactly(Map.entry(ANA, "head"));
    }

    @Test
    void firstEntry_isReadOfABrokenStreamToo_whereItIsWhole() throws SQLException {
        tamper(path, "UPDATE entry SET type = 'seat-denied' WHERE id IN (2, 4)");
        try (JournalFixture fixture = JournalFixture.open(path)) {
            assertThat(await(fixture.journal().first(ANA)).map(JournalFixture::body))
                    .contains("a1");
            assertThat(await(fixture.journal().first(BEN))).isEmpty();
            assertThat(await(fixture.journal().first(new StreamId("ses_none")))).isEmpty();
        }
    }
}
