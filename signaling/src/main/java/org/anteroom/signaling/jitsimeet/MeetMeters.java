package org.anteroom.signaling.jitsimeet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/** What is counted of a deployment; no label names a room or a person. */
final class MeetMeters {
    private final MeterRegistry registry;

    MeetMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    <T> void watch(String what, T of, ToDoubleFunction<T> value) {
        // Strong, because what is measured lives as long as the registry's owner.
        Gauge.builder("anteroom.jitsi.meet." + what, of, value)
                .strongReference(true)
                .register(registry);
    }

    /** A connection of the engine broke. */
    void reconnects() {
        registry.counter("anteroom.jitsi.meet.reconnects").increment();
    }

    void kicks() {
        registry.counter("anteroom.jitsi.meet.kicks").increment();
    }

    /** A conference went to another room. */
    void moves() {
        registry.counter("anteroom.jitsi.meet.moves").increment();
    }
}
