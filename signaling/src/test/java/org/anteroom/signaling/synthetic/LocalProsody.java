package org.anteroom.signaling.synthetic;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A real Prosody on loopback, with small modules that stand in for those of a Jitsi Meet deployment and for its focus.
 * What a deployment may lack can be left out. Blocks; for tests.
 */
public final class LocalProsody implements AutoCloseable {
    public static final String DOMAIN = "meet.test";
    public static final String APP_ID = "rooms";
    public static final String SECRET = "north-wind-over-the-harbour-17-x";

    private static final int READY_MS = 90_000;
    private static final int ENDED_MS = 90_000;

    /** What a deployment may be without. */
    public enum Without {
        TOKENS,
        REFUSAL_OF_NOBODY,
        ROOM_CHECK,
        AFFILIATION,
        IDENTITY,
        MODERATION,
        FOCUS,
        /** Without this the focus makes the first who comes the owner. */
        CARE_OF_OWNERS
    }

    private final Path folder;
    private final Path modules;
    private final int port;
    private final Set<Without> without;
    private Optional<Process> process = Optional.empty();

    /**
     * @param folder for its configuration, data and log
     * @param modules where the stand-ins are
     */
    public LocalProsody(Path folder, Path modules, Set<Without> without) throws IOException {
        this.folder = folder;
        this.modules = modules.toAbsolutePath().normalize();
        this.without = without.isEmpty() ? EnumSet.noneOf(Without.class) : EnumSet.copyOf(without);
        port = FreePorts.tcp();
    }

    public int port() {
        return port;
    }

    /** Its XMPP WebSocket. */
    public URI service() {
        return URI.create("ws://127.0.0.1:" + port + "/xmpp-websocket");
    }

    /** Starts it, or starts it again. */
    public void start() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("data"));
        Path configuration = folder.resolve("prosody.cfg.lua");
        Files.writeString(configuration, configuration());
        process = Optional.of(new ProcessBuilder("prosody", "-F", "--config", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("output").toFile()))
                .start());
        long untilNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MS);
        while (!LocalServers.accepts(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            if (!process.orElseThrow().isAlive() || System.nanoTime() > untilNanos) {
                throw new IOException("Prosody did not start: " + Files.readString(folder.resolve("output")));
            }
            var unused = process.orElseThrow().waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private String configuration() {
        return server() + host() + rooms() + moderation() + focus();
    }

    private String server() {
        return """
                run_as_root = true
                pidfile = "%1$s/pid"
                data_path = "%1$s/data"
                certificates = "%1$s"
                plugin_paths = { "%2$s" }
                log = { { levels = { min = "debug" }, to = "file", filename = "%1$s/log" } }
                interfaces = { "127.0.0.1" }
                c2s_ports = {} ; s2s_ports = {} ; https_ports = {} ; c2s_direct_tls_ports = {} ; s2s_direct_tls_ports = {}
                http_interfaces = { "127.0.0.1" }
                http_ports = { %3$d }
                http_default_host = "%4$s"
                consider_websocket_secure = true
                c2s_require_encryption = false
                authentication = "internal_hashed"
                admins = { "focus@focus.%4$s" }
                modules_disabled = { "s2s", "offline", "tls" }
                modules_enabled = { "disco", "saslauth", "ping", "stanza_debug" }
                """.formatted(folder.toAbsolutePath(), modules, port, DOMAIN);
    }

    private String host() {
        return """
                VirtualHost "%1$s"
                  authentication = "stand_in"
                  stand_in_app_id = "%2$s"
                  stand_in_secret = "%3$s"
                  stand_in_tokens = %4$s
                  stand_in_allow_empty = %5$s
                  stand_in_switchboard = "avmoderation.%1$s"
                  modules_enabled = { "websocket"%6$s%7$s }
                """.formatted(
                        DOMAIN,
                        APP_ID,
                        SECRET,
                        has(Without.TOKENS),
                        !has(Without.REFUSAL_OF_NOBODY),
                        has(Without.IDENTITY) ? ", \"stand_in_identity\"" : "",
                        has(Without.MODERATION) ? ", \"stand_in_announce\"" : "");
    }

    private String rooms() {
        return """
                Component "conference.%1$s" "muc"
                  muc_room_locking = false
                  muc_room_default_public_jids = true
                  restrict_room_creation = true
                  storage = "memory"
                  modules_enabled = { "stand_in_rooms" }
                  stand_in_verify_room = %2$s
                  stand_in_affiliation = %3$s
                """.formatted(DOMAIN, has(Without.ROOM_CHECK), has(Without.AFFILIATION));
    }

    private boolean has(Without part) {
        return !without.contains(part);
    }

    private String moderation() {
        return has(Without.MODERATION) ? """
                Component "avmoderation.%1$s" "stand_in_moderation"
                  stand_in_muc = "conference.%1$s"
                """.formatted(DOMAIN) : "";
    }

    private String focus() {
        return has(Without.FOCUS) ? """
                Component "focus.%1$s" "stand_in_focus"
                  stand_in_auto_owner = %2$s
                """.formatted(DOMAIN, !has(Without.CARE_OF_OWNERS)) : "";
    }

    /** What it wrote so far, every stanza included. */
    public String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    /** Ends it as its service would. */
    public void stop() throws InterruptedException {
        process.ifPresent(Process::destroy);
        awaitEnd();
    }

    /** Ends it as a crash would. */
    public void kill() throws InterruptedException {
        process.ifPresent(Process::destroyForcibly);
        awaitEnd();
    }

    private void awaitEnd() throws InterruptedException {
        if (process.isPresent() && !process.get().waitFor(ENDED_MS, TimeUnit.MILLISECONDS)) {
            process.get().destroyForcibly();
            throw new IllegalStateException("Prosody did not end");
        }
        process = Optional.empty();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
