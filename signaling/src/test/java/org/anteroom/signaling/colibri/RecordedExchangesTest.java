package org.anteroom.signaling.colibri;

import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.anteroom.signaling.Layer;
import org.anteroom.signaling.sdp.Answer;
import org.anteroom.signaling.sdp.Fingerprint;
import org.anteroom.signaling.sdp.MediaDirection;
import org.junit.jupiter.api.Test;

/** What a real videobridge was asked and answered; the file says which one. */
class RecordedExchangesTest {
    private static final String MEETING = "9f86d081884c7d659a2feaa0c55ad015";
    private static final String ADA = "3f9ac012";

    private final JsonObject recorded = resource("/colibri/recorded.json");

    private static JsonObject resource(String name) {
        try (InputStream in = RecordedExchangesTest.class.getResourceAsStream(name)) {
            return new JsonObject(Buffer.buffer(Objects.requireNonNull(in).readAllBytes()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonObject exchange(String name) {
        return recorded.getJsonArray("exchanges").stream()
                .map(JsonObject.class::cast)
                .filter(exchange -> exchange.getString("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void sameAsRecorded(String name, JsonObject request) {
        assertThat(new JsonObject(request.encode()).getMap())
                .isEqualTo(exchange(name).getJsonObject("request").getMap());
    }

    @Test
    void requests_areThoseThatItTook() {
        Answer answer = new Answer(
                "abcd",
                "0123456789012345678901",
                Fingerprint.parse("sha-256 " + "CD:".repeat(31) + "CD").orElseThrow(),
                List.of(new Answer.Line(MediaDirection.SENDONLY, OptionalInt.empty(), OptionalInt.empty())),
                Optional.empty());
        Wanted wanted = new Wanted(
                Optional.of(answer),
                Set.of(MICROPHONE, CAMERA),
                List.of(
                        new Wanted.Source(MICROPHONE, List.of(new Layer(1000, 0))),
                        new Wanted.Source(
                                CAMERA, List.of(new Layer(1010, 1011), new Layer(1020, 1021), new Layer(1030, 1031)))));
        sameAsRecorded("create", Requests.create(MEETING, ADA));
        sameAsRecorded("add", Requests.add("b1d2e3f4"));
        sameAsRecorded("update", Requests.update(ADA, wanted));
        sameAsRecorded("mute", Requests.update(ADA, new Wanted(Optional.empty(), Set.of(), List.of())));
        sameAsRecorded("expire-endpoint", Requests.expireEndpoint("b1d2e3f4"));
        sameAsRecorded("expire", Requests.expireConference());
    }

    @Test
    void itsAnswer_isUnderstood() {
        Created created =
                Created.read(exchange("create").getJsonObject("answer"), ADA).orElseThrow();
        assertThat(created.candidates()).singleElement().satisfies(candidate -> {
            assertThat(candidate.address()).isEqualTo("10.78.0.1");
            assertThat(candidate.port()).isEqualTo(10_100);
        });
        assertThat(created.conferenceOnBridge()).contains("6b5c043505ece4c8");
        assertThat(Integer.toUnsignedLong(created.videoSsrc())).isEqualTo(4_230_152_614L);
        assertThat(created.channelWithin(List.of("ws://127.0.0.1:9190"))).isPresent();
        assertThat(created.channelWithin(List.of("wss://127.0.0.1:9190"))).isEmpty();
    }

    @Test
    void anAnswerWithAnyPartMissing_isNotUnderstood() {
        JsonObject whole = exchange("create").getJsonObject("answer");
        for (Map.Entry<String, Object> field : whole) {
            JsonObject less = whole.copy();
            assertThat(less.remove(field.getKey())).isNotNull();
            assertThat(Created.read(less, ADA)).as(field.getKey()).isEmpty();
        }
        assertThat(Created.read(whole, "another")).isEmpty();
        assertThat(Created.read(new JsonObject().put("endpoints", 7), ADA)).isEmpty();
    }

    @Test
    void whatTheStandInDoes_isWhatItDid() {
        assertThat(exchange("without-source-names").getInteger("status")).isEqualTo(400);
        assertThat(exchange("name-no-jid").getInteger("status")).isEqualTo(400);
        assertThat(exchange("transport-without-xmlns").getInteger("status")).isEqualTo(200);
        assertThat(exchange("unknown-endpoint").getInteger("status")).isEqualTo(200);
        assertThat(exchange("expire-again").getInteger("status")).isEqualTo(404);
    }

    @Test
    void whatItSaysOfAnEndpoint_isUnderstood() {
        JsonObject observed = resource("/colibri/observed.json");
        Observation seen = Observation.read(
                        observed.getJsonObject("answer"),
                        observed.getString("conference"),
                        observed.getString("endpoint"))
                .orElseThrow();
        assertThat(seen.up()).isTrue();
        assertThat(seen.streams()).containsOnlyKeys(4_031_712_940L, 3_901_986_658L);
        assertThat(seen.streams().values().stream()
                        .mapToLong(Observation.Stream::received)
                        .sum())
                .isEqualTo(425);
        assertThat(Observation.read(observed.getJsonObject("answer"), "another", "endpoint"))
                .isEmpty();
        assertThat(Observation.read(new JsonObject().put("conferences", 7), "a", "b"))
                .isEmpty();
    }
}
