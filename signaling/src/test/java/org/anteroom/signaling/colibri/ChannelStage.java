package org.anteroom.signaling.colibri;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.colibri.Driven.HERE;
import static org.anteroom.signaling.colibri.Driven.id;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.Layer;
import org.anteroom.signaling.MediaSent.Picture;
import org.anteroom.signaling.MediaSent.Why;
import org.anteroom.signaling.MediaWish;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.synthetic.PaperEndpoint;
import org.anteroom.signaling.synthetic.SyntheticConference;
import org.anteroom.signaling.synthetic.SyntheticVideobridge;
import org.junit.jupiter.api.AfterEach;

/** People on videobridges whose endpoints have channels: what tests of them say, and wait for. */
abstract class ChannelStage {
    private static final int AGAIN_MS = 20;
    private static final int NEVER_SILENT_MS = 600_000;

    final Driven driven;
    final SyntheticVideobridge one;
    final SyntheticVideobridge two;
    private final Map<String, PaperEndpoint> papers = new HashMap<>();
    private final Map<String, Integer> answered = new HashMap<>();

    ChannelStage() throws Exception {
        driven = new Driven();
        one = driven.one;
        two = driven.two;
    }

    @AfterEach
    void close() throws Exception {
        driven.close();
    }

    void drive(SyntheticVideobridge... bridges) throws Exception {
        drive(NEVER_SILENT_MS, bridges);
    }

    void drive(int silentMs, SyntheticVideobridge... bridges) throws Exception {
        List<String> origins = List.of(bridges).stream()
                .map(SyntheticVideobridge::channelOrigin)
                .toList();
        driven.driveWell(options -> options.watchedEvery(50).withChannels(origins, AGAIN_MS, silentMs), bridges);
    }

    static Set<String> names(SyntheticVideobridge of) {
        Set<String> names = new HashSet<>();
        of.conferences().values().forEach(conference -> names.addAll(conference.endpoints()));
        return names;
    }

    /** Adds somebody who sends a camera in three sizes; the name that the bridge knows it by. */
    @CanIgnoreReturnValue
    String join(String name, SyntheticVideobridge on) throws Exception {
        Set<String> before = names(on);
        driven.done(() -> driven.adding(HERE, name));
        PaperEndpoint paper = new PaperEndpoint();
        papers.put(name, paper);
        answer(name, paper);
        long camera = paper.number() + 50;
        driven.done(() -> driven.bridge()
                .layers(
                        id(name),
                        CAMERA,
                        List.of(new Layer(camera, 0), new Layer(camera + 1, 0), new Layer(camera + 2, 0))));
        Set<String> now = names(on);
        now.removeAll(before);
        return now.iterator().next();
    }

    void answer(String name, PaperEndpoint paper) throws Exception {
        MediaOffer offer = Objects.requireNonNull(driven.offers.get(id(name)));
        String sdp = paper.answer(offer, true);
        answered.put(name, offer.generation());
        driven.done(() -> driven.bridge().answer(id(name), offer.generation(), sdp));
    }

    /** Answers what the receiver was offered since. */
    void follow(String receiver) throws Exception {
        MediaOffer offer = Objects.requireNonNull(driven.offers.get(id(receiver)));
        if (offer.generation() > answered.getOrDefault(receiver, 0)) {
            answer(receiver, Objects.requireNonNull(papers.get(receiver)));
        }
    }

    void wish(String name, Map<String, Integer> tiles) throws Exception {
        Map<EndpointId, Integer> heights = new HashMap<>();
        tiles.forEach((other, height) -> heights.put(id(other), height));
        driven.done(() -> driven.bridge().wish(id(name), new MediaWish(List.of(), heights, 0, true)));
    }

    /** The last that was asked for. */
    static Optional<JsonObject> latest(SyntheticVideobridge of, String onBridge) {
        return of.channels().heard(onBridge).stream()
                .filter(said -> "ReceiverVideoConstraints".equals(said.getString("colibriClass")))
                .reduce((before, after) -> after);
    }

    /** What is asked for, by name, once that is so; nothing else. */
    static void awaitAsked(SyntheticVideobridge of, String onBridge, Map<String, Integer> heights) {
        JsonObject named = new JsonObject();
        heights.forEach((source, height) -> named.put(source, new JsonObject().put("maxHeight", height)));
        await().until(() -> latest(of, onBridge)
                .filter(said -> said.getJsonObject("constraints").equals(named)
                        && said.getJsonObject("defaultConstraints").getInteger("maxHeight") == 0)
                .isPresent());
    }

    /** Has the bridge report what a line carries. */
    static void report(SyntheticVideobridge of, String onBridge, int kbps) {
        of.channels()
                .say(
                        onBridge,
                        new JsonObject()
                                .put("colibriClass", "ConnectionStats")
                                .put("estimatedDownlinkBandwidth", kbps * 1_000L)
                                .encode());
    }

    static void awaitConstraint(SyntheticVideobridge of, String onBridge, String source, int height) {
        await().until(() -> latest(of, onBridge)
                .map(said -> said.getJsonObject("constraints").getJsonObject(source))
                .filter(constraint -> constraint.getInteger("maxHeight") == height)
                .isPresent());
    }

    /** What is told to one of another's camera, once that is so. */
    void awaitPicture(String receiver, String sender, Picture picture) {
        await().until(() -> {
            follow(receiver);
            return Optional.ofNullable(driven.sent.get(id(receiver)))
                    .map(told -> told.pictures().get(mid(receiver, sender)))
                    .filter(picture::equals)
                    .isPresent();
        });
    }

    String mid(String receiver, String sender) {
        MediaOffer offer = Objects.requireNonNull(driven.offers.get(id(receiver)));
        return offer.sources().entrySet().stream()
                .filter(source -> source.getValue().equals(new Invitation.Source(id(sender), CAMERA)))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }

    void awaitDemand(String name, Map<SourceKind, Integer> layers) {
        await().until(() -> layers.equals(driven.demanded.get(id(name))));
    }

    double count(String meter, String... tags) {
        return driven.meters.find(meter).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    /** So many channels are open, to whichever bridges. */
    void awaitOpen(int channels) {
        await().until(() -> driven.meters.get("anteroom.videobridge.channels").gauges().stream()
                        .mapToDouble(gauge -> gauge.value())
                        .sum()
                == channels);
    }

    SyntheticConference conference(SyntheticVideobridge of) {
        return of.conferences().values().iterator().next();
    }

    static Picture held(Why why) {
        return new Picture(0, true, Optional.of(why));
    }
}
