package org.anteroom.signaling.embedded;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.sdp.MediaOffer;

/** A real Chromium whose one page is every peer, told what to do and telling what each sees over WebSockets. */
final class ChromiumStage {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

    private final HttpServer server;
    private final Process process;
    private final Path profile;
    private final CompletableFuture<ServerWebSocket> stage = new CompletableFuture<>();
    private final Map<String, CompletableFuture<ServerWebSocket>> peers = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> inbound = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> outbound = new ConcurrentHashMap<>();
    private final Map<String, String> states = new ConcurrentHashMap<>();
    final List<String> errors = new CopyOnWriteArrayList<>();
    private final Answers answers;

    /** Takes a page's answer. */
    interface Answers {
        void answered(EndpointId endpoint, int generation, String sdp);
    }

    ChromiumStage(Vertx vertx, Answers answers) throws Exception {
        if (!Files.isExecutable(CHROMIUM)) {
            throw new AssertionError("This test needs Chromium at " + CHROMIUM);
        }
        this.answers = answers;
        this.server = vertx.createHttpServer()
                .requestHandler(request -> request.response()
                        .putHeader("content-type", "text/html")
                        .sendFile("chromium/stage.html")
                        .onFailure(e -> errors.add(e.toString())))
                .webSocketHandler(this::accept)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(Patience.SECONDS, TimeUnit.SECONDS);
        this.profile = Files.createTempDirectory("chromium-test");
        this.process = new ProcessBuilder(
                        CHROMIUM.toString(),
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--use-fake-device-for-media-stream",
                        "--use-fake-ui-for-media-stream",
                        "--allow-loopback-in-peer-connection",
                        "--autoplay-policy=no-user-gesture-required",
                        "--user-data-dir=" + profile,
                        "http://127.0.0.1:" + server.actualPort() + "/")
                .redirectErrorStream(true)
                .redirectOutput(new File("target/chromium.log"))
                .start();
    }

    private void accept(ServerWebSocket socket) {
        if (socket.path().equals("/stage")) {
            stage.complete(socket);
            return;
        }
        String name = socket.path().substring("/peer/".length());
        socket.textMessageHandler(text -> told(name, new JsonObject(text)));
        peer(name).complete(socket);
    }

    private CompletableFuture<ServerWebSocket> peer(String name) {
        return peers.computeIfAbsent(name, n -> new CompletableFuture<>());
    }

    private void told(String name, JsonObject message) {
        if (message.containsKey("sdp")) {
            answers.answered(new EndpointId(name), message.getInteger("generation"), message.getString("sdp"));
        } else if (message.containsKey("inbound")) {
            inbound.put(name, message.getJsonObject("inbound"));
            outbound.put(name, message.getJsonObject("outbound"));
        } else if (message.containsKey("state")) {
            states.put(name, message.getString("state"));
        } else {
            errors.add(name + ": " + message.getString("error"));
        }
    }

    /** Adds a peer and waits until it can be spoken to. */
    void open(String name) throws Exception {
        send(stage.get(Patience.SECONDS, TimeUnit.SECONDS), new JsonObject().put("add", name));
        peer(name).get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    void close(String name) throws Exception {
        send(stage.get(Patience.SECONDS, TimeUnit.SECONDS), new JsonObject().put("remove", name));
    }

    void offer(EndpointId endpoint, MediaOffer offer) {
        JsonObject own = new JsonObject();
        offer.own().forEach((kind, mid) -> own.put(kind.word(), mid));
        JsonObject frame = new JsonObject()
                .put("generation", offer.generation())
                .put("sdp", offer.sdp())
                .put("own", own);
        send(peer(endpoint.value()).join(), frame);
    }

    private void send(ServerWebSocket socket, JsonObject frame) {
        socket.writeTextMessage(frame.encode()).onFailure(e -> errors.add(e.toString()));
    }

    String state(String name) {
        return states.getOrDefault(name, "none");
    }

    /** Frames decoded on an m-line, 0 where there are none. */
    long frames(String name, String mid) {
        return line(name, mid).getLong("frames", 0L);
    }

    /** What a page sends of its pictures, by mid and layer. */
    JsonObject sending(String name) {
        return outbound.getOrDefault(name, new JsonObject());
    }

    /** The bitrate that its encoders are set to, over all layers. */
    double targetBitrate(String name) {
        JsonObject sending = sending(name);
        return sending.fieldNames().stream()
                .mapToDouble(layer -> sending.getJsonObject(layer).getDouble("target", 0.0))
                .sum();
    }

    /** The height of the picture decoded on an m-line, 0 where there is none. */
    int height(String name, String mid) {
        return line(name, mid).getInteger("height", 0);
    }

    /** Audio energy heard on an m-line. */
    double energy(String name, String mid) {
        return line(name, mid).getDouble("energy", 0.0);
    }

    long lost(String name, String mid) {
        return line(name, mid).getLong("lost", 0L);
    }

    /** All that a page last told of itself, for messages. */
    String seen(String name) {
        return name + " " + state(name) + " "
                + inbound.getOrDefault(name, new JsonObject()).encode();
    }

    private JsonObject line(String name, String mid) {
        return inbound.getOrDefault(name, new JsonObject()).getJsonObject(mid, new JsonObject());
    }

    void shutDown() throws Exception {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.waitFor(Patience.SECONDS, TimeUnit.SECONDS);
        server.close().toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
        try (Stream<Path> files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | java.io.UncheckedIOException e) {
            profile.toFile().deleteOnExit();
        }
    }
}
