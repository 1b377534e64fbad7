package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.synthetic.PaperEndpoint;
import org.anteroom.signaling.synthetic.SyntheticVideobridge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients say they show, and are told of pictures, where videobridges carry them. */
class VideobridgePicturesTest {
    @TempDir
    Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final SyntheticVideobridge one = new SyntheticVideobridge(vertx);
    private final SyntheticVideobridge two = new SyntheticVideobridge(vertx);
    private TestEngine engine;
    private String session;
    private Person maya;
    private Person ana;

    /** Somebody in the session: a device that answers offers, and sends its camera in three sizes. */
    private final class Person {
        private final Joined joined;
        private final Device device;
        private PaperEndpoint paper = new PaperEndpoint();
        private JsonObject offer = new JsonObject();

        Person(Joined joined) {
            this.joined = joined;
            device = engine.device(joined.token());
            device.done("knock");
        }

        String seat() {
            return joined.seat();
        }

        void begin(JsonObject first) {
            paper = new PaperEndpoint();
            answer(first);
            long camera = paper.number() + 50;
            device.send(new JsonObject()
                    .put("type", "media")
                    .put("name", "layers")
                    .put("connection", first.getString("connection"))
                    .put(
                            "layers",
                            new JsonObject()
                                    .put(
                                            "camera",
                                            new JsonArray()
                                                    .add(new JsonObject().put("stream", camera))
                                                    .add(new JsonObject().put("stream", camera + 1))
                                                    .add(new JsonObject().put("stream", camera + 2)))));
        }

        void answer(JsonObject next) {
            offer = next;
            MediaOffer read = new MediaOffer(next.getInteger("generation"), next.getString("sdp"), Map.of(), Map.of());
            try {
                device.send(new JsonObject()
                        .put("type", "media")
                        .put("name", "answer")
                        .put("connection", next.getString("connection"))
                        .put("generation", read.generation())
                        .put("sdp", paper.answer(read, true)));
            } catch (BadAnswerException e) {
                throw new AssertionError(e);
            }
        }

        /** Answers until it is offered the camera of this one; the mid on which it would come. */
        @CanIgnoreReturnValue
        String offeredCameraOf(Person other) {
            while (true) {
                for (Map.Entry<String, Object> source : offer.getJsonObject("sources")) {
                    JsonObject of = (JsonObject) source.getValue();
                    if (other.seat().equals(of.getString("seat")) && "camera".equals(of.getString("kind"))) {
                        return source.getKey();
                    }
                }
                answer(device.media("offer"));
            }
        }

        void wish(JsonObject... tiles) {
            device.send(new JsonObject()
                    .put("type", "media")
                    .put("name", "wish")
                    .put("stage", new JsonArray())
                    .put("tiles", new JsonArray(List.of(tiles)))
                    .put("screen", 0)
                    .put("video", true));
        }

        JsonObject tile(int height) {
            return new JsonObject().put("seat", seat()).put("height", height);
        }

        /** The next such word of its media. */
        @CanIgnoreReturnValue
        JsonObject told(String name, Predicate<JsonObject> such) {
            while (true) {
                JsonObject frame = device.media(name);
                if (such.test(frame)) {
                    return frame;
                }
            }
        }
    }

    private void open() {
        String first = String.valueOf(TestEngine.await(one.start()));
        String second = String.valueOf(TestEngine.await(two.start()));
        engine = TestEngine.start(
                folder.resolve("one"),
                Map.of(
                        "ANTEROOM_MEDIA_BRIDGE",
                        "videobridge",
                        "ANTEROOM_MEDIA_VIDEOBRIDGES",
                        first + "," + second,
                        "ANTEROOM_MEDIA_CHANNELS",
                        one.channelOrigin() + "," + two.channelOrigin(),
                        "ANTEROOM_MEDIA_HEALTH_DEADLINE_MS",
                        "60000"));
        Rest rest = engine.rest();
        session = rest.session(Rest.draft().put("title", "Slithy Tuesday"));
        maya = new Person(rest.join(session, "Maya Chen", "facilitator"));
        ana = new Person(rest.join(session, "Ana Lopez", "patient"));
        maya.device.done("admit", Device.seats(ana.seat()));
        ana.device.welcomeIn("main");
    }

    @AfterEach
    void close() {
        engine.close();
        TestEngine.await(vertx.close());
    }

    private void begin() {
        maya.begin(maya.device.media("offer"));
        ana.begin(ana.device.media("offer"));
    }

    private static boolean comes(JsonObject sent, String mid) {
        JsonObject picture = sent.getJsonObject("sources").getJsonObject(mid);
        return picture != null && !picture.getBoolean("paused");
    }

    private static boolean wants(JsonObject demand, int layers) {
        return demand.getJsonObject("layers").getInteger("camera", -1) == layers;
    }

    /** Everything that the bridge was told on channels. */
    private static Stream<JsonObject> heard(SyntheticVideobridge of) {
        return of.conferences().values().stream()
                .flatMap(room -> room.endpoints().stream())
                .flatMap(endpoint -> of.channels().heard(endpoint).stream());
    }

    private static boolean heardOf(SyntheticVideobridge of, int height) {
        return heard(of)
                .anyMatch(said -> said.getJsonObject("constraints")
                        .encode()
                        .contains(new JsonObject().put("maxHeight", height).encode()));
    }

    @Test
    void aWish_reachesTheBridge_whatItForwardsIsTold_andWhatIsWantedReachesTheSender() {
        open();
        begin();
        String mid = ana.offeredCameraOf(maya);
        maya.wish();
        ana.wish(maya.tile(100));
        Patience.await().until(() -> heardOf(one, 180));
        JsonObject sent = ana.told("sent", frame -> comes(frame, mid));
        assertThat(sent.getJsonObject("sources").getJsonObject(mid))
                .isEqualTo(new JsonObject().put("height", 180).put("paused", false));
        assertThat(sent.containsKey("estimateKbps")).isFalse();
        maya.told("demand", frame -> wants(frame, 1));
        ana.wish(maya.tile(700));
        maya.told("demand", frame -> wants(frame, 3));
        ana.wish();
        JsonObject unwished = ana.told("sent", frame -> !comes(frame, mid));
        assertThat(unwished.getJsonObject("sources").getJsonObject(mid).getString("why"))
                .isEqualTo("wish");
        maya.told("demand", frame -> wants(frame, 0));
        assertThat(heard(one).map(JsonObject::encode))
                .isNotEmpty()
                .noneMatch(said -> said.contains(maya.seat())
                        || said.contains(ana.seat())
                        || said.matches(".*\\b(prg|ses|sea)_.*"));
    }

    @Test
    @Tag("slow")
    void aBridgeThatDies_theNextOneIsToldTheWish() {
        open();
        begin();
        ana.offeredCameraOf(maya);
        ana.wish(maya.tile(300));
        Patience.await().until(() -> heardOf(one, 360));
        String mayas = maya.offer.getString("connection");
        String anas = ana.offer.getString("connection");
        TestEngine.await(one.die());
        maya.begin(maya.device.offerOtherThan(mayas));
        ana.begin(ana.device.offerOtherThan(anas));
        Patience.await().until(() -> heardOf(two, 360));
        String mid = ana.offeredCameraOf(maya);
        ana.told("sent", frame -> comes(frame, mid));
    }

    @Test
    void channelsThatAreDownFromTheStart_harmNothingElse() {
        one.channels().refuse(true);
        two.channels().refuse(true);
        open();
        begin();
        maya.wish(ana.tile(300));
        ana.wish(maya.tile(300));
        ana.offeredCameraOf(maya);
        maya.device.done("start");
        maya.device.done("chat", new JsonObject().put("to", "place").put("text", "We go on."));
        ana.device.event("message");
        Patience.await()
                .until(() -> one.conferences().values().stream()
                        .anyMatch(room -> room.forwarded().stream()
                                        .filter(label -> label.endsWith("-a0"))
                                        .count()
                                == 2));
        assertThat(engine.metric("anteroom_videobridge_channel_failures_total")).isPositive();
        one.channels().refuse(false);
        Patience.await().until(() -> heardOf(one, 360));
    }
}
