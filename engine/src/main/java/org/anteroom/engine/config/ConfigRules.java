package org.anteroom.engine.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.anteroom.signaling.BridgeKeys;
import org.anteroom.signaling.bridges.Bridges;

/** What no schema says: keys that depend on one another, and files that must be there. */
final class ConfigRules {
    private final EngineConfig config;
    private final Map<String, String> origins;
    private final List<String> problems = new ArrayList<>();

    /** @param origins where a key was set, by key; the others have their defaults */
    ConfigRules(EngineConfig config, Map<String, String> origins) {
        this.config = config;
        this.origins = origins;
    }

    List<String> problems() {
        checkTls();
        checkExposure();
        checkPorts();
        checkBounds();
        checkBridges();
        checkTurn(config.media().turn());
        return problems;
    }

    private void checkTls() {
        config.tls().ifPresent(tls -> {
            checkFile("tls.certificate", tls.certificate());
            checkFile("tls.key", tls.key());
        });
    }

    private void checkFile(String key, Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            refuse(
                    key,
                    "\"" + file + "\"",
                    "a file in PEM that the engine may read; tls.certificate and tls.key go together");
        }
    }

    private void checkExposure() {
        if (!config.onLoopback()
                && config.tls().isEmpty()
                && config.trustedProxies().isEmpty()) {
            refuse(
                    "host",
                    "\"" + config.host() + "\"",
                    "a loopback address (127.0.0.1), or any other together with tls.certificate and tls.key, or with"
                            + " trustedProxies where a proxy in front speaks TLS");
        }
    }

    private void checkPorts() {
        Map<Integer, String> used = new LinkedHashMap<>();
        checkPort(used, "port", config.port());
        checkPort(used, "managementPort", config.managementPort());
        if (config.samplePublished()) {
            checkPort(used, "sample.portalPort", config.sample().portalPort());
        }
    }

    private void checkPort(Map<Integer, String> used, String key, int port) {
        String other = port == 0 ? null : used.putIfAbsent(port, key);
        if (other != null) {
            refuse(key, Integer.toString(port), "a port that " + other + " does not use");
        }
    }

    private void checkBounds() {
        EngineConfig.Media media = config.media();
        if (media.endpointsPerConferenceMax() > media.endpointsMax()) {
            refuse(
                    "media.endpointsPerConferenceMax",
                    Integer.toString(media.endpointsPerConferenceMax()),
                    "no more than media.endpointsMax, which is " + media.endpointsMax());
        }
        EngineConfig.Sessions sessions = config.sessions();
        if (sessions.capacityMax() > media.endpointsPerConferenceMax()) {
            refuse(
                    "sessions.capacityMax",
                    Integer.toString(sessions.capacityMax()),
                    "no more than media.endpointsPerConferenceMax, which is " + media.endpointsPerConferenceMax());
        }
    }

    /** Each kind of bridge judges its own keys, whichever is chosen. */
    private void checkBridges() {
        BridgeKeys keys = config.media().keys();
        Bridges.KINDS.forEach(
                kind -> kind.check(keys, (key, value, allowed) -> refuse("media." + key, value, allowed)));
    }

    private void checkTurn(EngineConfig.Turn turn) {
        boolean relays = turn.urls().stream().anyMatch(url -> url.startsWith("turn"));
        if (relays && turn.secret().isEmpty()) {
            refuseFor(
                    "media.turn.urls",
                    "media.turn.secret",
                    "empty",
                    "the secret that the relay in media.turn.urls has (coturn's static-auth-secret), 32 to 256 visible"
                            + " ASCII characters");
        }
        if (!relays && turn.secret().isPresent()) {
            refuseFor(
                    "media.turn.secret",
                    "media.turn.urls",
                    turn.urls().toString(),
                    "a turn: or turns: URL where media.turn.secret is set");
        }
        if (!relays && turn.relayOnly()) {
            refuse("media.turn.relayOnly", "true", "false, or true with a turn: or turns: URL in media.turn.urls");
        }
    }

    private void refuse(String key, String value, String allowed) {
        refuseFor(key, key, value, allowed);
    }

    /** Refuses a key that another one asks for: where it was not set, the other's place is the one to look at. */
    private void refuseFor(String asking, String key, String value, String allowed) {
        String source = origins.getOrDefault(key, origins.getOrDefault(asking, "The default"));
        problems.add(source + ": " + key + " is " + value + "; allowed: " + allowed + ".");
    }
}
