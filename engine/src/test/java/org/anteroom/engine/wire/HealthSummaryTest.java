package org.anteroom.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client says of its own line, judged figure by figure. */
class HealthSummaryTest {
    private static Map<String, Object> read(String json) {
        return HealthSummary.read(new Fields(new JsonObject(json.replace('\'', '"')), "/summary"));
    }

    private static void isRefused(String json, String pointer) {
        assertThatThrownBy(() -> read(json))
                .as(json)
                .isInstanceOfSatisfying(
                        InvalidException.class,
                        refused -> assertThat(refused.pointer()).isEqualTo(pointer));
    }

    @Test
    void figures_areTaken_withOneDigitAfterThePoint() {
        assertThat(read("{'line':'weak','rttMs':310,'lossUp':6.54,'lossDown':9,'audio':{'concealedPercent':4.08},"
                        + "'video':{'height':180,'fps':14.96,'frozenPercent':0},'path':'relay','pictures':false}"))
                .isEqualTo(Map.of(
                        "line",
                        "weak",
                        "rttMs",
                        310L,
                        "lossUp",
                        6.5,
                        "lossDown",
                        9L,
                        "audio",
                        Map.of("concealedPercent", 4.1),
                        "video",
                        Map.of("height", 180L, "fps", 15L, "frozenPercent", 0L),
                        "path",
                        "relay",
                        "pictures",
                        false));
    }

    @Test
    void wordsOfTheLastRelease_areReadAsThoseOfThisOne() {
        assertThat(read("{'line':'good','roundTripMs':40,'lossPercent':0.5}"))
                .isEqualTo(Map.of("line", "good", "rttMs", 40L, "lossUp", 0.5));
    }

    @Test
    void whatIsNotKnown_isLeftOut() {
        assertThat(read("{'battery':'low','estimateKbps':9,'video':{'codec':'x'},'audio':{}}"))
                .isEqualTo(Map.of("video", Map.of(), "audio", Map.of()));
    }

    @Test
    void figuresOutOfTheirRange_areRefused_eachAtItsPlace() {
        isRefused("{'rttMs':-1}", "/summary/rttMs");
        isRefused("{'rttMs':60001}", "/summary/rttMs");
        isRefused("{'rttMs':1e999}", "/summary/rttMs");
        isRefused("{'roundTripMs':-0.1}", "/summary/roundTripMs");
        isRefused("{'lossUp':100.1}", "/summary/lossUp");
        isRefused("{'lossDown':'much'}", "/summary/lossDown");
        isRefused("{'lossDown':true}", "/summary/lossDown");
        isRefused("{'audio':{'concealedPercent':101}}", "/summary/audio/concealedPercent");
        isRefused("{'audio':3}", "/summary/audio");
        isRefused("{'video':{'height':8641}}", "/summary/video/height");
        isRefused("{'video':{'fps':-1}}", "/summary/video/fps");
        isRefused("{'line':'<b>'}", "/summary/line");
        isRefused("{'path':'10.0.0.1'}", "/summary/path");
        isRefused("{'pictures':1}", "/summary/pictures");
    }
}
