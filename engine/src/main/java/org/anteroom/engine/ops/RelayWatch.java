package org.anteroom.engine.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.anteroom.signaling.turn.TurnProbe.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the relays that browsers are told of are of use, as asked once a minute. A relay that fails is logged when it
 * begins to, with the setting to look at, and when it is over; sessions go on whatever it finds. On one context.
 */
public final class RelayWatch {
    /** How often it asks. */
    public static final long EVERY_MS = 60_000;

    private static final Logger LOG = LoggerFactory.getLogger(RelayWatch.class);
    private static final Set<Outcome> OF_USE = EnumSet.of(Outcome.SERVES, Outcome.OPEN);

    private final Map<String, Outcome> known = new LinkedHashMap<>();
    private final Set<String> urls;
    private final Function<String, Future<Outcome>> probe;

    /**
     * @param urls of TURN servers
     * @param probe asks one of them; never fails
     */
    public RelayWatch(Set<String> urls, Function<String, Future<Outcome>> probe, MeterRegistry meters) {
        this.urls = urls;
        this.probe = probe;
        if (!urls.isEmpty()) {
            Gauge.builder("anteroom_relay_urls_of_use", this, RelayWatch::ofUse)
                    .description("URLs in media.turn.urls by which a relay serves")
                    .register(meters);
        }
    }

    private double ofUse() {
        return (double) known.values().stream().filter(OF_USE::contains).count();
    }

    /** Asks every relay; what is found is in the log and the metric. */
    public void ask() {
        urls.forEach(url -> probe.apply(url).onSuccess(outcome -> found(url, outcome)));
    }

    private void found(String url, Outcome outcome) {
        Outcome before = known.put(url, outcome);
        if (outcome == before) {
            return;
        }
        if (outcome == Outcome.SERVES) {
            LOG.info("The relay {} serves", url);
        } else {
            LOG.warn("{}", sentence(url, outcome));
        }
    }

    /** What an operator can do about it. */
    static String sentence(String url, Outcome outcome) {
        return switch (outcome) {
            case SERVES -> "The relay " + url + " serves";
            case OPEN ->
                "media.turn.urls: " + url + " relays for anybody, without credentials; set use-auth-secret there";
            case REFUSES ->
                "media.turn.secret: the relay " + url + " refuses what the secret makes; it has another one"
                        + " (static-auth-secret), or its clock is wrong";
            case UNWILLING -> "media.turn.urls: " + url + " knows us and relays nothing; it is full, or told not to";
            case FOREIGN -> "media.turn.urls: what answers at " + url + " is no TURN server";
            case UNTRUSTED ->
                "media.turn.urls: " + url + " has no certificate that this machine trusts for that name, or does not"
                        + " speak TLS";
            case SILENT ->
                "media.turn.urls: " + url + " does not answer this machine; browsers that need it have no sound and"
                        + " picture";
        };
    }
}
