package org.anteroom.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.function.LongConsumer;
import org.anteroom.signaling.synthetic.FreePorts;

/** {@link RawServer}, with the JVM and the flags that the engine has. */
final class RawPeer implements Peer {
    private static final int WARM_ROUNDS = 10;

    private final int port;
    private final ServerProcess process;
    private int roomsSoFar;

    RawPeer() throws IOException, InterruptedException {
        port = FreePorts.tcp();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-X") && !flag.contains("SharedArchive"))
                .forEach(command::add);
        command.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), RawServer.class.getName(), Integer.toString(port)));
        process = new ServerProcess(Files.createTempDirectory("anteroom-bench-raw"), port, command, Map.of());
    }

    @Override
    public String name() {
        return "raw Vert.x";
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
            return client.connect(port, "127.0.0.1", "/")
                    .map(socket -> new RawGuest(socket, "room-" + (first + number % rooms), "n" + number, delivered));
        });
    }

    @Override
    public Duration processorTime() {
        return process.processorTime();
    }

    @Override
    public Duration compilerTime() {
        return ThreadTimes.of(process.pid(), "C").worked();
    }

    @Override
    public OptionalDouble memory() {
        return OptionalDouble.empty();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }

    private static final class RawGuest implements Guest {
        private final WebSocket socket;
        private final String room;
        private final String name;
        private final Promise<Void> joined = Promise.promise();

        RawGuest(WebSocket socket, String room, String name, LongConsumer delivered) {
            this.socket = socket;
            this.room = room;
            this.name = name;
            var unused = socket.textMessageHandler(text -> {
                if (text.startsWith("{\"type\":\"said\"")) {
                    delivered.accept(Spoken.age(text));
                } else if (text.startsWith("{\"type\":\"welcome\"")) {
                    joined.tryComplete();
                }
            });
        }

        @Override
        public Future<Void> join() {
            send(new JsonObject().put("type", "join").put("room", room).put("name", name));
            return joined.future();
        }

        @Override
        public void say() {
            send(new JsonObject().put("type", "say").put("text", Spoken.now()));
        }

        private void send(JsonObject frame) {
            var unused = socket.writeTextMessage(frame.encode());
        }

        @Override
        public Future<Void> close() {
            return socket.close();
        }
    }
}
