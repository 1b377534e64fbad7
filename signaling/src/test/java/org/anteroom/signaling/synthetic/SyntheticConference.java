package org.anteroom.signaling.synthetic;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One conference of the synthetic videobridge: what it was told, and what a real one would forward by it. */
public final class SyntheticConference {
    private static final String ICE_NAMESPACE = "urn:xmpp:jingle:transports:ice-udp:1";
    static final String PASSWORD = "secret";
    private static final String FINGERPRINT = "AB:".repeat(31) + "AB";

    private final String meeting;
    private final Map<String, JsonObject> endpoints = new ConcurrentHashMap<>();
    private final Map<String, JsonObject> arrived = new ConcurrentHashMap<>();
    private final Set<String> still = ConcurrentHashMap.newKeySet();
    private volatile String speaker = "null";

    SyntheticConference(String meeting) {
        this.meeting = meeting;
    }

    String meeting() {
        return meeting;
    }

    String idOnBridge() {
        return "c" + meeting;
    }

    public boolean isEmpty() {
        return endpoints.isEmpty();
    }

    public List<String> endpoints() {
        return List.copyOf(endpoints.keySet());
    }

    /** Lets one of them speak. */
    public void speak(String endpoint) {
        speaker = endpoint;
    }

    /** What an endpoint declared arrives from look to look, or does not while it is still. */
    public void keepStill(String endpoint, boolean on) {
        if (on) {
            still.add(endpoint);
        } else {
            still.remove(endpoint);
        }
    }

    private void flow(String endpoint) {
        JsonObject known = endpoints.get(endpoint);
        if (known == null || !known.containsKey("transport") || still.contains(endpoint)) {
            return;
        }
        for (JsonObject source : objects(known.getJsonArray("sources", new JsonArray()))) {
            objects(source.getJsonArray("sources", new JsonArray()))
                    .forEach(stream -> arrive(endpoint, source.getString("type"), stream.getLong("ssrc"), 1));
        }
    }

    /** Lets packets of one stream arrive from an endpoint, declared or not. */
    public void arrive(String endpoint, String media, long stream, int received) {
        JsonObject streams = arrived.computeIfAbsent(endpoint, ignored -> new JsonObject());
        synchronized (streams) {
            JsonObject before = streams.getJsonObject(Long.toString(stream), new JsonObject());
            long all = before.getLong("num_received_packets", 0L) + received;
            streams.put(
                    Long.toString(stream),
                    new JsonObject().put("num_received_packets", all).put("media_type", media));
        }
    }

    /** Expires an endpoint as after a long silence: nobody is told. */
    public void expire(String endpoint) {
        endpoints.remove(endpoint);
    }

    /** The labels of the sources that are forwarded: declared, of an endpoint with a transport, and not muted. */
    public List<String> forwarded() {
        List<String> labels = new ArrayList<>();
        endpoints.values().stream()
                .filter(endpoint -> endpoint.containsKey("transport"))
                .forEach(endpoint -> {
                    JsonObject mute = endpoint.getJsonObject("force-mute", new JsonObject());
                    JsonArray sources = endpoint.getJsonArray("sources", new JsonArray());
                    for (int i = 0; i < sources.size(); i++) {
                        JsonObject source = sources.getJsonObject(i);
                        if (!mute.getBoolean(source.getString("type"), false)) {
                            labels.add(source.getString("id"));
                        }
                    }
                });
        return labels;
    }

    /** How many layers the source has that is declared under this label. */
    public int layers(String label) {
        return endpoints.values().stream()
                .flatMap(endpoint -> objects(endpoint.getJsonArray("sources", new JsonArray())).stream())
                .filter(source -> label.equals(source.getString("id")))
                .flatMap(source -> objects(source.getJsonArray("ssrc-groups", new JsonArray())).stream())
                .filter(group -> "SIM".equals(group.getString("semantics")))
                .mapToInt(group -> group.getJsonArray("sources").size())
                .findFirst()
                .orElse(1);
    }

    /** The bridge's answer, or empty where it refuses. */
    Optional<JsonObject> change(JsonObject wanted, String channel, boolean withAddresses) {
        String id = wanted.getString("id", "");
        if (wanted.getBoolean("expire", false)) {
            endpoints.remove(id);
            return Optional.of(answer(new JsonObject().put("id", id).put("expire", true)));
        }
        if (wanted.getBoolean("create", false)) {
            return create(wanted, id, channel, withAddresses ? candidates() : new JsonArray());
        }
        JsonObject known = endpoints.get(id);
        if (!areNamed(wanted)) {
            return Optional.empty();
        }
        // An endpoint that it does not know it passes over, and answers as if it did.
        Optional.ofNullable(known).ifPresent(endpoint -> update(endpoint, wanted));
        return Optional.of(answer(new JsonObject().put("id", id)));
    }

    private Optional<JsonObject> create(JsonObject wanted, String id, String channel, JsonArray candidates) {
        boolean capable = wanted.getJsonArray("capabilities", new JsonArray()).contains("source-names");
        boolean refused = id.isEmpty() || !capable || !wanted.containsKey("transport") || endpoints.containsKey(id);
        if (refused) {
            return Optional.empty();
        }
        endpoints.put(id, new JsonObject());
        JsonObject transport = new JsonObject()
                .put("ufrag", "ufrag" + id)
                .put("pwd", "0123456789abcdefghijklmn")
                .put(
                        "fingerprints",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("hash", "sha-256")
                                        .put("fingerprint", FINGERPRINT)
                                        .put("setup", "actpass")))
                .put(
                        "web-sockets",
                        new JsonArray()
                                .add(channel + "/colibri-ws/one/" + idOnBridge() + "/" + id + "?pwd=" + PASSWORD))
                .put("candidates", candidates);
        JsonObject described =
                new JsonObject().put("id", id).put("transport", new JsonObject().put("transport", transport));
        return Optional.of(answer(described).put("sources", feedback()));
    }

    private static JsonArray candidates() {
        return new JsonArray()
                .add(new JsonObject()
                        .put("component", "1")
                        .put("protocol", "udp")
                        .put("ip", "192.0.2.10")
                        .put("port", "10000")
                        .put("type", "host"));
    }

    /** Names are mandatory; a transport without its namespace is passed over in silence. */
    private static void update(JsonObject known, JsonObject wanted) {
        JsonObject transport =
                wanted.getJsonObject("transport", new JsonObject()).getJsonObject("transport", new JsonObject());
        if (ICE_NAMESPACE.equals(transport.getString("xmlns"))) {
            known.put("transport", transport);
        }
        for (String key : List.of("sources", "force-mute")) {
            if (wanted.containsKey(key)) {
                known.put(key, wanted.getValue(key));
            }
        }
    }

    private static boolean areNamed(JsonObject wanted) {
        return objects(wanted.getJsonArray("sources", new JsonArray())).stream()
                .allMatch(source -> source.containsKey("id")
                        && objects(source.getJsonArray("sources", new JsonArray())).stream()
                                .allMatch(stream -> stream.containsKey("ssrc") && stream.containsKey("name")));
    }

    private static JsonObject answer(JsonObject endpoint) {
        return new JsonObject().put("endpoints", new JsonArray().add(endpoint));
    }

    private static JsonArray feedback() {
        return new JsonArray().add(feedback("audio", "jvb-a0", 11)).add(feedback("video", "jvb-v0", 12));
    }

    private static JsonObject feedback(String type, String name, int ssrc) {
        return new JsonObject()
                .put("type", type)
                .put("id", name)
                .put(
                        "sources",
                        new JsonArray().add(new JsonObject().put("ssrc", ssrc).put("name", name)));
    }

    JsonObject speakers() {
        return new JsonObject()
                .put("dominantEndpoint", speaker)
                .put("endpointsBySpeechActivity", new JsonArray(List.copyOf(endpoints.keySet())));
    }

    JsonObject debug(String endpoint) {
        flow(endpoint);
        boolean up = Optional.ofNullable(endpoints.get(endpoint))
                .filter(known -> known.containsKey("transport"))
                .isPresent();
        JsonObject streams = arrived.getOrDefault(endpoint, new JsonObject());
        JsonObject receiver = new JsonObject();
        synchronized (streams) {
            receiver.put("Incoming statistics tracker", streams.copy());
        }
        JsonObject transceiver = new JsonObject().put("receiver", receiver);
        JsonObject state = new JsonObject()
                .put("ice_transport", new JsonObject().put("iceConnected", up))
                .put("dtls_transport", new JsonObject().put("is_connected", up))
                .put("transceiver", transceiver);
        return new JsonObject().put("endpoints", new JsonObject().put(endpoint, state));
    }

    private static List<JsonObject> objects(JsonArray array) {
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            objects.add(array.getJsonObject(i));
        }
        return objects;
    }
}
