package org.anteroom.engine.journal.sqlite;

import static org.anteroom.engine.journal.sqlite.JournalFixture.await;
import static org.anteroom.engine.journal.sqlite.JournalFixture.entries;
import static org.anteroom.engine.journal.sqlite.JournalFixture.tamper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.anteroom.engine.Patience;
import org.anteroom.engine.journal.JournalException;
import org.anteroom.engine.journal.JournalLimits;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StreamId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreFailureTest {
    private static final StreamId ANA = new StreamId("ses_ana");
    private static final StreamId BEN = new StreamId("ses_ben");

    @TempDir
    Path path;

    @Test
    void storeThatRefusesInTheMiddle_writesNothingHalfAndWorksAgainLater() throws SQLException {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 1, "{1}");
            tamper(
                    path,
                    "CREATE TRIGGER refuse BEFORE INSERT ON entry WHEN new.seq = 3"
                            + " BEGIN SELECT raise(ABORT, 'disk full'); END");

            assertThatThrownBy(() -> fixture.append(ANA, 2, "{2}", "{3}", "{4}"))
                    .isInstanceOf(JournalUnavailableException.class);
            assertThatThrownBy(() -> fixture.append(BEN, 1, "{b1}", "{b2}", "{b3}"))
                    .isInstanceOf(JournalUnavailableException.class);
            assertThat(fixture.read(ANA, 0, 10)).containsExactly("{1}");
            assertThat(fixture.read(BEN, 0, 10)).isEmpty();

            tamper(path, "DROP TRIGGER refuse");
            fixture.append(ANA, 2, "{2 again}", "{3 again}");
            fixture.append(BEN, 1, "{b1 again}");
        }
        try (JournalFixture fixture = JournalFixture.open(path)) {
            JournalFixture.Folded folded = fixture.fold();
            assertThat(folded.streams.get(ANA)).containsExactly("{1}", "{2 again}", "{3 again}");
            assertThat(folded.streams.get(BEN)).containsExactly("{b1 again}");
            assertThat(folded.quarantined).isEmpty();
            assertThat(folded.missing).isEmpty();
        }
    }

    @Test
    void storeThatRefusesAtTheCommit_writesNothingHalf() throws SQLException {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 1, "{1}");
            tamper(path, "CREATE TRIGGER refuse BEFORE UPDATE ON stream BEGIN SELECT raise(ABORT, 'disk full'); END");
            assertThatThrownBy(() -> fixture.append(ANA, 2, "{2}")).isInstanceOf(JournalUnavailableException.class);
            tamper(path, "DROP TRIGGER refuse");

            fixture.append(ANA, 2, "{2 again}");
            assertThat(fixture.fold().streams.get(ANA)).containsExactly("{1}", "{2 again}");
        }
    }

    @Test
    void journalWhoseStoreRefuses_takesNoWrites_untilTheStoreWorksAgain() throws SQLException {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 1, "{1}");
            assertThat(fixture.journal().takesWrites()).isTrue();
            tamper(path, "CREATE TRIGGER refuse BEFORE INSERT ON entry BEGIN SELECT raise(ABORT, 'disk full'); END");
            assertThatThrownBy(() -> fixture.append(ANA, 2, "{2}")).isInstanceOf(JournalUnavailableException.class);
            for (int i = 0; i < 100; i++) {
                assertThat(fixture.journal().takesWrites()).isFalse();
            }
            tamper(path, "DROP TRIGGER refuse");
            Patience.await().until(fixture.journal()::takesWrites);
            fixture.append(ANA, 2, "{2 again}");
            assertThat(fixture.fold().streams.get(ANA))
                    .as("a probe leaves nothing")
                    .containsExactly("{1}", "{2 again}");
        }
    }

    @Test
    void appendBehindAFailedOneOfItsStream_isRefusedToo() throws SQLException {
        try (JournalFixture fixture = JournalFixture.open(path);
                Connection other = lockedByAnother()) {
            Future<Void> first = fixture.journal().append(ANA, entries(1, "{1}"));
            Future<Void> second = fixture.journal().append(ANA, entries(2, "{2}"));
            assertThatThrownBy(() -> await(first)).isInstanceOf(JournalUnavailableException.class);
            assertThatThrownBy(() -> await(second)).isInstanceOf(JournalException.class);
            assertThat(fixture.read(ANA, 0, 10)).isEmpty();

            other.rollback();
            fixture.append(ANA, 1, "{1}");
        }
    }

    @Test
    void fullQueue_refusesAtOnceAndKeepsWhatItTook() throws SQLException {
        JournalLimits small = JournalLimits.defaults().withGroupAndQueue(2, 4);
        try (JournalFixture fixture = JournalFixture.open(path, small)) {
            List<Future<Void>> taken = new ArrayList<>();
            int refused = 0;
            try (Connection other = lockedByAnother()) {
                for (int i = 0; i < 20; i++) {
                    Future<Void> append = fixture.journal().append(new StreamId("ses_" + i), entries(1, "{}"));
                    if (append.failed()) {
                        assertThat(append.cause())
                                .isInstanceOf(JournalUnavailableException.class)
                                .hasMessage("The journal's queue is full");
                        refused++;
                    } else {
                        taken.add(append);
                    }
                }
                other.rollback();
            }
            assertThat(refused).isGreaterThanOrEqualTo(20 - 4 - 2);
            assertThat(await(Future.all(taken)).succeeded()).isTrue();
            assertThat(fixture.fold().streams).hasSize(taken.size());
        }
    }

    @Test
    void moreBytesThanTheQueueHolds_areRefused() {
        JournalLimits small = new JournalLimits(10, 1_000, 10, 100, 10, 1_000, 10);
        try (JournalFixture fixture = JournalFixture.open(path, small)) {
            assertThatThrownBy(() -> fixture.append(ANA, 1, "x".repeat(101)))
                    .isInstanceOf(JournalUnavailableException.class);
            fixture.append(ANA, 1, "x".repeat(100));
        }
    }

    @Test
    void moreEntriesOrLongerBodiesThanAllowed_areRefused() {
        JournalLimits small = new JournalLimits(2, 1_000, 10, 1_000, 10, 10, 10);
        try (JournalFixture fixture = JournalFixture.open(path, small)) {
            assertThatThrownBy(() -> fixture.append(ANA, 1, "1", "2", "3"))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> fixture.append(ANA, 1, "x".repeat(11)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> fixture.append(ANA, 1)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void moreStreamsThanTheCacheHolds_areContinuedFromDisk() {
        JournalLimits small = new JournalLimits(10, 1_000, 10, 1_000, 10, 10, 2);
        try (JournalFixture fixture = JournalFixture.open(path, small)) {
            for (int seq = 1; seq <= 3; seq++) {
                for (int stream = 0; stream < 5; stream++) {
                    fixture.append(new StreamId("ses_" + stream), seq, "{" + seq + "}");
                }
            }
            assertThat(fixture.fold().streams)
                    .hasSize(5)
                    .allSatisfy((stream, bodies) -> assertThat(bodies).containsExactly("{1}", "{2}", "{3}"));
        }
    }

    @Test
    void closedJournal_refusesWhatComesAfter() {
        JournalFixture fixture = JournalFixture.open(path);
        Future<Void> last = fixture.journal().append(ANA, entries(1, "{1}"));
        fixture.close();
        assertThat(last.succeeded()).isTrue();
        assertThatThrownBy(() -> fixture.append(ANA, 2, "{2}")).isInstanceOf(JournalUnavailableException.class);
        assertThatThrownBy(() -> fixture.read(ANA, 0, 1)).isInstanceOf(JournalUnavailableException.class);
    }

    private Connection lockedByAnother() throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + path.resolve(DataFolder.DATABASE));
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("UPDATE store SET id = 1");
        }
        return connection;
    }
}
