package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.journal.UncertainJournal.Next;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.talk.TalkCommands;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session whose listeners throw, and whose journal throws, refuses, or does not say what it did. */
class SessionHostFaultsTest {
    private static final CommandRef REF = new CommandRef("program", "c1");

    private final UncertainJournal journal = new UncertainJournal();
    private final List<Outcome> outcomes = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private int timersSet;
    private SessionHost host;

    @BeforeEach
    void makeHost() {
        Timers timers = (delayMs, task) -> {
            timersSet++;
            return () -> {};
        };
        HostServices services = new HostServices(
                timers, journal, () -> World.START, new SecureChance(), new SimpleMeterRegistry(), 100);
        host = new SessionHost(services, World.ID);
    }

    private void listen() {
        host.onCommit(
                steps -> steps.forEach(step -> heard.add(step.recorded().event().eventName())));
    }

    private void create() {
        SessionPlan plan = new SessionPlan(
                new Text("The title"), "group", World.START, 90, 12, Policy.DEFAULT, Optional.empty(), Grouping.NONE);
        SessionEvent created = new CoreEvents.SessionCreated(World.PROGRAM, plan, Optional.empty());
        host.create(List.of(new Caused(Actor.PROGRAM, created)), outcomes::add);
    }

    private void note(Optional<CommandRef> ref) {
        host.command(Caller.PROGRAM, ref, new TalkCommands.WriteNote(new Text("a note")), outcomes::add);
    }

    private Outcome last() {
        return outcomes.get(outcomes.size() - 1);
    }

    @Test
    void listenerThatThrows_keepsNobodyFromHearing_andTheTimerIsSet() {
        host.onCommit(steps -> {
            throw new IllegalStateException("a defect");
        });
        listen();
        create();
        assertThat(heard).containsExactly("session-created");
        assertThat(timersSet).isEqualTo(1);
        note(Optional.empty());
        assertThat(heard).containsExactly("session-created", "note");
    }

    @Test
    void timer_isSetAnewByWhatMovesIt_andLeftAloneByWhatDoesNot() {
        create();
        note(Optional.empty());
        assertThat(timersSet).isEqualTo(1);
        SessionPlan longer = new SessionPlan(
                new Text("The title"), "group", World.START, 91, 12, Policy.DEFAULT, Optional.empty(), Grouping.NONE);
        host.ask(state -> SessionDecider.change(state, longer), outcomes::add);
        assertThat(last()).isInstanceOf(Outcome.Done.class);
        assertThat(timersSet).isEqualTo(2);
    }

    @Test
    void answerThatThrows_keepsNobodyFromHearing() {
        listen();
        create();
        host.command(Caller.PROGRAM, Optional.empty(), new TalkCommands.WriteNote(new Text("a note")), outcome -> {
            throw new IllegalStateException("a defect");
        });
        assertThat(heard).containsExactly("session-created", "note");
        note(Optional.empty());
        assertThat(last()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void journalThatThrows_isUnavailable_andTheSessionGoesOn() {
        create();
        journal.next(Next.THROWS);
        note(Optional.empty());
        assertThat(last()).isInstanceOf(Outcome.Unavailable.class);
        note(Optional.empty());
        assertThat(last()).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void journalThatRefuses_isUnavailable_andTheSessionGoesOn() {
        create();
        journal.next(Next.IS_REFUSED);
        note(Optional.empty());
        assertThat(last()).isInstanceOf(Outcome.Unavailable.class);
        note(Optional.empty());
        assertThat(last()).isEqualTo(new Outcome.Done(2, Map.of()));
    }

    @Test
    void commitThatIsDurableAndFailsToSaySo_isAcknowledged() {
        listen();
        create();
        journal.next(Next.LOSES_ITS_ANSWER);
        note(Optional.of(REF));
        assertThat(last()).isEqualTo(new Outcome.Done(2, Map.of()));
        note(Optional.empty());
        assertThat(last()).isEqualTo(new Outcome.Done(3, Map.of()));
        assertThat(heard).containsExactly("session-created", "note", "note");
    }

    @Test
    void commitWhoseOutcomeNobodyKnows_isFoldedBeforeTheNext_andIsDoneOnce() {
        listen();
        create();
        journal.next(Next.LOSES_ITS_ANSWER);
        journal.readsFail(true);
        note(Optional.of(REF));
        assertThat(last()).isInstanceOf(Outcome.Unavailable.class);
        journal.readsFail(false);
        note(Optional.empty());
        assertThat(last()).isEqualTo(new Outcome.Done(3, Map.of()));
        assertThat(heard).containsExactly("session-created", "note", "note");
        note(Optional.of(REF));
        assertThat(last()).as("the first answer of this id").isEqualTo(new Outcome.Done(2, Map.of()));
        assertThat(journal.stream(new StreamId(World.ID.value()))).hasSize(3);
    }

    @Test
    void sessionThatWasMadeAndNobodyKnewIt_isMadeOnce() {
        journal.next(Next.LOSES_ITS_ANSWER);
        journal.readsFail(true);
        create();
        assertThat(last()).isInstanceOf(Outcome.Unavailable.class);
        journal.readsFail(false);
        create();
        assertThat(last()).isInstanceOf(Outcome.Done.class);
        assertThat(journal.stream(new StreamId(World.ID.value()))).hasSize(1);
    }
}
