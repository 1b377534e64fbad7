package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.NetClientOptions;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.anteroom.engine.Patience;
import org.anteroom.signaling.synthetic.FreePorts;
import org.anteroom.signaling.synthetic.LocalServers;

/** A real nginx on loopback with the configuration that is shipped, in front of an engine. */
final class LocalNginx implements AutoCloseable {
    static final String HOST = "rooms.example.org";

    /** Bytes. */
    private static final int LITTLE = 8 << 10;

    private static final Path SHIPPED = Path.of("..", "config", "nginx", "anteroom.conf");

    private final Path folder;
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
        this.folder = folder;
        port = FreePorts.tcp();
        Path certificate = folder.resolve("certificate");
        Path key = folder.resolve("key");
        LocalServers.certify(certificate, key, HOST, "DNS:" + HOST);
        String shipped = Files.readString(SHIPPED);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            shipped = changed(shipped, change.getKey(), change.getValue());
        }
        shipped = changed(shipped, "listen 443 ssl", "listen 127.0.0.1:" + port + " ssl");
        shipped = changed(shipped, "server 127.0.0.1:8080", "server 127.0.0.1:" + engine);
        shipped = changed(shipped, "/etc/anteroom/tls/rooms.pem", certificate.toString());
        shipped = changed(shipped, "/etc/anteroom/tls/rooms.key", key.toString());
        shipped = changed(
                shipped, "/var/log/nginx/anteroom.log", folder.resolve("access").toString());
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
        text.append("error_log stderr warn;\n");
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

    /** A connection that holds little of what comes until it is read. */
    SSLSocket slow() throws IOException, GeneralSecurityException {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        try (InputStream certificate = Files.newInputStream(folder.resolve("certificate"))) {
            known.setCertificateEntry(
                    HOST, CertificateFactory.getInstance("X.509").generateCertificate(certificate));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.setReceiveBufferSize(LITTLE);
        socket.setSoTimeout(1_000 * Patience.SECONDS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    /** @param version as openssl writes it, {@code tls1_2} */
    boolean speaks(String version) {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port));
        // The library itself refuses what is old, at any other level.
        command.addAll(List.of("-" + version, "-cipher", "DEFAULT@SECLEVEL=0"));
        try {
            return new ProcessBuilder(command)
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("openssl").toFile())
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The seconds that the shipped file sets. */
    static int shippedSeconds(String directive) throws IOException {
        Matcher set = Pattern.compile("\\b" + directive + " ([0-9]+)s;").matcher(Files.readString(SHIPPED));
        assertThat(set.find()).as(directive).isTrue();
        return Integer.parseInt(set.group(1));
    }

    /** A line a request that it is done with. */
    String log() throws IOException {
        return Files.readString(folder.resolve("access"));
    }

    /** What it warned of. */
    String warnings() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    /** Ends it, by its handle. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
