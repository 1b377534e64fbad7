package org.anteroom.engine.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.journal.UncertainJournal.Next;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.program.AuditTrail.Item;
import org.anteroom.engine.program.AuditTrail.Page;
import org.anteroom.engine.program.AuditTrail.Question;
import org.anteroom.engine.session.ProgramId;
import org.junit.jupiter.api.Test;

/** What is kept of who read what: all of it, in order, over days and failures, and bounded. */
class AuditTrailTest {
    private static final ProgramId ID = new ProgramId("prg_AAAAAAAAAAAAAAAAAAAAAA");
    private static final ProgramId OTHER = new ProgramId("prg_BAAAAAAAAAAAAAAAAAAAAA");
    private static final Instant START = Instant.parse("2026-11-24T23:50:00Z");

    private static final StreamId TODAY = new StreamId("aud_AAAAAAAAAAAAAAAAAAAAAA_20261124");

    private final UncertainJournal journal = new UncertainJournal();
    private Instant now = START;
    private AuditTrail trail = new AuditTrail(
            journal, () -> now, () -> Duration.between(START, now).toNanos());

    private static Fact read(String actor, String session) {
        return new Fact("roster-read", actor, Optional.of(session), Optional.empty());
    }

    private Page page(Question question, Optional<String> cursor, int limit) {
        return trail.read(ID, question, cursor, limit).result();
    }

    private Question all() {
        return new Question(START.minus(Duration.ofDays(2)), now.plusSeconds(1), Optional.empty());
    }

    private List<String> objects(Question question) {
        return page(question, Optional.empty(), 1_000).items().stream()
                .map(item -> item.fact().object().orElse(""))
                .toList();
    }

    @Test
    void facts_comeBackInOrder_byTimeAndActor_overDays() {
        for (int i = 0; i < 20; i++) {
            assertThat(trail.keep(ID, read(i % 2 == 0 ? "key_a" : "key_b", "ses_" + i))
                            .succeeded())
                    .isTrue();
            now = now.plus(Duration.ofMinutes(1));
        }
        assertThat(trail.keep(OTHER, read("key_c", "ses_other")).succeeded()).isTrue();

        assertThat(objects(all())).hasSize(20).startsWith("ses_0", "ses_1").doesNotContain("ses_other");
        assertThat(objects(new Question(START, now, Optional.of("key_b"))))
                .hasSize(10)
                .startsWith("ses_1", "ses_3");
        assertThat(objects(new Question(START.plusSeconds(60), START.plusSeconds(180), Optional.empty())))
                .containsExactly("ses_1", "ses_2");
        assertThat(journal.stream(TODAY)).hasSize(10);
        assertThat(journal.stream(new StreamId("aud_AAAAAAAAAAAAAAAAAAAAAA_20261125")))
                .hasSize(10);
        assertThat(journal.summarized()).as("days that a start need not read").isEqualTo(1);
    }

    @Test
    void pages_followOneAnother_withoutGapsAndTwice() {
        for (int i = 0; i < 25; i++) {
            var unused = trail.keep(ID, read("key_a", "ses_" + i));
            now = now.plus(Duration.ofMinutes(1));
        }
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page page = page(all(), cursor, 4);
            page.items().stream()
                    .map(Item::fact)
                    .map(fact -> fact.object().orElse(""))
                    .forEach(seen::add);
            cursor = page.next();
        } while (cursor.isPresent());
        assertThat(seen).hasSize(25).doesNotHaveDuplicates().isEqualTo(objects(all()));
        for (String bad : List.of("nonsense", "20261124:-1", ":", "")) {
            assertThatThrownBy(() -> trail.read(ID, all(), Optional.of(bad), 4))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(page(all(), Optional.of("00010101:7"), 1_000).items()).hasSize(25);
    }

    @Test
    void sameRead_isKeptOnceAMinute() {
        for (int i = 0; i < 10; i++) {
            assertThat(trail.keepOnce(ID, read("key_a", "ses_1")).succeeded()).isTrue();
        }
        assertThat(objects(all())).hasSize(1);
        now = now.plusSeconds(61);
        var unused = trail.keepOnce(ID, read("key_a", "ses_1"));
        assertThat(objects(all())).hasSize(2);
    }

    @Test
    void sameChange_isKeptEachTime() {
        Fact added = new Fact("origin-added", "key_a", Optional.of("https://portal.example"), Optional.empty());
        for (int i = 0; i < 3; i++) {
            assertThat(trail.keep(ID, added).succeeded()).isTrue();
        }
        assertThat(objects(all())).hasSize(3);
    }

    @Test
    void sameReadThatCouldNotBeKept_isTriedAgain() {
        journal.next(Next.IS_REFUSED);
        assertThat(trail.keepOnce(ID, read("key_a", "ses_1")).failed()).isTrue();
        assertThat(trail.keepOnce(ID, read("key_a", "ses_1")).succeeded()).isTrue();
        assertThat(objects(all())).hasSize(1);
    }

    @Test
    void whatCannotBeKept_fails_andTheTrailGoesOn() {
        journal.next(Next.IS_REFUSED);
        assertThat(trail.keep(ID, read("key_a", "ses_1")).failed()).isTrue();
        assertThat(trail.keep(ID, read("key_a", "ses_1")).succeeded()).isTrue();
        journal.next(Next.THROWS);
        assertThat(trail.keep(ID, read("key_a", "ses_2")).failed()).isTrue();
        journal.next(Next.LOSES_ITS_ANSWER);
        assertThat(trail.keep(ID, read("key_a", "ses_3")).succeeded())
                .as("what is on disk is kept")
                .isTrue();
        journal.next(Next.LOSES_ITS_ANSWER);
        journal.readsFail(true);
        assertThat(trail.keep(ID, read("key_a", "ses_5")).failed()).isTrue();
        journal.readsFail(false);
        assertThat(trail.keep(ID, read("key_a", "ses_4")).succeeded()).isTrue();
        assertThat(objects(all())).containsExactly("ses_1", "ses_3", "ses_5", "ses_4");
    }

    @Test
    void restart_goesOnAtTheEnd_andNeedsNotReadDaysThatAreOver() {
        var unused = trail.keep(ID, read("key_a", "ses_1"));
        trail = new AuditTrail(
                journal, () -> now, () -> Duration.between(START, now).toNanos());
        assertThat(trail.keep(ID, read("key_a", "ses_2")).succeeded()).isTrue();
        assertThat(objects(all())).containsExactly("ses_1", "ses_2");

        now = now.plus(Duration.ofDays(3));
        trail = new AuditTrail(
                journal, () -> now, () -> Duration.between(START, now).toNanos());
        trail.found(Map.of(TODAY, 2L));
        assertThat(journal.summarized()).isEqualTo(1);
        assertThat(objects(all())).containsExactly("ses_1", "ses_2");
    }

    @Test
    void startThatFoundToday_goesOnThere_withoutReadingIt() {
        var unused = trail.keep(ID, read("key_a", "ses_1"));
        trail = new AuditTrail(
                journal, () -> now, () -> Duration.between(START, now).toNanos());
        trail.found(Map.of(TODAY, 1L));
        assertThat(trail.keep(ID, read("key_a", "ses_2")).succeeded()).isTrue();
        assertThat(journal.read()).isEmpty();
        assertThat(objects(all())).containsExactly("ses_1", "ses_2");
    }

    @Test
    void dayThatHoldsMoreThanIsReadAtOnce_isCaughtUpWith() {
        int many = 20_001;
        for (int seq = 1; seq <= many; seq++) {
            journal.put(TODAY, new KeptFact.Day().encode(seq, new KeptFact(now, read("key_a", "ses_" + seq))));
        }
        assertThat(trail.keep(ID, read("key_b", "ses_last")).succeeded()).isTrue();
        assertThat(journal.stream(TODAY))
                .hasSize(many + 1)
                .last()
                .satisfies(entry -> assertThat(entry.seq()).isEqualTo(many + 1L));
    }

    @Test
    void factsThatWait_areKeptInOrder_onTheDayThatTheyAreOf() {
        journal.next(Next.WAITS);
        List<Future<Void>> kept = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            kept.add(trail.keep(ID, read("key_a", "ses_" + i)));
        }
        now = now.plus(Duration.ofMinutes(10));
        kept.add(trail.keep(ID, read("key_a", "ses_3")));
        assertThat(kept.stream().filter(Future::isComplete)).containsExactly(kept.get(3));
        assertThat(journal.summarized()).isZero();
        journal.release();
        assertThat(kept).allMatch(Future::succeeded);
        assertThat(objects(all())).containsExactly("ses_0", "ses_1", "ses_2", "ses_3");
        assertThat(journal.stream(TODAY)).hasSize(3);
        assertThat(journal.summarized()).as("the day that is over").isEqualTo(1);
    }

    @Test
    void factsThatWait_areBounded() {
        journal.next(Next.WAITS);
        List<Future<Void>> kept = new ArrayList<>();
        for (int i = 0; i < AuditDays.FACTS_WAITING_MAX + 2; i++) {
            kept.add(trail.keep(ID, read("key_a", "ses_" + i)));
        }
        Future<Void> tooMuch = kept.remove(kept.size() - 1);
        assertThat(tooMuch.cause()).isInstanceOf(JournalUnavailableException.class);
        journal.release();
        assertThat(kept).allMatch(Future::succeeded);
        assertThat(journal.stream(TODAY)).hasSize(AuditDays.FACTS_WAITING_MAX + 1);
    }

    @Test
    void clockThatIsSetBackOverMidnight_goesOnInTheDayBefore() {
        var unused = trail.keep(ID, read("key_a", "ses_1"));
        now = now.plus(Duration.ofMinutes(10));
        unused = trail.keep(ID, read("key_a", "ses_2"));
        now = now.minus(Duration.ofMinutes(10));
        assertThat(trail.keep(ID, read("key_a", "ses_3")).succeeded()).isTrue();
        assertThat(journal.stream(TODAY)).hasSize(2);
        assertThat(objects(all())).contains("ses_3");
    }

    @Test
    void daysThatAreOver_areNotHeld() {
        AuditDays days = new AuditDays(journal);
        for (int day = 1; day <= 30; day++) {
            LocalDate date = LocalDate.of(2026, 11, day);
            days.turnTo(date);
            for (String program : List.of("aud_A_", "aud_B_")) {
                assertThat(days.keep(new StreamId(program + day), new KeptFact(now, read("key_a", "ses_1")))
                                .succeeded())
                        .isTrue();
            }
        }
        assertThat(days.held()).isEqualTo(2);
        assertThat(journal.summarized()).isEqualTo(58);
    }

    @Test
    void floodOfRefusals_isBounded() {
        for (int i = 0; i < 1_000; i++) {
            trail.refused(ID, new Fact("key-refused", "key_a", Optional.empty(), Optional.of("from " + i)));
        }
        assertThat(page(all(), Optional.empty(), 1_000).items()).hasSize(60);
        now = now.plusSeconds(60);
        trail.refused(ID, new Fact("key-refused", "key_a", Optional.empty(), Optional.of("from there")));
        assertThat(page(all(), Optional.empty(), 1_000).items()).hasSize(61);
    }

    @Test
    void question_isOfThreeMonthsAtMost() {
        assertThat(new Question(START.minus(Duration.ofDays(91)), START, Optional.empty()).isTooLong())
                .isFalse();
        assertThat(new Question(START.minus(Duration.ofDays(92)), START, Optional.empty()).isTooLong())
                .isTrue();
    }
}
