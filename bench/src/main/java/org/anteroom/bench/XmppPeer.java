package org.anteroom.bench;

import io.vertx.core.http.WebSocketClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.anteroom.signaling.synthetic.FreePorts;

/** Debian's Prosody or ejabberd: everything in memory, no limits of rates, rooms that are open at once, nobody has a password. */
final class XmppPeer implements Peer {
    private static final int WARM_ROUNDS = 3;

    private final String name;
    private final int port;
    private final ServerProcess process;
    private int roomsSoFar;

    private XmppPeer(String name, int port, ServerProcess process) {
        this.name = name;
        this.port = port;
        this.process = process;
    }

    static XmppPeer prosody() throws IOException, InterruptedException {
        int port = FreePorts.tcp();
        Path folder = Files.createTempDirectory("anteroom-bench-prosody");
        Path config = Files.writeString(folder.resolve("prosody.cfg.lua"), ofProsody(folder, port));
        List<String> command = List.of("prosody", "-F", "--config", config.toString());
        return new XmppPeer("Prosody", port, new ServerProcess(folder, port, command, Map.of()));
    }

    /** Started by Erlang itself, since Debian's script becomes another user and leaves a daemon behind. */
    static XmppPeer ejabberd() throws IOException, InterruptedException {
        int port = FreePorts.tcp();
        Path folder = Files.createTempDirectory("anteroom-bench-ejabberd");
        Path config = Files.writeString(folder.resolve("ejabberd.yml"), ofEjabberd(port));
        List<String> command = List.of(
                "erl",
                "-noinput",
                "-noshell",
                "+S",
                "1",
                "+P",
                "250000",
                "+Q",
                "65536",
                "-mnesia",
                "dir",
                "\"" + folder.resolve("mnesia") + "\"",
                "-s",
                "ejabberd");
        Map<String, String> environment = Map.of(
                "EJABBERD_CONFIG_PATH", config.toString(),
                "EJABBERD_LOG_PATH", folder.resolve("ejabberd.log").toString(),
                "ERL_CRASH_DUMP", folder.resolve("crash").toString(),
                "ERL_LIBS", libraries(),
                "HOME", folder.toString());
        return new XmppPeer("ejabberd", port, new ServerProcess(folder, port, command, environment));
    }

    /** Where Debian keeps Erlang's libraries that are not Erlang's own, by machine. */
    private static String libraries() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/lib"))) {
            return folders.filter(folder -> {
                        try (Stream<Path> in = Files.list(folder)) {
                            return in.anyMatch(
                                    one -> one.getFileName().toString().startsWith("ejabberd-"));
                        } catch (IOException e) {
                            return false;
                        }
                    })
                    .map(Path::toString)
                    .findFirst()
                    .orElse("/usr/lib");
        }
    }

    private static String ofProsody(Path folder, int port) {
        return String.format(Locale.ROOT, """
            run_as_root = true
            pidfile = "%1$s/prosody.pid"
            data_path = "%1$s"
            storage = "memory"
            log = { warn = "*console" }
            network_backend = "epoll"
            modules_enabled = { "saslauth", "websocket" }
            modules_disabled = { "s2s", "offline", "tls" }
            c2s_ports = { } ; s2s_ports = { } ; c2s_direct_tls_ports = { } ; s2s_direct_tls_ports = { }
            interfaces = { "127.0.0.1" }
            http_interfaces = { "127.0.0.1" }
            http_ports = { %2$d }
            https_ports = { }
            http_default_host = "localhost"
            consider_websocket_secure = true
            c2s_require_encryption = false
            VirtualHost "localhost"
              authentication = "anonymous"
            Component "conference.localhost" "muc"
              muc_room_locking = false
            """, folder, port);
    }

    private static String ofEjabberd(int port) {
        return String.format(Locale.ROOT, """
            hosts: [localhost]
            loglevel: error
            listen:
              - port: %1$d
                ip: "127.0.0.1"
                module: ejabberd_http
                request_handlers:
                  /xmpp-websocket: ejabberd_http_ws
            auth_method: [anonymous]
            anonymous_protocol: sasl_anon
            allow_multiple_connections: true
            default_db: mnesia
            modules:
              mod_muc:
                host: conference.localhost
                access: all
                access_create: all
                history_size: 0
            """, port);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int warmRounds() {
        return WARM_ROUNDS;
    }

    @Override
    public List<? extends Guest> open(WebSocketClient client, int rooms, int roomSize, LongConsumer delivered)
            throws ExecutionException, InterruptedException {
        int first = roomsSoFar;
        roomsSoFar += rooms;
        int[] next = {0};
        return Crowd.open(rooms * roomSize, () -> {
            int number = next[0]++;
            return XmppGuest.open(client, port, "room-" + (first + number % rooms), "n" + number, delivered);
        });
    }

    @Override
    public Duration processorTime() {
        return process.processorTime();
    }

    @Override
    public Duration compilerTime() {
        return Duration.ZERO;
    }

    @Override
    public OptionalDouble memory() {
        return process.residentBytes();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
