package org.anteroom.engine.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.journal.UncertainJournal.Next;
import org.junit.jupiter.api.Test;

/** An aggregate of words: its state is what was said so far. */
class AggregateTest {
    private static final StreamId STREAM = new StreamId("ser_AAAAAAAAAAAAAAAAAAAAAA");
    private static final int TURNS_MAX = 4;

    private final UncertainJournal journal = new UncertainJournal();
    private final List<String> happened = new ArrayList<>();
    private final Aggregate<String, String> aggregate =
            new Aggregate<>(journal, STREAM, new Words(), new Said(), TURNS_MAX);

    /** A word an entry; a stream does not begin with "and". */
    private static final class Words implements Form<String, String> {
        @Override
        public Entry encode(long seq, String event) {
            return new Entry(seq, "said", event.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String decode(StoredEntry entry) {
            return new String(entry.body(), StandardCharsets.UTF_8);
        }

        @Override
        public String begin(String first) {
            if (first.equals("and")) {
                throw new IllegalStateException("Nothing begins so");
            }
            return first;
        }

        @Override
        public String evolve(String state, String event) {
            return state + " " + event;
        }
    }

    private final class Said implements Owner<String, String> {
        @Override
        public void moved(List<Change<String, String>> changes) {
            changes.forEach(change -> happened.add("moved by " + change.event()));
        }

        @Override
        public void notKept(Throwable cause) {
            happened.add("not kept");
        }

        @Override
        public void defect(String what, RuntimeException e) {
            happened.add("defect of " + what);
        }
    }

    /** A turn that says words, and is answered. */
    private final class Says implements Turn<String> {
        private final Function<Optional<String>, List<String>> words;
        private final boolean anew;

        Says(Function<Optional<String>, List<String>> words, boolean anew) {
            this.words = words;
            this.anew = anew;
        }

        @Override
        public List<String> decide() {
            return words.apply(aggregate.state());
        }

        @Override
        public void kept() {
            happened.add("kept: " + aggregate.state().orElseThrow());
        }

        @Override
        public void failed(Throwable cause) {
            happened.add("failed: " + cause.getClass().getSimpleName());
        }

        @Override
        public boolean isDecidedAnew() {
            return anew;
        }
    }

    private void say(String... words) {
        assertThat(aggregate.take(new Says(state -> List.of(words), true))).isTrue();
    }

    private List<String> happened() {
        List<String> since = List.copyOf(happened);
        happened.clear();
        return since;
    }

    private List<String> onDisk() {
        return journal.stream(STREAM).stream()
                .map(entry -> new String(entry.body(), StandardCharsets.UTF_8))
                .toList();
    }

    @Test
    void commit_movesTheState_thenAnswers_thenTellsTheListeners() {
        aggregate.listen(changes -> happened.add("heard " + changes.size()));
        say("one", "two");
        assertThat(happened()).containsExactly("moved by one", "moved by two", "kept: one two", "heard 2");
        assertThat(aggregate.state()).contains("one two");
        assertThat(aggregate.seq()).isEqualTo(2);
        assertThat(onDisk()).containsExactly("one", "two");
    }

    @Test
    void turnWithoutEvents_isOverByItsDecision() {
        say();
        assertThat(happened()).isEmpty();
        assertThat(aggregate.state()).isEmpty();
        assertThat(aggregate.isQuiet()).isTrue();
    }

    @Test
    void listenerAndTurnThatThrow_keepNobodyFromHearing_norTheNextTurn() {
        aggregate.listen(changes -> {
            throw new IllegalStateException("a defect");
        });
        aggregate.listen(changes -> happened.add("heard"));
        say("one");
        assertThat(happened()).containsExactly("moved by one", "kept: one", "defect of a listener", "heard");
        assertThat(aggregate.take(new Says(
                        state -> {
                            throw new IllegalStateException("a defect");
                        },
                        true)))
                .isTrue();
        say("two");
        assertThat(happened()).startsWith("defect of a turn", "moved by two");
    }

    @Test
    void appendThatIsRefused_changesNothing_andTheNextIsKept() {
        journal.next(Next.IS_REFUSED);
        say("one");
        assertThat(happened()).containsExactly("not kept", "failed: IllegalStateException");
        assertThat(aggregate.state()).isEmpty();
        say("two");
        assertThat(onDisk()).containsExactly("two");
        assertThat(aggregate.isQuarantined()).isFalse();
    }

    @Test
    void streamThatIsQuarantined_isKnownToBe() {
        journal.next(Next.IS_QUARANTINED);
        say("one");
        assertThat(aggregate.isQuarantined()).isTrue();
    }

    @Test
    void commitThatFailsToSaySo_isKept() {
        journal.next(Next.LOSES_ITS_ANSWER);
        say("one");
        assertThat(happened()).contains("kept: one");
        assertThat(aggregate.seq()).isEqualTo(1);
    }

    @Test
    void commitWhoseOutcomeNobodyKnows_isTakenInBeforeTheNext_whichIsDecidedOnIt() {
        journal.next(Next.LOSES_ITS_ANSWER);
        journal.readsFail(true);
        say("one");
        assertThat(happened()).containsExactly("not kept", "failed: IllegalStateException");
        journal.readsFail(false);
        assertThat(aggregate.take(new Says(state -> List.of(state.isPresent() ? "after" : "first"), true)))
                .isTrue();
        assertThat(happened()).containsExactly("moved by one", "moved by after", "kept: one after");
        assertThat(onDisk()).containsExactly("one", "after");
    }

    @Test
    void turnThatIsNotDecidedAnew_failsWhereTheStreamHeldMore_andWhatItHeldIsTakenIn() {
        journal.put(STREAM, new Words().encode(1, "earlier"));
        assertThat(aggregate.take(new Says(state -> List.of("first"), false))).isTrue();
        assertThat(happened()).containsExactly("moved by earlier", "failed: OvertakenException");
        assertThat(aggregate.state()).contains("earlier");
        assertThat(onDisk()).containsExactly("earlier");
    }

    @Test
    void eventThatCannotFollow_isNotKept() {
        say("and");
        assertThat(happened()).containsExactly("defect of an event", "failed: IllegalStateException");
        assertThat(onDisk()).isEmpty();
        assertThat(aggregate.isQuiet()).isTrue();
    }

    @Test
    void turnThatNeedsAnotherFirst_comesAfterIt() {
        List<Says> once = new ArrayList<>(List.of(new Says(state -> List.of("first"), true)));
        Says second = new Says(
                state -> {
                    if (state.isEmpty()) {
                        aggregate.takeNext(once.get(1));
                        aggregate.takeNext(once.get(0));
                        return List.of();
                    }
                    return List.of("second");
                },
                true);
        once.add(second);
        assertThat(aggregate.take(second)).isTrue();
        assertThat(onDisk()).containsExactly("first", "second");
    }

    @Test
    void tooManyTurns_areRefused() {
        List<Boolean> taken = new ArrayList<>();
        Says asks = new Says(
                state -> {
                    for (int i = 0; i <= TURNS_MAX; i++) {
                        taken.add(aggregate.take(new Says(now -> List.of(), true)));
                    }
                    return List.of();
                },
                true);
        assertThat(aggregate.take(asks)).isTrue();
        assertThat(taken).containsExactly(true, true, true, true, false);
    }

    @Test
    void stream_isFoldedToWhereItStands_andGoesOnFromThere() {
        journal.put(STREAM, new Words().encode(1, "one"));
        journal.put(STREAM, new Words().encode(2, "two"));
        List<String> taken = new ArrayList<>();
        Folded<String> folded = Folded.of(
                new Words(), journal.stream(STREAM), change -> taken.add(change.before() + " " + change.event()));
        assertThat(folded).isEqualTo(new Folded<>("one two", 2));
        assertThat(taken).containsExactly("Optional.empty one", "Optional[one] two");
        aggregate.restore(folded);
        say("three");
        assertThat(aggregate.state()).contains("one two three");
        assertThat(onDisk()).hasSize(3);
    }

    @Test
    void streamThatBeginsWrong_isNotFolded() {
        journal.put(STREAM, new Words().encode(1, "and"));
        assertThatThrownBy(() -> Folded.of(new Words(), journal.stream(STREAM), change -> {}))
                .isInstanceOf(IllegalStateException.class);
    }
}
