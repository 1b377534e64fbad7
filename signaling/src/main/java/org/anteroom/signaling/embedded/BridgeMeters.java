package org.anteroom.signaling.embedded;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.anteroom.signaling.embedded.forward.DropReason;
import org.anteroom.signaling.embedded.forward.Drops;

/** The bridge's figures. No label holds an id. */
final class BridgeMeters implements Drops {
    private final MeterRegistry registry;
    private final List<Meter> meters = new ArrayList<>();
    private final Map<DropReason, Counter> drops = new EnumMap<>(DropReason.class);
    private final AtomicInteger endpoints = new AtomicInteger();
    private final AtomicInteger conferences = new AtomicInteger();
    private final Counter packetsIn;
    private final Counter packetsOut;
    private final Counter offers;
    private final Counter answersRefused;
    private final Counter violations;
    private final Counter handshakesDone;
    private final Counter handshakesFailed;
    private final Counter handshakesForged;

    BridgeMeters(MeterRegistry registry) {
        this.registry = registry;
        for (DropReason reason : DropReason.values()) {
            Counter counter = Counter.builder("anteroom.bridge.packets.dropped")
                    .tag("reason", reason.word())
                    .register(registry);
            drops.put(reason, counter);
            meters.add(counter);
        }
        this.packetsIn = counter("anteroom.bridge.packets.in");
        this.packetsOut = counter("anteroom.bridge.packets.out");
        this.offers = counter("anteroom.bridge.offers");
        this.answersRefused = counter("anteroom.bridge.answers.refused");
        this.violations = counter("anteroom.bridge.violations");
        this.handshakesDone = handshakes("done");
        this.handshakesFailed = handshakes("failed");
        this.handshakesForged = handshakes("forged");
        meters.add(Gauge.builder("anteroom.bridge.endpoints", endpoints, AtomicInteger::get)
                .register(registry));
        meters.add(Gauge.builder("anteroom.bridge.conferences", conferences, AtomicInteger::get)
                .register(registry));
    }

    private Counter counter(String name) {
        Counter counter = Counter.builder(name).register(registry);
        meters.add(counter);
        return counter;
    }

    private Counter handshakes(String outcome) {
        Counter counter = Counter.builder("anteroom.bridge.handshakes")
                .tag("outcome", outcome)
                .register(registry);
        meters.add(counter);
        return counter;
    }

    @Override
    public void dropped(DropReason reason) {
        Counter counter = drops.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    void packetIn() {
        packetsIn.increment();
    }

    void packetOut() {
        packetsOut.increment();
    }

    void offered() {
        offers.increment();
    }

    void answerRefused() {
        answersRefused.increment();
    }

    void violated() {
        violations.increment();
    }

    void handshakeDone() {
        handshakesDone.increment();
    }

    void handshakeFailed(boolean forged) {
        (forged ? handshakesForged : handshakesFailed).increment();
    }

    void holds(int endpointsNow, int conferencesNow) {
        endpoints.set(endpointsNow);
        conferences.set(conferencesNow);
    }

    /** Takes the gauges and counters from the registry. */
    void close() {
        meters.forEach(registry::remove);
    }
}
