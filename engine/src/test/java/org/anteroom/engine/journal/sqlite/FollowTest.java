package org.anteroom.engine.journal.sqlite;

import static org.anteroom.engine.journal.sqlite.JournalFixture.await;
import static org.anteroom.engine.journal.sqlite.JournalFixture.tamper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.anteroom.engine.Patience;
import org.anteroom.engine.journal.Committed;
import org.anteroom.engine.journal.CommittedPage;
import org.anteroom.engine.journal.CursorAheadException;
import org.anteroom.engine.journal.JournalLimits;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.StreamQuarantinedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever follows the journal has every entry of every stream, once, in the order of the commits. */
class FollowTest {
    private static final StreamId ANA = new StreamId("ses_ana");
    private static final StreamId BEN = new StreamId("ses_ben");
    private static final StreamId CLEO = new StreamId("ses_cleo");
    private static final int MANY = 1_000;
    private static final int BENS = 30;
    private static final int PAGE_BYTES = 4_096;

    @TempDir
    Path path;

    private static List<String> bodies(CommittedPage page) {
        return page.entries().stream()
                .map(Committed::entry)
                .map(JournalFixture::body)
                .toList();
    }

    private static void inTurns(JournalFixture fixture) {
        for (int seq = 1; seq <= 3; seq++) {
            fixture.append(ANA, seq, "ana " + seq);
            fixture.append(BEN, seq, "ben " + seq);
        }
    }

    @Test
    void entriesOfAllStreams_comeInTheOrderOfTheirCommits_pageByPage() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            inTurns(fixture);
            CommittedPage first = await(fixture.journal().follow(0, 4));
            assertThat(bodies(first)).containsExactly("ana 1", "ben 1", "ana 2", "ben 2");
            assertThat(first.entries().get(1).stream()).isEqualTo(BEN);
            assertThat(first.entries().get(3).entry())
                    .isEqualTo(await(fixture.journal().read(BEN, 1, 1)).get(0));
            CommittedPage second = await(fixture.journal().follow(first.cursor(), 4));
            assertThat(bodies(second)).containsExactly("ana 3", "ben 3");
            assertThat(second.entries()).extracting(Committed::cursor).isSorted();
        }
    }

    @Test
    void cursor_goesOnAfterARestart() {
        long cursor;
        try (JournalFixture fixture = JournalFixture.open(path)) {
            inTurns(fixture);
            cursor = await(fixture.journal().follow(0, 5)).cursor();
        }
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 4, "ana 4");
            assertThat(bodies(await(fixture.journal().follow(cursor, 10)))).containsExactly("ben 3", "ana 4");
        }
    }

    @Test
    void cursorBeyondTheStore_isSaid_becauseItsRowsWouldComeAgain() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            inTurns(fixture);
            long last = await(fixture.journal().follow(0, 10)).cursor();
            assertThatThrownBy(() -> await(fixture.journal().follow(last + 1, 10)))
                    .isInstanceOf(CursorAheadException.class);
            assertThat(fixture.journal().follow(last, 10).isComplete()).isFalse();
        }
    }

    @Test
    void whoeverThrowsWhenWoken_keepsNobodyElseFromIt() {
        Commits commits = new Commits();
        List<String> woken = new ArrayList<>();
        assertThat(commits.after(0, () -> {
                    throw new IllegalStateException("a follower's own");
                }))
                .isTrue();
        assertThat(commits.after(0, () -> woken.add("the other"))).isTrue();
        commits.made();
        assertThat(woken).containsExactly("the other");
    }

    @Test
    void followerAtTheEnd_isWokenByTheNextCommit_andNotBefore() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            Future<CommittedPage> waiting = fixture.journal().follow(0, 10);
            Future<CommittedPage> alike = fixture.journal().follow(0, 10);
            fixture.append(ANA, 1, "ana 1");
            assertThat(bodies(await(waiting))).containsExactly("ana 1");
            assertThat(bodies(await(alike))).containsExactly("ana 1");
            Future<CommittedPage> next = fixture.journal().follow(await(waiting).cursor(), 10);
            // Commits that bring no entry wake nobody for nothing.
            await(fixture.journal().summarize(ANA, 1, new byte[] {1}));
            assertThat(next.isComplete()).isFalse();
            fixture.append(BEN, 1, "ben 1");
            assertThat(bodies(await(next))).containsExactly("ben 1");
        }
    }

    @Test
    void followerBesideAWriter_missesNothing_andHasNothingTwice() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            List<Future<Void>> appends = new ArrayList<>();
            for (int seq = 1; seq <= MANY; seq++) {
                StreamId stream = seq % 2 == 0 ? ANA : BEN;
                appends.add(
                        fixture.journal().append(stream, JournalFixture.entries((seq + 1) / 2, Integer.toString(seq))));
            }
            List<String> followed = new ArrayList<>();
            long cursor = 0;
            while (followed.size() < MANY) {
                CommittedPage page = await(fixture.journal().follow(cursor, 64));
                assertThat(page.entries()).hasSizeLessThanOrEqualTo(64);
                followed.addAll(bodies(page));
                cursor = page.cursor();
            }
            assertThat(followed)
                    .containsExactlyElementsOf(IntStream.rangeClosed(1, MANY)
                            .mapToObj(Integer::toString)
                            .toList());
            assertThat(appends).allMatch(Future::succeeded);
        }
    }

    @Test
    void pageOfLargeEntries_isBoundedInBytes() {
        JournalLimits limits = new JournalLimits(1_000, 1_000, 10_000, 64L << 20, 1_000, 1 << 20, 10_000);
        try (JournalFixture fixture = JournalFixture.open(path, limits)) {
            fixture.append(ANA, 1, "a".repeat(700), "b".repeat(700), "c".repeat(700));
            CommittedPage page = await(fixture.journal().follow(0, 10));
            assertThat(page.entries()).hasSize(2);
            assertThat(bodies(await(fixture.journal().follow(page.cursor(), 10))))
                    .containsExactly("c".repeat(700));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE entry SET body = x'00' WHERE id = 3",
                "UPDATE entry SET hash = x'00' WHERE id = 3",
                "UPDATE entry SET type = 'seat-denied' WHERE id = 3",
                "UPDATE entry SET seq = 7 WHERE id = 3",
                "UPDATE entry SET previous = 0 WHERE id = 3",
                "UPDATE entry SET previous = 2 WHERE id = 3",
                "DELETE FROM entry WHERE id = 3",
                "UPDATE stream SET wrapped_key = x'' WHERE id = 1"
            })
    void brokenStream_isQuarantined_andTheOthersAreFollowed(String sql) throws SQLException {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            inTurns(fixture);
        }
        tamper(path, sql);
        try (JournalFixture fixture = JournalFixture.open(path)) {
            CommittedPage page = await(fixture.journal().follow(0, 10));
            assertThat(bodies(page)).contains("ben 1", "ben 2", "ben 3").doesNotContain("ana 2", "ana 3");
            assertThatThrownBy(() -> fixture.append(ANA, 4, "ana 4")).isInstanceOf(StreamQuarantinedException.class);
            fixture.append(BEN, 4, "ben 4");
            assertThat(bodies(await(fixture.journal().follow(page.cursor(), 10))))
                    .containsExactly("ben 4");
        }
    }

    /** Whoever follows would miss it in its own stream, where the next one's hash still says the truth. */
    @Test
    void entryThatWasMovedToAnotherStream_closesBoth() throws SQLException {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            inTurns(fixture);
            fixture.append(CLEO, 1, "cleo 1");
        }
        tamper(path, "UPDATE entry SET stream = 2 WHERE id = 1");
        try (JournalFixture fixture = JournalFixture.open(path)) {
            assertThat(bodies(await(fixture.journal().follow(0, 10)))).containsExactly("cleo 1");
            for (StreamId closed : List.of(ANA, BEN)) {
                assertThatThrownBy(() -> fixture.append(closed, 4, "more"))
                        .isInstanceOf(StreamQuarantinedException.class);
            }
        }
    }

    @Test
    void streamThatTheStartQuarantined_isPassedOver() throws SQLException {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            inTurns(fixture);
        }
        tamper(path, "UPDATE stream SET head_mac = x'00' WHERE id = 1");
        try (JournalFixture fixture = JournalFixture.open(path)) {
            assertThat(fixture.fold().quarantined).containsOnlyKeys(ANA);
            assertThat(bodies(await(fixture.journal().follow(0, 10)))).containsExactly("ben 1", "ben 2", "ben 3");
            // Nothing but entries of it after this cursor: the follower waits, however many there are.
            assertThat(bodies(await(fixture.journal().follow(0, 1)))).containsExactly("ben 1");
        }
    }

    /** Ana has entries before and after all of Ben's, which fill some pages of the store. */
    private static void inPages(JournalFixture fixture) {
        fixture.append(ANA, 1, "ana 1");
        fixture.append(
                BEN, 1, IntStream.rangeClosed(1, BENS).mapToObj(FollowTest::ben).toArray(String[]::new));
        fixture.append(ANA, 2, "ana 2");
    }

    private static String ben(int number) {
        return "ben " + number + " " + "b".repeat(700);
    }

    private static List<String> followed(JournalFixture fixture, long last) {
        List<String> all = new ArrayList<>();
        long cursor = 0;
        while (cursor < last) {
            CommittedPage page = await(fixture.journal().follow(cursor, 10));
            all.addAll(bodies(page));
            cursor = page.cursor();
        }
        return all;
    }

    @Test
    void damagedPage_isPassedOver_andOnlyItsStreamIsClosed() throws Exception {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            inPages(fixture);
        }
        damagePageOf(BENS / 2);
        try (JournalFixture fixture = JournalFixture.open(path)) {
            List<String> followed = followed(fixture, BENS + 2);
            assertThat(followed).startsWith("ana 1", ben(1)).endsWith("ana 2");
            assertThat(followed).doesNotContain(ben(BENS / 2), ben(BENS));
            assertThatThrownBy(() -> fixture.append(BEN, BENS + 1, "more"))
                    .isInstanceOf(StreamQuarantinedException.class);
            fixture.append(ANA, 3, "ana 3");
            assertThat(bodies(await(fixture.journal().follow(BENS + 2, 10)))).containsExactly("ana 3");
        }
    }

    @Test
    void damagedPageAtTheEnd_isPassedOver_andTheStreamThatEndsThereIsClosed() throws Exception {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            inPages(fixture);
        }
        damagePageOf(BENS + 2);
        try (JournalFixture fixture = JournalFixture.open(path)) {
            List<String> followed = followed(fixture, BENS - 10);
            Future<CommittedPage> next = fixture.journal().follow(BENS - 10, 10);
            while (!quarantined(fixture, ANA)) {
                Future<CommittedPage> waiting = next;
                Patience.await().until(() -> waiting.isComplete() || quarantined(fixture, ANA));
                if (waiting.isComplete()) {
                    followed.addAll(bodies(await(waiting)));
                    next = fixture.journal().follow(await(waiting).cursor(), 10);
                }
            }
            assertThat(followed)
                    .startsWith("ana 1", ben(1))
                    .contains(ben(BENS - 10))
                    .doesNotContain("ana 2");
            assertThat(next.isComplete()).as("whoever is past it waits").isFalse();
        }
    }

    private static boolean quarantined(JournalFixture fixture, StreamId stream) {
        return fixture.journal()
                .read(stream, 0, 1)
                .map(read -> false)
                .recover(failure -> Future.succeededFuture(failure instanceof StreamQuarantinedException))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Overwrites the page of the store in which a row of table {@code entry} stands. */
    private void damagePageOf(long row) throws Exception {
        byte[] hash = JournalFixture.column(path, "hash", row);
        Path file = path.resolve(DataFolder.DATABASE);
        byte[] bytes = Files.readAllBytes(file);
        // Entries stand behind the heads of streams, which hold the last hashes too.
        int at = bytes.length - hash.length;
        while (!Arrays.equals(bytes, at, at + hash.length, hash, 0, hash.length)) {
            at--;
        }
        int page = at / PAGE_BYTES * PAGE_BYTES;
        Arrays.fill(bytes, page, page + PAGE_BYTES, (byte) 0);
        Files.write(file, bytes);
    }

    @Test
    void followersThatWait_areBounded_andTheClosedJournalAnswersThem() {
        List<Future<CommittedPage>> waiting = new ArrayList<>();
        try (JournalFixture fixture = JournalFixture.open(path)) {
            for (int i = 0; i < Commits.WAITING_MAX + 1; i++) {
                waiting.add(fixture.journal().follow(0, 10));
            }
            Future<CommittedPage> tooMany = waiting.get(waiting.size() - 1);
            assertThatThrownBy(() -> await(tooMany)).isInstanceOf(JournalUnavailableException.class);
            assertThat(waiting.stream().filter(Future::isComplete)).hasSize(1);
            assertThatThrownBy(() -> await(fixture.journal().follow(-1, 10)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> await(fixture.journal().follow(0, 0)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (Future<CommittedPage> one : waiting) {
            assertThatThrownBy(() -> await(one)).isInstanceOf(JournalUnavailableException.class);
        }
    }
}
