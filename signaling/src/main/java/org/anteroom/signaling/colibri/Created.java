package org.anteroom.signaling.colibri;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.anteroom.signaling.sdp.Fingerprint;
import org.anteroom.signaling.sdp.Offer;

/**
 * A bridge's answer to a new endpoint, checked: nothing of it gets into an offer that was not understood.
 *
 * @param channel the WebSocket of its channel
 * @param audioSsrc under which the bridge itself sends feedback on audio
 * @param videoSsrc and on video
 */
record Created(
        String iceUser,
        String icePassword,
        Fingerprint fingerprint,
        List<Offer.Candidate> candidates,
        Optional<URI> channel,
        int audioSsrc,
        int videoSsrc) {
    private static final int CANDIDATES_MAX = 16;
    private static final Pattern ICE_TEXT = Pattern.compile("[0-9A-Za-z+/]{4,256}");
    private static final Pattern ADDRESS = Pattern.compile("[0-9A-Fa-f.:]{3,45}");
    private static final Pattern CHANNEL = Pattern.compile("wss?://[!-~]{1,1000}");
    private static final long SSRC_MAX = 0xFFFF_FFFFL;

    Created {
        candidates = List.copyOf(candidates);
    }

    @Override
    public String toString() {
        return "Created";
    }

    /** Reads it; empty where it is not what a videobridge answers. */
    static Optional<Created> read(JsonObject answer, String endpoint) {
        try {
            JsonObject named = objects(answer.getJsonArray("endpoints")).stream()
                    .filter(object -> endpoint.equals(object.getString("id")))
                    .findFirst()
                    .orElseThrow();
            JsonObject transport = named.getJsonObject("transport").getJsonObject("transport");
            JsonObject print = objects(transport.getJsonArray("fingerprints")).get(0);
            return Optional.of(new Created(
                    matching(ICE_TEXT, transport.getString("ufrag")),
                    matching(ICE_TEXT, transport.getString("pwd")),
                    Fingerprint.parse(print.getString("hash") + " " + print.getString("fingerprint"))
                            .orElseThrow(),
                    candidates(transport.getJsonArray("candidates", new JsonArray())),
                    channel(transport.getJsonArray("web-sockets", new JsonArray())),
                    feedback(answer, "audio"),
                    feedback(answer, "video")));
        } catch (RuntimeException e) {
            // Whatever is missing or of another type: it is not the answer of a videobridge.
            return Optional.empty();
        }
    }

    private static List<Offer.Candidate> candidates(JsonArray described) {
        List<Offer.Candidate> candidates = new ArrayList<>();
        for (JsonObject candidate : objects(described)) {
            boolean udp = "udp".equals(candidate.getString("protocol"))
                    && "1".equals(candidate.getString("component"))
                    && candidates.size() < CANDIDATES_MAX;
            if (udp) {
                int port = Integer.parseInt(candidate.getString("port"));
                candidates.add(new Offer.Candidate(matching(ADDRESS, candidate.getString("ip")), port));
            }
        }
        return candidates;
    }

    private static Optional<URI> channel(JsonArray addresses) {
        return addresses.isEmpty()
                ? Optional.empty()
                : Optional.of(URI.create(matching(CHANNEL, addresses.getString(0))));
    }

    private static int feedback(JsonObject answer, String type) {
        JsonObject source = objects(answer.getJsonArray("sources")).stream()
                .filter(object -> type.equals(object.getString("type")))
                .findFirst()
                .orElseThrow();
        long ssrc = objects(source.getJsonArray("sources")).get(0).getLong("ssrc");
        if (ssrc < 1 || ssrc > SSRC_MAX) {
            throw new IllegalArgumentException("An SSRC is out of its bounds");
        }
        return (int) ssrc;
    }

    private static List<JsonObject> objects(JsonArray array) {
        List<JsonObject> objects = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            objects.add(array.getJsonObject(i));
        }
        return objects;
    }

    private static String matching(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("A text is not of its form");
        }
        return text;
    }

    /** The bridge's own id of the conference, which its channel's path names after the server's. */
    Optional<String> conferenceOnBridge() {
        return channel.map(URI::getPath)
                .map(path -> path.split("/", -1))
                .filter(parts -> parts.length >= 4)
                .map(parts -> parts[parts.length - 2])
                .filter(id -> id.matches("[0-9A-Za-z]{1,64}"));
    }

    /** The channel's address, where the engine may go there. */
    Optional<URI> channelWithin(List<String> origins) {
        return channel.filter(address -> origins.contains(address.getScheme() + "://" + address.getRawAuthority()));
    }
}
