package org.anteroom.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.anteroom.engine.config.EngineConfig;
import org.anteroom.engine.config.Secret;
import org.anteroom.engine.ops.RelayWatch;
import org.anteroom.engine.runtime.Relays;
import org.anteroom.engine.session.Chance;
import org.anteroom.signaling.turn.TurnProbe;
import org.anteroom.signaling.turn.TurnSecret;
import org.anteroom.signaling.turn.TurnUrl;

/** What the configuration says of relays, as the engine's parts want it. */
final class RelaySetup {
    private static final int PROBE_MS = 5_000;
    private static final Duration PROBE_CREDENTIALS = Duration.ofMinutes(1);

    private final EngineConfig.Turn turn;
    private final Optional<TurnSecret> secret;
    private final Chance chance;

    RelaySetup(EngineConfig.Turn turn, Chance chance) {
        this.turn = turn;
        this.secret = turn.secret().map(Secret::value).map(TurnSecret::new);
        this.chance = chance;
    }

    /** What seats inside are told. */
    Relays relays() {
        Duration lifetime = Duration.ofSeconds(turn.lifetimeSeconds());
        return new Relays(turn.urls(), secret, lifetime, turn.relayOnly(), chance::bits);
    }

    /** Begins to ask the relays, in the background: one may come later than the engine, and sessions run without. */
    void watch(Vertx vertx, InstantSource clock, MeterRegistry meters) {
        TurnProbe probe = new TurnProbe(vertx, PROBE_MS);
        secret.ifPresent(shared -> {
            Map<String, TurnUrl> servers = new LinkedHashMap<>();
            turn.urls().forEach(url -> TurnUrl.parse(url).ifPresent(server -> servers.put(url, server)));
            RelayWatch watch = new RelayWatch(
                    servers.keySet(),
                    url -> probe.probe(
                            Objects.requireNonNull(servers.get(url)),
                            shared.credentials(clock.instant().plus(PROBE_CREDENTIALS), chance.bits())),
                    meters);
            watch.ask();
            vertx.setPeriodic(RelayWatch.EVERY_MS, ignored -> watch.ask());
        });
    }
}
