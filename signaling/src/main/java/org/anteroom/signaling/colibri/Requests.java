package org.anteroom.signaling.colibri;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.Answer;
import org.anteroom.signaling.sdp.Codecs;

/**
 * The Colibri2 requests of this engine, in JSON. What they carry of people is nothing: ids are random, and the
 * conference's name is left out.
 */
final class Requests {
    private static final String ICE_NAMESPACE = "urn:xmpp:jingle:transports:ice-udp:1";

    private Requests() {}

    static JsonObject create(String meeting, String endpoint) {
        return new JsonObject().put("meeting-id", meeting).put("create", true).put("endpoints", one(fresh(endpoint)));
    }

    static JsonObject add(String endpoint) {
        return new JsonObject().put("endpoints", one(fresh(endpoint)));
    }

    static JsonObject expireEndpoint(String endpoint) {
        return new JsonObject()
                .put("endpoints", one(new JsonObject().put("id", endpoint).put("expire", true)));
    }

    static JsonObject expireConference() {
        return new JsonObject().put("expire", true);
    }

    /** The whole of what is known of an endpoint: a bridge keeps nothing of its list that is not repeated. */
    static JsonObject update(String endpoint, Wanted wanted) {
        JsonObject change = new JsonObject().put("id", endpoint);
        wanted.transport().ifPresent(answer -> change.put("transport", transport(answer)));
        JsonArray sources = new JsonArray();
        wanted.sources().forEach(source -> sources.add(source(endpoint, source)));
        change.put("sources", sources);
        change.put(
                "force-mute",
                new JsonObject().put("audio", wanted.isAudioMuted()).put("video", wanted.isVideoMuted()));
        return new JsonObject().put("endpoints", one(change));
    }

    /** The name of a source, unique in its conference. */
    static String label(String endpoint, SourceKind kind) {
        return switch (kind) {
            case MICROPHONE -> endpoint + "-a0";
            case CAMERA -> endpoint + "-v0";
            case SCREEN -> endpoint + "-v1";
        };
    }

    private static JsonArray one(JsonObject object) {
        return new JsonArray().add(object);
    }

    private static JsonObject fresh(String endpoint) {
        return new JsonObject()
                .put("create", true)
                .put("id", endpoint)
                .put("stats-id", endpoint)
                .put("capabilities", new JsonArray().add("source-names"))
                .put("transport", new JsonObject().put("ice-controlling", true))
                .put("medias", new JsonArray().add(audio()).add(video()));
    }

    private static JsonObject audio() {
        JsonObject opus = payload(Codecs.OPUS, "opus", Codecs.OPUS_CLOCK_RATE)
                .put("channels", "2")
                .put("parameters", new JsonObject().put("minptime", "10").put("useinbandfec", "1"))
                .put("rtcp-fbs", new JsonArray().add(feedback("transport-cc")));
        return media("audio", new JsonArray().add(opus))
                .put(
                        "rtp-hdrexts",
                        new JsonArray()
                                .add(extension(Codecs.AUDIO_LEVEL_ID, Codecs.AUDIO_LEVEL_URI))
                                .add(extension(Codecs.TRANSPORT_SEQUENCE_ID, Codecs.TRANSPORT_SEQUENCE_URI)));
    }

    private static JsonObject video() {
        JsonObject vp8 = payload(Codecs.VP8, "VP8", Codecs.VIDEO_CLOCK_RATE)
                .put(
                        "rtcp-fbs",
                        new JsonArray()
                                .add(feedback("ccm").put("subtype", "fir"))
                                .add(feedback("nack"))
                                .add(feedback("nack").put("subtype", "pli"))
                                .add(feedback("transport-cc")));
        JsonObject rtx = payload(Codecs.VP8_RTX, "rtx", Codecs.VIDEO_CLOCK_RATE)
                .put("parameters", new JsonObject().put("apt", Integer.toString(Codecs.VP8)));
        return media("video", new JsonArray().add(vp8).add(rtx))
                .put(
                        "rtp-hdrexts",
                        new JsonArray()
                                .add(extension(Codecs.TRANSPORT_SEQUENCE_ID, Codecs.TRANSPORT_SEQUENCE_URI))
                                .add(extension(Codecs.LAYER_ID, Codecs.LAYER_URI))
                                .add(extension(Codecs.MID_ID, Codecs.MID_URI)));
    }

    private static JsonObject media(String type, JsonArray payloads) {
        return new JsonObject().put("type", type).put("payload-types", payloads).put("extmap-allow-mixed", true);
    }

    private static JsonObject payload(int id, String name, int clockRate) {
        return new JsonObject()
                .put("id", Integer.toString(id))
                .put("name", name)
                .put("clockrate", Integer.toString(clockRate));
    }

    private static JsonObject feedback(String type) {
        return new JsonObject().put("type", type);
    }

    private static JsonObject extension(int id, String uri) {
        return new JsonObject().put("uri", uri).put("id", id);
    }

    private static JsonObject transport(Answer answer) {
        JsonObject fingerprint = new JsonObject()
                .put("hash", answer.fingerprint().algorithm())
                .put("fingerprint", answer.fingerprint().hex())
                .put("setup", "active");
        // Without its namespace a bridge ignores a transport, and answers 200 all the same.
        return new JsonObject()
                .put(
                        "transport",
                        new JsonObject()
                                .put("xmlns", ICE_NAMESPACE)
                                .put("ufrag", answer.iceUser())
                                .put("pwd", answer.icePassword())
                                .put("rtcp-mux", true)
                                .put("fingerprints", one(fingerprint)));
    }

    private static JsonObject source(String endpoint, Wanted.Source source) {
        String label = label(endpoint, source.kind());
        JsonArray streams = new JsonArray();
        JsonArray groups = new JsonArray();
        List<Long> primaries =
                source.layers().stream().map(layer -> layer.stream()).toList();
        primaries.forEach(ssrc -> streams.add(stream(ssrc, label)));
        if (primaries.size() > 1) {
            groups.add(group("SIM", primaries));
        }
        source.layers().stream().filter(layer -> layer.repair() != 0).forEach(layer -> {
            streams.add(stream(layer.repair(), label));
            groups.add(group("FID", List.of(layer.stream(), layer.repair())));
        });
        JsonObject json = new JsonObject()
                .put("type", source.kind() == SourceKind.MICROPHONE ? "audio" : "video")
                .put("id", label)
                .put("sources", streams);
        if (!groups.isEmpty()) {
            json.put("ssrc-groups", groups);
        }
        return json;
    }

    private static JsonObject stream(long ssrc, String label) {
        return new JsonObject().put("ssrc", ssrc).put("name", label);
    }

    private static JsonObject group(String semantics, List<Long> ssrcs) {
        return new JsonObject().put("semantics", semantics).put("sources", new JsonArray(List.copyOf(ssrcs)));
    }
}
