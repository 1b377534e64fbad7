package org.anteroom.engine.simulation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.runtime.AtWork;
import org.anteroom.engine.runtime.ClockWatch;
import org.anteroom.engine.runtime.HostServices;
import org.anteroom.engine.runtime.LiveSession;
import org.anteroom.engine.runtime.MediaHub;
import org.anteroom.engine.runtime.Relays;
import org.anteroom.engine.runtime.SessionDirectory;
import org.anteroom.engine.runtime.Timers;
import org.anteroom.engine.session.Chance;
import org.anteroom.engine.session.SessionId;
import org.anteroom.signaling.turn.TurnSecret;

/** One life of an engine, from its start to its crash. After it, nothing that it set going goes on. */
final class SimulatedEngine {
    /** Few, so that who was away for long needs a fresh welcome. */
    private static final int RESUME_EVENTS_MAX = 40;

    private static final long OVER_KEPT_MS = 300_000;

    private final SessionDirectory directory;
    private final FakeBridge bridge;
    private final MediaHub media;
    private final SessionId session;
    private static final Relays RELAYS = new Relays(
            List.of("stun:relay.example", "turn:relay.example"),
            Optional.of(new TurnSecret("the-secret-of-a-relay-in-a-simulation")),
            Duration.ofHours(16),
            true,
            () -> "0123456789abcdefghijkl");

    private boolean alive = true;

    SimulatedEngine(
            SessionId session,
            MemoryJournal.Disk disk,
            VirtualTime time,
            Faults faults,
            Random random,
            Chance chance,
            Instant aliveUntil) {
        this.session = session;
        Timers timers = (delayMs, task) -> time.set(delayMs, () -> {
            if (alive) {
                task.run();
            }
        });
        MemoryJournal journal = new MemoryJournal(disk, timers, time, faults);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        HostServices services = new HostServices(
                timers,
                journal,
                time,
                chance,
                meters,
                RESUME_EVENTS_MAX,
                RELAYS,
                OVER_KEPT_MS,
                new ClockWatch(time, () -> time.nowMs() * 1_000_000));
        bridge = new FakeBridge(timers, time, faults, random);
        media = new MediaHub(bridge, meters);
        directory = new SessionDirectory(services, media, new ProgramRegistry(journal));
        new SimulatedFollower(journal, disk).follow();
        var started = bridge.start(media).compose(ignored -> directory.load(aliveUntil));
        BrokenPromise.unless(started.succeeded(), "the engine did not start from its journal");
    }

    /** Everything in memory is gone. */
    void crash() {
        alive = false;
    }

    boolean isAlive() {
        return alive;
    }

    SessionDirectory directory() {
        return directory;
    }

    Optional<LiveSession> session() {
        return alive ? AtWork.of(directory, session) : Optional.empty();
    }

    FakeBridge bridge() {
        return bridge;
    }

    MediaHub media() {
        return media;
    }
}
