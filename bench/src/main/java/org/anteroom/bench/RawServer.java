package org.anteroom.bench;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The least that rooms can be: who joins is told who is there, and everybody who is there is told; what somebody says goes
 * to all. In memory alone, with no rights and nothing to look up: the floor that others are compared with.
 */
public final class RawServer extends AbstractVerticle {
    private final int port;
    private final Map<String, List<Member>> rooms = new HashMap<>();

    private record Member(String name, ServerWebSocket socket) {}

    private RawServer(int port) {
        this.port = port;
    }

    public static void main(String[] args) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        var unused = vertx.deployVerticle(new RawServer(Integer.parseInt(args[0])));
    }

    @Override
    public void start() {
        var unused = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(port))
                .webSocketHandler(this::serve)
                .listen();
    }

    private void serve(ServerWebSocket socket) {
        Visit visit = new Visit(socket);
        var unused = socket.textMessageHandler(text -> visit.received(new JsonObject(text)));
        socket.closeHandler(ignored -> visit.gone());
    }

    private final class Visit {
        private final ServerWebSocket socket;
        private List<Member> room = new ArrayList<>();
        private String name = "";

        Visit(ServerWebSocket socket) {
            this.socket = socket;
        }

        void received(JsonObject frame) {
            if ("join".equals(frame.getString("type"))) {
                name = frame.getString("name");
                room = rooms.computeIfAbsent(frame.getString("room"), key -> new ArrayList<>());
                tellAll(new JsonObject().put("type", "joined").put("name", name));
                room.add(new Member(name, socket));
                JsonArray there = new JsonArray(room.stream().map(Member::name).toList());
                var unused = socket.writeTextMessage(new JsonObject()
                        .put("type", "welcome")
                        .put("there", there)
                        .encode());
            } else {
                tellAll(new JsonObject().put("type", "said").put("name", name).put("text", frame.getString("text")));
            }
        }

        private void tellAll(JsonObject frame) {
            Buffer text = frame.toBuffer();
            room.forEach(member -> {
                var unused = member.socket().writeTextMessage(text.toString());
            });
        }

        void gone() {
            room.removeIf(member -> member.socket().equals(socket));
        }
    }
}
