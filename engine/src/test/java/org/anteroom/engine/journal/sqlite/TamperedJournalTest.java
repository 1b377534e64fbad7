package org.anteroom.engine.journal.sqlite;

import static org.anteroom.engine.journal.sqlite.JournalFixture.tamper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.anteroom.engine.journal.SequenceException;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;
import org.anteroom.engine.vault.Vault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever changes the file without the keys is noticed, and costs that stream alone. Rows 1, 3, 5 are Ana's. */
class TamperedJournalTest {
    private static final StreamId ANA = new StreamId("ses_ana");
    private static final StreamId BEN = new StreamId("ses_ben");

    @TempDir
    Path path;

    @BeforeEach
    void twoStreamsInTurns() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            for (int seq = 1; seq <= 3; seq++) {
                fixture.append(ANA, seq, "{ana " + seq + "}");
                fixture.append(BEN, seq, "{ben " + seq + "}");
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    flipped bit in a nonce   | UPDATE entry SET body = CAST(x'%s' AS BLOB) WHERE id = 3 | flip body 0   | chain
                    flipped bit in a body    | UPDATE entry SET body = CAST(x'%s' AS BLOB) WHERE id = 3 | flip body 14  | chain
                    flipped bit in a tag     | UPDATE entry SET body = CAST(x'%s' AS BLOB) WHERE id = 3 | flip body -1  | chain
                    flipped bit in a hash    | UPDATE entry SET hash = CAST(x'%s' AS BLOB) WHERE id = 3 | flip hash 5   | chain
                    changed type             | UPDATE entry SET type = 'seat-denied' WHERE id = 3       | ''            | chain
                    changed seq              | UPDATE entry SET seq = 7 WHERE id = 3                    | ''            | chain
                    last entry deleted       | DELETE FROM entry WHERE id = 5                           | ''            | truncated
                    middle entry deleted     | DELETE FROM entry WHERE id = 3                           | ''            | chain
                    pointer past an entry    | UPDATE entry SET previous = 1 WHERE id = 5               | ''            | chain
                    pointers in a circle     | UPDATE entry SET previous = 5 WHERE id = 3               | ''            | chain
                    pointer into another     | UPDATE entry SET previous = 4 WHERE id = 5               | ''            | chain
                    moved to another stream  | UPDATE entry SET stream = 2 WHERE id = 3                 | ''            | chain
                    body of wrong kind       | UPDATE entry SET body = 5 WHERE id = 3                   | ''            | chain
                    head seq lowered         | UPDATE stream SET head_seq = 2, head_row = 3 WHERE id = 1| ''            | head
                    head row lowered         | UPDATE stream SET head_row = 3 WHERE id = 1              | ''            | chain
                    head of another stream   | UPDATE stream SET (head_row, head_seq, head_hash, head_mac) = (SELECT head_row, head_seq, head_hash, head_mac FROM stream WHERE id = 2) WHERE id = 1 | '' | head
                    key of another stream    | UPDATE stream SET wrapped_key = (SELECT wrapped_key FROM stream WHERE id = 2) WHERE id = 1 | '' | key
                    key emptied              | UPDATE stream SET wrapped_key = x'' WHERE id = 1         | ''            | key
                    """)
    void change_quarantinesThatStreamAlone(String what, String sql, String flip, String reason) throws SQLException {
        tamper(path, flip.isEmpty() ? sql : sql.formatted(flipped(flip)));

        try (JournalFixture fixture = JournalFixture.open(path)) {
            JournalFixture.Folded folded = fixture.fold();
            assertThat(folded.quarantined).as(what).containsOnlyKeys(ANA).containsValue(reason);
            assertThat(folded.streams).containsOnlyKeys(BEN);
            assertThat(folded.streams.get(BEN)).containsExactly("{ben 1}", "{ben 2}", "{ben 3}");

            assertThatThrownBy(() -> fixture.append(ANA, 4, "{ana 4}")).isInstanceOf(StreamQuarantinedException.class);
            assertThatThrownBy(() -> fixture.read(ANA, 0, 10)).isInstanceOf(StreamQuarantinedException.class);
            fixture.append(BEN, 4, "{ben 4}");
        }
    }

    @Test
    void swappedEntries_quarantineThatStreamAlone() throws SQLException {
        tamper(
                path,
                "CREATE TEMP TABLE kept AS SELECT * FROM entry WHERE id IN (1, 3)",
                "UPDATE entry SET (hash, body) = (SELECT hash, body FROM kept WHERE id = 3) WHERE id = 1",
                "UPDATE entry SET (hash, body) = (SELECT hash, body FROM kept WHERE id = 1) WHERE id = 3");
        assertOnlyAnaIsQuarantined();
    }

    @Test
    void entriesSwappedBetweenStreams_quarantineBoth() throws SQLException {
        tamper(
                path,
                "CREATE TEMP TABLE kept AS SELECT * FROM entry WHERE id IN (3, 4)",
                "UPDATE entry SET (hash, body) = (SELECT hash, body FROM kept WHERE id = 4) WHERE id = 3",
                "UPDATE entry SET (hash, body) = (SELECT hash, body FROM kept WHERE id = 3) WHERE id = 4");
        try (JournalFixture fixture = JournalFixture.open(path)) {
            assertThat(fixture.fold().quarantined).containsOnlyKeys(ANA, BEN);
        }
    }

    @Test
    void streamCutShortWithItsHead_isQuarantined() throws SQLException {
        tamper(
                path,
                "DELETE FROM entry WHERE id = 5",
                "UPDATE stream SET head_row = 3, head_seq = 2,"
                        + " head_hash = (SELECT hash FROM entry WHERE id = 3) WHERE id = 1");
        assertOnlyAnaIsQuarantined();
    }

    @Test
    void streamDeletedWhole_isReportedMissing() throws SQLException {
        tamper(path, "DELETE FROM entry WHERE stream = 1", "DELETE FROM stream WHERE id = 1");
        try (JournalFixture fixture = JournalFixture.open(path)) {
            JournalFixture.Folded folded = fixture.fold();
            assertThat(folded.streams).containsOnlyKeys(BEN);
            assertThat(folded.missing).isEqualTo(List.of(1L));
        }
    }

    @Test
    void lastStreamDeletedWithTheCountLowered_isReportedMissing() throws SQLException {
        tamper(
                path,
                "DELETE FROM entry WHERE stream = 2",
                "DELETE FROM stream WHERE id = 2",
                "UPDATE store SET streams = 1");
        try (JournalFixture fixture = JournalFixture.open(path)) {
            assertThat(fixture.fold().missing).isEqualTo(List.of(1L));
        }
    }

    /** Tables as they are now, kept beside them. */
    private void keepTables() throws SQLException {
        for (String table : List.of("entry", "stream", "store", "head_sum")) {
            tamper(path, "CREATE TABLE old_" + table + " AS SELECT * FROM " + table);
        }
    }

    private static String putBack(String table, String where) {
        return "INSERT OR REPLACE INTO " + table + " SELECT * FROM old_" + table + " WHERE " + where;
    }

    private JournalFixture.Folded folded() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            return fixture.fold();
        }
    }

    @Test
    void journalThatNobodyChanged_isAsItWasLeft_alsoAfterFailedAppends() {
        assertThat(folded().headsChanged).isFalse();
        try (JournalFixture fixture = JournalFixture.open(path)) {
            assertThatThrownBy(() -> fixture.append(ANA, 9, "{ana 9}")).isInstanceOf(SequenceException.class);
            fixture.append(ANA, 4, "{ana 4}", "{ana 5}");
            fixture.append(new StreamId("ses_new"), 1, "{new 1}");
            fixture.append(ANA, 6, "{ana 6}");
            assertThat(fixture.fold().headsChanged).isFalse();
        }
        assertThat(folded().headsChanged).isFalse();
    }

    @Test
    void streamPutBackToAnOlderStateOfItself_isNoticed() throws SQLException {
        keepTables();
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 4, "{ana 4}");
            fixture.append(BEN, 4, "{ben 4}");
        }
        tamper(path, "DELETE FROM entry WHERE id = 7", putBack("stream", "id = 1"));
        JournalFixture.Folded folded = folded();
        assertThat(folded.quarantined).isEmpty();
        assertThat(folded.streams.get(ANA)).hasSize(3);
        assertThat(folded.headsChanged).isTrue();
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(BEN, 5, "{ben 5}");
        }
        assertThat(folded().headsChanged).as("at each later start").isTrue();
    }

    @Test
    void streamPutBackWithTheOldSum_isNoticed_asLongAsAnotherWentOn() throws SQLException {
        keepTables();
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 4, "{ana 4}");
            fixture.append(BEN, 4, "{ben 4}");
        }
        tamper(path, "DELETE FROM entry WHERE id = 7", putBack("stream", "id = 1"), putBack("head_sum", "id = 1"));
        assertThat(folded().headsChanged).isTrue();
    }

    @Test
    void newestStreamForgottenWithItsCount_isNoticed() throws SQLException {
        keepTables();
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(new StreamId("ses_new"), 1, "{new 1}");
        }
        tamper(
                path,
                "DELETE FROM entry WHERE stream = 3",
                "DELETE FROM stream WHERE id = 3",
                putBack("store", "id = 1"));
        JournalFixture.Folded folded = folded();
        assertThat(folded.missing).isEmpty();
        assertThat(folded.headsChanged).isTrue();
    }

    @Test
    void sumThatIsGone_isNoticed() throws SQLException {
        tamper(path, "DROP TABLE head_sum");
        assertThat(folded().headsChanged).isTrue();
        tamper(path, "DELETE FROM head_sum");
        assertThat(folded().headsChanged).isTrue();
    }

    @Test
    void storeOfAnEarlierRelease_isSummedAtItsFirstStart() throws SQLException {
        String mac;
        DataFolder folder = DataFolder.open(path);
        try {
            mac = HexFormat.of()
                    .formatHex(
                            new StreamCount(Vault.open(folder.path(), JournalFixture.PASSWORD, true)).macWithoutSum(2));
        } finally {
            folder.close();
        }
        tamper(path, "DROP TABLE head_sum", "UPDATE store SET streams_mac = x'%s'".formatted(mac));
        assertThat(folded().headsChanged).isFalse();
        assertThat(folded().missing).isEmpty();
    }

    @Test
    void brokenEntry_isNotServedByALaterReadEither() throws SQLException {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            assertThat(fixture.fold().quarantined).isEmpty();
            tamper(path, "UPDATE entry SET body = CAST(x'%s' AS BLOB) WHERE id = 3".formatted(flipped("flip body 0")));
            assertThatThrownBy(() -> fixture.read(ANA, 0, 10)).isInstanceOf(StreamQuarantinedException.class);
            assertThatThrownBy(() -> fixture.append(ANA, 4, "{ana 4}")).isInstanceOf(StreamQuarantinedException.class);
            assertThat(fixture.read(BEN, 0, 10)).hasSize(3);
        }
    }

    private void assertOnlyAnaIsQuarantined() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            JournalFixture.Folded folded = fixture.fold();
            assertThat(folded.quarantined).containsOnlyKeys(ANA);
            assertThat(folded.streams).containsOnlyKeys(BEN);
        }
    }

    /** The hex of a column of row 3 with one bit flipped in the byte at a position, from its end if negative. */
    private String flipped(String flip) throws SQLException {
        String[] words = flip.split(" ", -1);
        byte[] bytes = JournalFixture.column(path, words[1], 3);
        int position = Math.floorMod(Integer.parseInt(words[2]), bytes.length);
        bytes[position] ^= 1;
        return HexFormat.of().formatHex(bytes);
    }
}
