package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.NetClientOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.anteroom.engine.Patience;
import org.anteroom.signaling.synthetic.FreePorts;
import org.anteroom.signaling.synthetic.LocalServers;

/** A real nginx on loopback with the configuration that is shipped, in front of an engine. */
final class LocalNginx implements AutoCloseable {
    static final String HOST = "rooms.example.org";

    private static final Path SHIPPED = Path.of("..", "config", "nginx", "anteroom.conf");

    private final int port;
    private final Process process;

    /**
     * Starts it.
     *
     * @param folder for what it writes
     * @param engine the port behind it
     * @param changes of words of the shipped file, for what a test cannot wait for
     */
    LocalNginx(Path folder, int engine, Map<String, String> changes) throws IOException, InterruptedException {
        port = FreePorts.tcp();
        Path certificate = folder.resolve("certificate");
        Path key = folder.resolve("key");
        LocalServers.certify(certificate, key, HOST, "DNS:" + HOST);
        String shipped = Files.readString(SHIPPED);
        shipped = changed(shipped, "listen 443 ssl", "listen 127.0.0.1:" + port + " ssl");
        shipped = changed(shipped, "server 127.0.0.1:8080", "server 127.0.0.1:" + engine);
        shipped = changed(shipped, "/etc/anteroom/tls/rooms.pem", certificate.toString());
        shipped = changed(shipped, "/etc/anteroom/tls/rooms.key", key.toString());
        shipped = changed(
                shipped, "/var/log/nginx/anteroom.log", folder.resolve("access").toString());
        for (Map.Entry<String, String> change : changes.entrySet()) {
            shipped = changed(shipped, change.getKey(), change.getValue());
        }
        Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, around(folder, shipped));
        process = new ProcessBuilder("nginx", "-c", configuration.toString(), "-e", "stderr")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        Patience.await("nginx listens").until(() -> {
            assertThat(process.isAlive())
                    .as(Files.readString(folder.resolve("output")))
                    .isTrue();
            return LocalServers.accepts(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        });
    }

    private static String changed(String text, String what, String into) {
        assertThat(text).contains(what);
        return text.replace(what, into);
    }

    private static String around(Path folder, String shipped) {
        StringBuilder text =
                new StringBuilder("daemon off;\nworker_processes 1;\npid " + folder.resolve("pid") + ";\n");
        if ("root".equals(System.getProperty("user.name"))) {
            // The test's folder is root's alone.
            text.append("user root;\n");
        }
        text.append("events { worker_connections 2000; }\nhttp {\n");
        for (String kept : new String[] {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
            text.append(kept).append("_temp_path ").append(folder.resolve(kept)).append(";\n");
        }
        return text.append(shipped).append("}\n").toString();
    }

    /** A device that comes by it. */
    Device device(TestEngine engine) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .putHeader("Host", HOST)
                .putHeader("Origin", "https://" + HOST)
                .setSsl(true)
                .setURI("/v1/connect")
                .addSubProtocol("anteroom.v1");
        return Device.open(
                engine, options, new WebSocketClientOptions().setTrustAll(true).setVerifyHost(false));
    }

    /** @param from an address of loopback */
    RawLine line(TestEngine engine, String from) {
        NetClientOptions options = new NetClientOptions()
                .setSsl(true)
                .setTrustAll(true)
                .setHostnameVerificationAlgorithm("")
                .setLocalAddress(from);
        return RawLine.open(engine.vertx(), options, port);
    }

    /** Ends it, by its handle. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
