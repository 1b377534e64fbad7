package org.anteroom.engine.journal.sqlite;

import static org.anteroom.engine.journal.sqlite.JournalFixture.await;
import static org.anteroom.engine.journal.sqlite.JournalFixture.entries;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.journal.SequenceException;
import org.anteroom.engine.journal.StreamId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest {
    private static final StreamId ANA = new StreamId("ses_ana");
    private static final StreamId BEN = new StreamId("ses_ben");

    @TempDir
    Path path;

    @Test
    void whatWasAppended_isReadInOrder() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 1, "{1}", "{2}");
            fixture.append(BEN, 1, "{b}");
            fixture.append(ANA, 3, "{3}", "{4}", "{5}");

            assertThat(fixture.read(ANA, 0, 100)).containsExactly("{1}", "{2}", "{3}", "{4}", "{5}");
            assertThat(fixture.read(ANA, 2, 2)).containsExactly("{3}", "{4}");
            assertThat(fixture.read(ANA, 4, 100)).containsExactly("{5}");
            assertThat(fixture.read(ANA, 5, 100)).isEmpty();
            assertThat(fixture.read(ANA, 50, 100)).isEmpty();
            assertThat(fixture.read(BEN, 0, Integer.MAX_VALUE)).containsExactly("{b}");
            assertThat(fixture.read(new StreamId("ses_nobody"), 0, 100)).isEmpty();
        }
    }

    @Test
    void aRestart_foldsEveryStreamAndContinuesIt() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 1, "{1}");
            fixture.append(BEN, 1, "{b}");
            fixture.append(ANA, 2, "{2}");
        }
        try (JournalFixture fixture = JournalFixture.open(path)) {
            JournalFixture.Folded folded = fixture.fold();
            assertThat(folded.streams).isEqualTo(Map.of(ANA, List.of("{1}", "{2}"), BEN, List.of("{b}")));
            assertThat(folded.quarantined).isEmpty();
            assertThat(folded.missing).isEmpty();

            fixture.append(ANA, 3, "{3}");
            assertThat(fixture.read(ANA, 0, 100)).containsExactly("{1}", "{2}", "{3}");
        }
    }

    @Test
    void seqThatDoesNotFollow_isRefusedAndLeavesTheStreamAsItWas() {
        try (JournalFixture fixture = JournalFixture.open(path)) {
            fixture.append(ANA, 1, "{1}");

            assertThatThrownBy(() -> fixture.append(ANA, 3, "{3}"))
                    .isInstanceOf(SequenceException.class)
                    .hasMessage("Stream ses_ana continues with seq 2, not 3");
            assertThatThrownBy(() -> fixture.append(ANA, 1, "{1}")).isInstanceOf(SequenceException.class);
            assertThatThrownBy(() -> fixture.append(BEN, 2, "{b}")).isInstanceOf(SequenceException.class);

            fixture.append(ANA, 2, "{2}");
            assertThat(fixture.read(ANA, 0, 100)).containsExactly("{1}", "{2}");
            assertThat(fixture.fold().streams).containsOnlyKeys(ANA);
        }
    }

    @Test
    void appendOfAnEventLoop_completesOnThatEventLoopInOrder() {
        Vertx vertx = Vertx.vertx();
        try (JournalFixture fixture = JournalFixture.open(path)) {
            Promise<List<Long>> done = Promise.promise();
            Context context = vertx.getOrCreateContext();
            context.runOnContext(ignored -> {
                List<Long> order = new ArrayList<>();
                List<Future<Void>> appends = new ArrayList<>();
                for (long seq = 1; seq <= 50; seq++) {
                    long acknowledged = seq;
                    appends.add(
                            fixture.journal().append(ANA, entries(seq, "{}")).onSuccess(v -> {
                                assertThat(Vertx.currentContext()).isSameAs(context);
                                order.add(acknowledged);
                            }));
                }
                Future.all(appends).<List<Long>>map(v -> order).onComplete(done);
            });

            assertThat(await(done.future())).hasSize(50).isSorted();
        } finally {
            await(vertx.close());
        }
    }
}
