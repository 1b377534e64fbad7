package org.anteroom.signaling.colibri;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

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

    /** How many channels of its endpoints are open. */
    void watchChannels(int number, IntSupplier open) {
        Gauge.builder("anteroom.videobridge.channels", open, IntSupplier::getAsInt)
                .tag("bridge", Integer.toString(number))
                .strongReference(true)
                .register(registry);
    }

    /** A channel ended, or could not be opened. */
    void channelFailed(int number, String reason) {
        registry.counter("anteroom.videobridge.channel.failures", "bridge", Integer.toString(number), "reason", reason)
                .increment();
    }

    /** A message that was not taken. */
    void channelDropped(int number) {
        registry.counter("anteroom.videobridge.channel.dropped", "bridge", Integer.toString(number))
                .increment();
    }

    void fell(int number) {
        registry.counter("anteroom.videobridge.falls", "bridge", Integer.toString(number))
                .increment();
    }
}
