package org.anteroom.signaling.colibri;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What is counted of each videobridge; the label is its number in the configuration, never its address. */
final class PoolMeters {
    private final MeterRegistry registry;

    PoolMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void watch(Videobridge bridge) {
        String number = Integer.toString(bridge.number());
        gauge("anteroom.videobridge.up", number, bridge, b -> b.isUp() ? 1 : 0);
        gauge("anteroom.videobridge.draining", number, bridge, b -> b.isDraining() ? 1 : 0);
        gauge("anteroom.videobridge.endpoints", number, bridge, Videobridge::endpoints);
        gauge("anteroom.videobridge.stress", number, bridge, Videobridge::stress);
    }

    private void gauge(
            String name, String number, Videobridge bridge, java.util.function.ToDoubleFunction<Videobridge> value) {
        // Strong, because what is measured lives as long as the registry's owner.
        Gauge.builder(name, bridge, value)
                .tag("bridge", number)
                .strongReference(true)
                .register(registry);
    }

    void asked(int number, Optional<Fault> fault, long tookMs) {
        Timer.builder("anteroom.videobridge.requests")
                .tag("bridge", Integer.toString(number))
                .tag(
                        "outcome",
                        fault.map(f -> f.name().toLowerCase(Locale.ROOT)).orElse("ok"))
                .register(registry)
                .record(tookMs, TimeUnit.MILLISECONDS);
    }

    void fell(int number) {
        registry.counter("anteroom.videobridge.falls", "bridge", Integer.toString(number))
                .increment();
    }
}
