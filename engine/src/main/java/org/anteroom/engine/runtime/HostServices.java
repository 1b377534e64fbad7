package org.anteroom.engine.runtime;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.session.Chance;

/**
 * What every session's host works with.
 *
 * @param resumeEventsMax how many events a session keeps for those who come back
 */
public record HostServices(
        Vertx vertx, Journal journal, InstantSource clock, Chance chance, MeterRegistry meters, int resumeEventsMax) {}
