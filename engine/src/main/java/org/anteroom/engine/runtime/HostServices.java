package org.anteroom.engine.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.session.Chance;

/**
 * What every session's host works with. Nothing of it needs Vert.x, so that a simulation can give its own.
 *
 * @param resumeEventsMax how many events a session keeps for those who come back
 * @param relays what browsers inside are told of STUN and TURN servers
 */
public record HostServices(
        Timers timers,
        Journal journal,
        InstantSource clock,
        Chance chance,
        MeterRegistry meters,
        int resumeEventsMax,
        Relays relays) {

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
