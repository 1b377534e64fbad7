package org.anteroom.engine.checkin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.checkin.CheckInRegistry.Refusal;
import org.anteroom.engine.checkin.CheckInRegistry.RefusedException;
import org.anteroom.engine.checkin.CheckInsOfMonth.Asked;
import org.anteroom.engine.checkin.CheckInsOfMonth.Made;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.session.FormAnswers;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;
import org.junit.jupiter.api.Test;

/** What is kept of check-ins without a session: as long as their links open something, and bounded. */
class CheckInRegistryTest {
    private static final ProgramId PROGRAM = new ProgramId("prg_AAAAAAAAAAAAAAAAAAAA_A");
    private static final ProgramId OTHER = new ProgramId("prg_BAAAAAAAAAAAAAAAAAAAAA");
    private static final StreamId NOVEMBER = new StreamId("chs_AAAAAAAAAAAAAAAAAAAA_A_202611");
    private static final Instant START = Instant.parse("2026-11-30T23:50:00Z");
    private static final FormAnswers ANSWERS =
            new FormAnswers(Optional.empty(), Optional.of(List.of(1, 1, 1, 1, 1, 1, 1)));

    private final UncertainJournal journal = new UncertainJournal();
    private Instant now = START;
    private CheckInRegistry registry = new CheckInRegistry(journal, () -> now);

    private static CheckInId id(int number) {
        return new CheckInId(CheckInId.PREFIX + "%022d".formatted(number));
    }

    private Asked asked(Duration lasts) {
        return new Asked(new Text("p-1"), Set.of(FormName.GAD7), "hash", new Made(now.plus(lasts), Optional.empty()));
    }

    private Future<Made> make(ProgramId program, int number, Duration lasts) {
        return registry.make(CheckInMonth.of(program, now), id(number), asked(lasts));
    }

    private Future<Void> answer(int number) {
        return registry.answer(id(number), "hash", Optional.empty(), ANSWERS);
    }

    private static Refusal why(Future<?> refused) {
        return ((RefusedException) refused.cause()).why();
    }

    private void restart() {
        registry = new CheckInRegistry(journal, () -> now);
        registry.restore(NOVEMBER, journal.stream(NOVEMBER));
    }

    @Test
    void month_isReadFromItsName() {
        CheckInMonth month = CheckInMonth.of(PROGRAM, START);
        assertThat(month.stream()).isEqualTo(NOVEMBER);
        assertThat(CheckInMonth.of(NOVEMBER)).isEqualTo(month);
        assertThat(month.next().before()).isEqualTo(month);
    }

    @Test
    void whatIsOpen_outlivesTheTurnOfAMonthAndARestart_andIsAnsweredInItsOwnStream() {
        assertThat(make(PROGRAM, 1, Duration.ofDays(90)).succeeded()).isTrue();
        now = now.plus(Duration.ofDays(70));
        restart();
        assertThat(registry.open(id(1), "hash")).isPresent();
        assertThat(registry.open(id(1), "other")).isEmpty();
        assertThat(answer(1).succeeded()).isTrue();
        assertThat(why(answer(1))).isEqualTo(Refusal.OVER);
        assertThat(journal.stream(NOVEMBER)).hasSize(2);
        assertThat(registry.answered(CheckInMonth.of(PROGRAM, START), Optional::of)
                        .result())
                .singleElement()
                .satisfies(said -> {
                    assertThat(said.at()).isEqualTo(now);
                    assertThat(said.ref()).isEqualTo(new Text("p-1"));
                    assertThat(said.answers()).isEqualTo(ANSWERS);
                    assertThat(said.toString()).doesNotContain("p-1");
                });
    }

    @Test
    void monthThatIsOver_isLetGo_andReadFromTheJournalAlone() {
        for (int i = 0; i < 20; i++) {
            assertThat(make(PROGRAM, i, Duration.ofDays(40)).succeeded()).isTrue();
        }
        assertThat(answer(3).succeeded()).isTrue();
        now = now.plus(Duration.ofDays(35));
        registry.letGo();
        assertThat(registry.known()).as("some open still").isEqualTo(20);
        now = now.plus(Duration.ofDays(6));
        registry.letGo();
        assertThat(registry.known()).isZero();
        assertThat(journal.summarized())
                .as("a month that a start need not read")
                .isEqualTo(1);
        assertThat(registry.open(id(1), "hash")).isEmpty();
        assertThat(why(answer(1))).isEqualTo(Refusal.OVER);
        assertThat(registry.answered(CheckInMonth.of(PROGRAM, START), Optional::of)
                        .result())
                .hasSize(1);
    }

    @Test
    void monthThatIsJustOver_staysForWhoeverRepeatsACall() {
        assertThat(make(PROGRAM, 1, Duration.ofSeconds(1)).succeeded()).isTrue();
        now = now.plus(Duration.ofDays(20));
        registry.letGo();
        assertThat(registry.made(CheckInMonth.of(PROGRAM, START), id(1))).isPresent();
    }

    @Test
    void openOnes_areBoundedByProgram_andRoomComesBackWithTime() {
        for (int i = 0; i < CheckInRegistry.OPEN_MAX; i++) {
            assertThat(make(PROGRAM, i, Duration.ofMinutes(5)).succeeded()).isTrue();
        }
        assertThat(why(make(PROGRAM, 9_999, Duration.ofDays(1)))).isEqualTo(Refusal.CAPACITY);
        assertThat(make(OTHER, 9_999, Duration.ofDays(1)).succeeded()).isTrue();
        now = now.plus(Duration.ofMinutes(5));
        assertThat(make(PROGRAM, 10_000, Duration.ofDays(1)).succeeded()).isTrue();
    }

    @Test
    void whatComesToLight_afterAnAppendThatSaidNothing_isTrue() {
        journal.next(UncertainJournal.Next.LOSES_ITS_ANSWER);
        assertThat(make(PROGRAM, 1, Duration.ofDays(1)).succeeded()).isTrue();
        assertThat(registry.open(id(1), "hash")).isPresent();
    }
}
