package org.anteroom.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.ObjLongConsumer;
import org.anteroom.signaling.synthetic.DtlsWords;
import org.anteroom.signaling.synthetic.HttpWords;

/** What strangers, people who wait and people inside can do to an engine that it does not want. */
final class Attacks {
    private static final int MANY = 2_000;
    private static final int SOME = 300;
    private static final int FEW = 50;
    private static final int ADDRESSES = 40;
    private static final int BODY = 256 * 1024;
    private static final int LINK_BODY = 16 * 1024;
    private static final int FRAME = 60_000;
    private static final int DEPTH = 8_000;
    private static final int DATAGRAM = 1_200;
    private static final long SEED = 7;

    private static final String HOST = "127.0.0.1";
    private static final String UPGRADE = HttpWords.onTheWire(HttpWords.upgrade("/v1/connect", HOST, "anteroom.v1"));
    private static final String UNKNOWN_KEY = HttpWords.onTheWire(
            HttpWords.head("GET", "/v1/sessions", HOST, "Authorization: Bearer key_AAAAAAAAAAAAAAAAAAAAAA.x\n"));

    private final int port;
    private final int mediaPort;
    private final Vertx vertx;
    private final AtomicLong asked = new AtomicLong();

    Attacks(int port, int mediaPort, Vertx vertx) {
        this.port = port;
        this.mediaPort = mediaPort;
        this.vertx = vertx;
    }

    /** By connections of nobody. */
    List<Attack.Kind> ofStrangers() {
        Buffer nothing = Buffer.buffer();
        String dead = "{\"code\":\"" + "A".repeat(22) + "\",\"device\":\"" + "b".repeat(22) + "\"}";
        return List.of(
                lines("connections that say nothing", MANY, 1, "", nothing, 1),
                lines("the same of 40 addresses", MANY, ADDRESSES, "", nothing, 1),
                lines("heads a byte at a time", SOME, 1, "GET / HTTP/1.1\r\nX", Buffer.buffer("a"), 500),
                lines("bodies without a key", MANY, ADDRESSES, body("/v1/sessions", BODY), nothing, 1),
                lines("links of 16 KiB that do not end", MANY, ADDRESSES, body("/v1/join", LINK_BODY), nothing, 1),
                lines("WebSockets without hello", MANY, ADDRESSES, UPGRADE, nothing, 1),
                lines("unfinished frames before hello", MANY, ADDRESSES, Buffer.buffer(UPGRADE), 1, unfinished()),
                lines("requests that wait for nothing", FEW, 1, "", Buffer.buffer(UNKNOWN_KEY.repeat(100)), 10),
                asking("unknown keys", UNKNOWN_KEY, 10),
                asking("dead links", post(dead), 10),
                asking("JSON of 8,000 brackets", post("[".repeat(DEPTH)), 50),
                datagrams("datagrams of nothing", Attacks::noise),
                datagrams("DTLS that claims 16 MiB", Attacks::lie),
                datagrams("STUN of nobody", Attacks::stun));
    }

    private Attack.Kind lines(String name, int count, int addresses, String first, Buffer next, int everyMs) {
        return lines(name, count, addresses, Buffer.buffer(first), everyMs, next);
    }

    private Attack.Kind lines(String name, int count, int addresses, Buffer first, int everyMs, Buffer next) {
        return lines(name, new LineFlood.Script(count, addresses, first, next, everyMs, false));
    }

    private Attack.Kind asking(String name, String request, int everyMs) {
        return lines(name, new LineFlood.Script(FEW, 1, Buffer.buffer(), Buffer.buffer(request), everyMs, true));
    }

    private Attack.Kind lines(String name, LineFlood.Script script) {
        return new Attack.Kind(name, () -> new LineFlood(script, port, vertx));
    }

    private static String head(String path, int length) {
        return HttpWords.onTheWire(HttpWords.json(path, HOST, length));
    }

    private static String post(String body) {
        return head("/v1/join", body.length()) + body;
    }

    /** All of a body but its last tenth. */
    private static String body(String path, int length) {
        return head(path, length) + " ".repeat(length * 9 / 10);
    }

    /** A masked text frame of which the last tenth does not come. */
    private static Buffer unfinished() {
        return Buffer.buffer()
                .appendByte((byte) 0x81)
                .appendByte((byte) (0x80 | 126))
                .appendUnsignedShort(FRAME)
                .appendInt(0)
                .appendBytes(new byte[FRAME * 9 / 10]);
    }

    private Attack.Kind datagrams(String name, LongFunction<byte[]> made) {
        return new Attack.Kind(name, () -> new PacketFlood(made, new Stranger()));
    }

    private final class Stranger implements PacketFlood.Way {
        private final DatagramSocket socket;

        Stranger() {
            try {
                socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void send(byte[] datagram) {
            try {
                socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), mediaPort));
            } catch (IOException e) {
                // What the system does not take is not sent.
            }
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static byte[] noise(long number) {
        byte[] bytes = new byte[DATAGRAM];
        new Random(SEED + number).nextBytes(bytes);
        // By turns what looks like STUN, DTLS, RTP and nothing at all.
        bytes[0] = (byte) new int[] {0, 22, 128, 255}[(int) (number % 4)];
        return bytes;
    }

    /** A ClientHello's fragment of a message that is said to have 16 MiB. */
    private static byte[] lie(long number) {
        return DtlsWords.record(22, 0, (int) number, DtlsWords.fragment(1, 0xFFFFFF, 0, 0, 180));
    }

    private static byte[] stun(long number) {
        byte[] name = ("frag" + number + ":nobody").getBytes(StandardCharsets.UTF_8);
        int padded = (name.length + 3) / 4 * 4;
        return Buffer.buffer()
                .appendUnsignedShort(1)
                .appendUnsignedShort(4 + padded)
                .appendInt(0x2112A442)
                .appendLong(number)
                .appendInt((int) number)
                .appendUnsignedShort(6)
                .appendUnsignedShort(name.length)
                .appendBytes(name)
                .appendBytes(new byte[padded - name.length])
                .getBytes();
    }

    /** By people who wait in a session of another program. */
    List<Attack.Kind> ofWaiters(List<JsonObject> waiters) {
        JsonObject media =
                new JsonObject().put("type", "media").put("name", "again").put("connection", "none");
        JsonObject large = new JsonObject()
                .put("type", "media")
                .put("name", "answer")
                .put("connection", "none")
                .put("generation", 1)
                .put("sdp", "x".repeat(FRAME));
        return List.of(
                seats(
                        "pings",
                        waiters,
                        (socket, number) -> socket.writePing(Buffer.buffer("x")).onFailure(ignored -> {})),
                seats("messages without end", waiters, Attacks::endless),
                seats("media frames of who waits", waiters, says(media)),
                seats("frames of 60 KB", waiters, says(large)),
                seats("frames that are refused", waiters, asks("nothing", new JsonObject())),
                seats("alerts", waiters, asks("raiseAlert", new JsonObject().put("note", "€".repeat(500)))));
    }

    /** By people inside, in a session of another program. */
    List<Attack.Kind> ofPeopleInside(List<JsonObject> inside, Person sender) {
        JsonObject say = new JsonObject().put("to", "place").put("text", "€".repeat(1_000));
        JsonObject health = new JsonObject().put("summary", new JsonObject().put("rttMs", 1));
        JsonObject wish =
                new JsonObject().put("type", "media").put("name", "wish").put("video", true);
        return List.of(
                takenIn("chat", inside, asks("chat", say)),
                takenIn(
                        "hands up and down",
                        inside,
                        (socket, number) -> asks("raiseHand", new JsonObject().put("on", number % 2 == 0))
                                .accept(socket, number)),
                takenIn("health", inside, asks("reportHealth", health)),
                seats("wishes", inside, says(wish)),
                inside("noise on a media connection", Attacks::noise, sender),
                inside("16 MiB on a media connection", Attacks::lie, sender),
                inside("STUN on a media connection", Attacks::stun, sender));
    }

    private static Attack.Kind inside(String name, LongFunction<byte[]> made, Person sender) {
        return new Attack.Kind(name, () -> new PacketFlood(made, new Inside(sender)));
    }

    private Attack.Kind seats(String name, List<JsonObject> joined, ObjLongConsumer<WebSocket> act) {
        return new Attack.Kind(name, () -> new SeatFlood(joined, act, vertx));
    }

    private Attack.Kind takenIn(String name, List<JsonObject> joined, ObjLongConsumer<WebSocket> act) {
        return new Attack.Kind(name, true, () -> new SeatFlood(joined, act, vertx));
    }

    private static ObjLongConsumer<WebSocket> says(JsonObject frame) {
        String text = frame.encode();
        return (socket, number) -> socket.writeTextMessage(text).onFailure(ignored -> {});
    }

    private ObjLongConsumer<WebSocket> asks(String command, JsonObject args) {
        return (socket, number) ->
                socket.writeTextMessage(command(command, args).encode()).onFailure(ignored -> {});
    }

    /** A command's frame, with an id that no other has, whatever the attack: a repeated one is answered without being done. */
    JsonObject command(String name, JsonObject args) {
        return new JsonObject()
                .put("type", "command")
                .put("id", "a" + asked.incrementAndGet())
                .put("name", name)
                .put("args", args);
    }

    private static void endless(WebSocket socket, long number) {
        WebSocketFrame frame = number % 2_000 == 1
                ? WebSocketFrame.textFrame("", false)
                : WebSocketFrame.continuationFrame(Buffer.buffer(), false);
        socket.writeFrame(frame).onFailure(ignored -> {});
    }

    /** By the address of somebody whom the bridge knows. */
    private record Inside(Person person) implements PacketFlood.Way {
        @Override
        public void send(byte[] datagram) {
            person.line().ifPresent(line -> line.peer().sendRaw(datagram));
        }

        @Override
        public void close() {}
    }
}
