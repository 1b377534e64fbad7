package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.EventCodec;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.talk.TalkEvents;
import org.anteroom.signaling.embedded.EmbeddedBridge;
import org.anteroom.signaling.embedded.EmbeddedBridgeOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A start on a journal in which some streams are sound and cannot be understood. */
class UndecodableStreamTest {
    private static final SessionId NEWER = new SessionId("ses_BAAAAAAAAAAAAAAAAAAAAA");
    private static final SessionId HEADLESS = new SessionId("ses_CAAAAAAAAAAAAAAAAAAAAA");
    private static final StreamId PROGRAM = new StreamId("prg_BAAAAAAAAAAAAAAAAAAAAA");

    private final Vertx vertx = Vertx.vertx();
    private final UncertainJournal journal = new UncertainJournal();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private SessionDirectory directory() {
        MediaHub media = new MediaHub(new EmbeddedBridge(vertx, EmbeddedBridgeOptions.defaults(), meters), meters);
        HostServices services = new HostServices(
                (delayMs, task) -> () -> {}, journal, () -> World.START, new SecureChance(), meters, 100);
        return new SessionDirectory(services, media, new ProgramRegistry(journal));
    }

    private static Entry created() {
        SessionPlan plan = new SessionPlan(
                new Text("The title"), "group", World.START, 90, 12, Policy.DEFAULT, Optional.empty(), Grouping.NONE);
        SessionEvent created = new CoreEvents.SessionCreated(World.PROGRAM, plan, Optional.empty());
        return EventCodec.encode(new Recorded(1, World.START, Actor.PROGRAM, Optional.empty(), created));
    }

    private static Entry unknown(long seq) {
        return new Entry(seq, "of-a-newer-release", "{\"v\":9}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void streamThatCannotBeDecoded_isClosedAlone_andTheOthersAreServed() {
        journal.put(PROGRAM, unknown(1));
        journal.put(new StreamId(NEWER.value()), created());
        journal.put(new StreamId(NEWER.value()), unknown(2));
        journal.put(
                new StreamId(HEADLESS.value()),
                EventCodec.encode(new Recorded(
                        1,
                        World.START,
                        Actor.PROGRAM,
                        Optional.empty(),
                        new TalkEvents.Note(Optional.empty(), new Text("no beginning")))));
        journal.put(new StreamId(World.ID.value()), created());

        SessionDirectory directory = directory();
        assertThat(directory.load(World.START).succeeded()).isTrue();

        assertThat(directory.find(World.ID)).isPresent();
        assertThat(directory.isQuarantined(World.ID)).isFalse();
        assertThat(directory.isQuarantined(NEWER)).isTrue();
        assertThat(directory.find(NEWER)).isEmpty();
        assertThat(directory.reach(NEWER, World.PROGRAM).cause()).isInstanceOf(SessionQuarantinedException.class);
        assertThat(directory.standing(NEWER).result().kind()).isEqualTo(Standing.Kind.QUARANTINED);
        assertThat(directory.isQuarantined(HEADLESS)).isTrue();
        assertThat(directory.find(HEADLESS)).isEmpty();
        assertThat(meters.get("anteroom_quarantined_streams").gauge().value()).isEqualTo(3);
    }
}
