package org.anteroom.engine.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.function.Function;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.session.Chance;
import org.anteroom.engine.session.Consents;
import org.anteroom.engine.session.ProgramId;

/**
 * What every session's host works with. Nothing of it needs Vert.x, so that a simulation can give its own. All but the loop is
 * shared by all sessions, and works on any thread: the journal, chance and meters by themselves, the clock's watch by its lock;
 * timers run on the loop that sets them.
 *
 * @param resumeEventsMax how many events a session keeps for those who come back
 * @param relays what browsers inside are told of STUN and TURN servers
 * @param overKeptMs how long a session stays in memory after its end, for late reads and repeated commands
 * @param clockWatch what notices that the clock was set
 * @param loop where the session lives
 * @param consents what a program asks its people to accept now; asked on any thread
 */
public record HostServices(
        Timers timers,
        Journal journal,
        InstantSource clock,
        Chance chance,
        MeterRegistry meters,
        int resumeEventsMax,
        Relays relays,
        long overKeptMs,
        ClockWatch clockWatch,
        Loop loop,
        Function<ProgramId, Consents> consents) {
    private static final long OVER_KEPT_MS = 300_000;

    /** Of sessions that live on the front. */
    public HostServices(
            Timers timers,
            Journal journal,
            InstantSource clock,
            Chance chance,
            MeterRegistry meters,
            int resumeEventsMax,
            Relays relays,
            long overKeptMs,
            ClockWatch clockWatch) {
        this(
                timers,
                journal,
                clock,
                chance,
                meters,
                resumeEventsMax,
                relays,
                overKeptMs,
                clockWatch,
                Loop.front(),
                program -> Consents.NONE);
    }

    /** The same for a session that lives elsewhere. */
    HostServices on(Loop there) {
        return there == loop ? this : with(there, consents);
    }

    /** The same with what programs ask their people to accept. */
    public HostServices with(Function<ProgramId, Consents> asked) {
        return with(loop, asked);
    }

    private HostServices with(Loop there, Function<ProgramId, Consents> asked) {
        return new HostServices(
                timers, journal, clock, chance, meters, resumeEventsMax, relays, overKeptMs, clockWatch, there, asked);
    }

    /** With the usual time after the end, and a clock that nobody sets. */
    public HostServices(
            Timers timers,
            Journal journal,
            InstantSource clock,
            Chance chance,
            MeterRegistry meters,
            int resumeEventsMax,
            Relays relays) {
        this(timers, journal, clock, chance, meters, resumeEventsMax, relays, OVER_KEPT_MS, ClockWatch.none());
    }

    /** Without relays. */
    public HostServices(
            Timers timers,
            Journal journal,
            InstantSource clock,
            Chance chance,
            MeterRegistry meters,
            int resumeEventsMax) {
        this(timers, journal, clock, chance, meters, resumeEventsMax, Relays.NONE);
    }
}
