package org.anteroom.signaling.synthetic;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The channels of a synthetic videobridge's endpoints: it forwards by what they ask for, as far as their lines carry it,
 * and tells them what it forwards and what is wanted of them. One a name of an endpoint; a newer one replaces it.
 */
public final class SyntheticChannels {
    private final Supplier<List<SyntheticConference>> conferences;
    private final Map<String, ServerWebSocket> open = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> asked = new ConcurrentHashMap<>();
    private final Map<String, List<JsonObject>> heard = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> forwarded = new ConcurrentHashMap<>();
    private final Map<String, Integer> limits = new ConcurrentHashMap<>();
    private final Set<String> thin = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<String>> tooLarge = new ConcurrentHashMap<>();
    private volatile boolean refusing;
    private volatile boolean holding;
    private final AtomicInteger dialled = new AtomicInteger();

    SyntheticChannels(Supplier<List<SyntheticConference>> conferences) {
        this.conferences = conferences;
    }

    /** Opens none from now on, or again; those that are open stay. */
    public void refuse(boolean on) {
        refusing = on;
    }

    /** From now on neither opens a channel nor says that it does not. */
    public void hold() {
        holding = true;
    }

    /** How often somebody wanted one so far. */
    public int dialled() {
        return dialled.get();
    }

    /** The names of endpoints that have one. */
    public Set<String> open() {
        return new TreeSet<>(open.keySet());
    }

    /** Ends them all, as a bridge's proxy does that is restarted. */
    public void closeAll() {
        open.values().forEach(socket -> {
            var unused = socket.close();
        });
    }

    private ServerWebSocket channel(String endpoint) {
        return Objects.requireNonNull(open.get(endpoint), "it has no channel");
    }

    /** Reads nothing more of this one, and answers no ping on it. */
    public void freeze(String endpoint) {
        channel(endpoint).pause();
    }

    /** Says it as it is. */
    public void say(String endpoint, String text) {
        var unused = channel(endpoint).writeTextMessage(text);
    }

    /** Says it again and again, as often as that, or until the other side has ended the channel. */
    public void flood(String endpoint, String text, int times) {
        ServerWebSocket socket = channel(endpoint);
        for (int i = 0; i < times && !socket.isClosed(); i++) {
            var unused = socket.writeTextMessage(text);
        }
    }

    /** The same of one message that never ends, piece by piece. */
    public void sayInPieces(String endpoint, String piece, int times) {
        ServerWebSocket socket = channel(endpoint);
        for (int i = 0; i < times && !socket.isClosed(); i++) {
            WebSocketFrame frame = i == 0
                    ? WebSocketFrame.textFrame(piece, false)
                    : WebSocketFrame.continuationFrame(Buffer.buffer(piece), false);
            var unused = socket.writeFrame(frame);
        }
    }

    /** What an endpoint's channel was told so far. */
    public List<JsonObject> heard(String endpoint) {
        return List.copyOf(heard.getOrDefault(endpoint, List.of()));
    }

    /** The line of this endpoint carries no pictures from now on, or does again. */
    public void squeeze(String endpoint, boolean on) {
        if (on) {
            thin.add(endpoint);
        } else {
            thin.remove(endpoint);
        }
        allocate();
    }

    /** The line of this endpoint has no room for that picture from now on, whatever room it has for others. */
    public void tooLarge(String endpoint, String source) {
        tooLarge.computeIfAbsent(endpoint, ignored -> ConcurrentHashMap.newKeySet())
                .add(source);
        allocate();
    }

    /** As in the path of a real one: /colibri-ws/SERVER/CONFERENCE/ENDPOINT?pwd=PASSWORD. */
    void shakeHands(ServerWebSocketHandshake handshake) {
        dialled.incrementAndGet();
        if (holding) {
            return;
        }
        String[] path = handshake.path().split("/", -1);
        boolean known = path.length == 5
                && path[1].equals("colibri-ws")
                && path[2].equals("one")
                && ("pwd=" + SyntheticConference.PASSWORD).equals(handshake.query())
                && conferences.get().stream()
                        .anyMatch(conference -> conference.idOnBridge().equals(path[3])
                                && conference.endpoints().contains(path[4]));
        if (refusing || !known) {
            var unused = handshake.reject(403);
            return;
        }
        var unused = handshake.accept().onSuccess(socket -> opened(path[4], socket));
    }

    private void opened(String endpoint, ServerWebSocket socket) {
        ServerWebSocket before = open.put(endpoint, socket);
        if (before != null) {
            var unused = before.close((short) 1000, "replaced");
        }
        socket.exceptionHandler(ignored -> {});
        socket.closeHandler(ignored -> open.remove(endpoint, socket));
        socket.textMessageHandler(text -> take(endpoint, new JsonObject(text)));
        tell(endpoint, message("ServerHello"));
        tell(endpoint, message("DominantSpeakerEndpointChangeEvent").put("dominantSpeakerEndpoint", endpoint));
        limits.forEach((source, height) -> {
            if (source.startsWith(endpoint + "-")) {
                limit(endpoint, source, height);
            }
        });
        tellForwarded(endpoint, forwarded.getOrDefault(endpoint, Set.of()));
    }

    private void take(String endpoint, JsonObject message) {
        heard.computeIfAbsent(endpoint, ignored -> new CopyOnWriteArrayList<>()).add(message);
        if ("ReceiverVideoConstraints".equals(message.getString("colibriClass"))) {
            asked.put(endpoint, message);
            allocate();
        }
    }

    /** An endpoint is not there any more. */
    void ended(String endpoint) {
        asked.remove(endpoint);
        forwarded.remove(endpoint);
        limits.keySet().removeIf(source -> source.startsWith(endpoint + "-"));
        ServerWebSocket socket = open.remove(endpoint);
        if (socket != null) {
            var unused = socket.close((short) 1001, "endpoint closed");
        }
    }

    /** Decides anew who is sent what, and tells who is concerned. */
    synchronized void allocate() {
        for (SyntheticConference conference : conferences.get()) {
            Map<String, Integer> most = new HashMap<>();
            for (String receiver : conference.endpoints()) {
                List<String> others = pictures(conference).stream()
                        .filter(source -> !source.startsWith(receiver + "-"))
                        .toList();
                others.forEach(source -> most.merge(source, height(receiver, source), Math::max));
                Set<String> sent = sent(receiver, others);
                if (!sent.equals(forwarded.put(receiver, sent))) {
                    tellForwarded(receiver, sent);
                }
            }
            pictures(conference).forEach(source -> {
                // Whose last receiver left is told so; of whom nobody ever was, nothing is said.
                Integer before = limits.get(source);
                Integer now = most.getOrDefault(source, before == null ? null : Integer.valueOf(0));
                if (now != null && !now.equals(before)) {
                    limits.put(source, now);
                    limit(source.substring(0, source.indexOf('-')), source, now);
                }
            });
        }
    }

    /** As the real one: what is selected first, and behind a picture on stage that has not all of its room, nothing. */
    private Set<String> sent(String receiver, List<String> others) {
        JsonObject wanted = asked.getOrDefault(receiver, new JsonObject());
        List<?> selected =
                wanted.getJsonArray("selectedSources", new JsonArray()).getList();
        JsonArray onStage = wanted.getJsonArray("onStageSources", new JsonArray());
        Comparator<String> first = Comparator.comparingInt(
                source -> selected.contains(source) ? selected.indexOf(source) : selected.size());
        Set<String> sent = new TreeSet<>();
        for (String source : others.stream().sorted(first).toList()) {
            boolean fits = !thin.contains(receiver)
                    && !tooLarge.getOrDefault(receiver, Set.of()).contains(source);
            if (height(receiver, source) != 0 && fits) {
                sent.add(source);
            } else if (height(receiver, source) != 0 && onStage.contains(source)) {
                break;
            }
        }
        return sent;
    }

    private static List<String> pictures(SyntheticConference conference) {
        return conference.forwarded().stream()
                .filter(label -> !label.endsWith("-a0"))
                .toList();
    }

    /** As the real one: before anything was asked for, nothing is sent. */
    private int height(String receiver, String source) {
        JsonObject wanted = asked.getOrDefault(receiver, new JsonObject());
        JsonObject unnamed = wanted.getJsonObject("defaultConstraints", new JsonObject());
        return wanted.getJsonObject("constraints", new JsonObject())
                .getJsonObject(source, unnamed)
                .getInteger("maxHeight", 0);
    }

    private void limit(String endpoint, String source, int height) {
        tell(
                endpoint,
                message("SenderSourceConstraints").put("sourceName", source).put("maxHeight", height));
    }

    private void tellForwarded(String endpoint, Set<String> sources) {
        tell(endpoint, message("ForwardedSources").put("forwardedSources", new JsonArray(List.copyOf(sources))));
    }

    private void tell(String endpoint, JsonObject message) {
        ServerWebSocket socket = open.get(endpoint);
        if (socket != null) {
            var unused = socket.writeTextMessage(message.encode());
        }
    }

    private static JsonObject message(String colibriClass) {
        return new JsonObject().put("colibriClass", colibriClass);
    }
}
