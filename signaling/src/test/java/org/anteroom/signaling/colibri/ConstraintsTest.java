package org.anteroom.signaling.colibri;

import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.SCREEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.MediaWish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an endpoint shows, in a videobridge's words. */
class ConstraintsTest {
    private static final EndpointId ADA = new EndpointId("ada");
    private static final EndpointId BO = new EndpointId("bo");
    private static final EndpointId CY = new EndpointId("cy");
    private static final List<Constraints.Source> SOURCES = List.of(
            new Constraints.Source(CY, CAMERA, "c-v0"),
            new Constraints.Source(BO, CAMERA, "b-v0"),
            new Constraints.Source(ADA, CAMERA, "a-v0"),
            new Constraints.Source(ADA, SCREEN, "a-v1"));

    private static JsonObject said(MediaWish wish) {
        return new JsonObject(Constraints.of(Optional.of(wish), SOURCES).encode());
    }

    private static JsonObject height(int height) {
        return new JsonObject().put("maxHeight", height);
    }

    @ParameterizedTest
    @CsvSource({"1, 180", "180, 180", "181, 360", "500, 720", "4000, 720"})
    void aTile_wantsTheNextSizeOfPicture(int shown, int wanted) {
        assertThat(Constraints.heightFor(shown)).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "90, 1", "180, 1", "181, 2", "360, 2", "361, 3", "720, 3", "2160, 3", "-1, 3"})
    void aHeight_wantsTheLayersUpToIt(int height, int layers) {
        assertThat(Constraints.layersFor(height)).isEqualTo(layers);
    }

    @Test
    void aScreenGoesBeforeTheStage_theStageBeforeTiles_andWhatIsNotShownIsNotSent() {
        MediaWish wish = new MediaWish(List.of(BO), Map.of(BO, 700, ADA, 100), 900, true);
        assertThat(said(wish))
                .isEqualTo(new JsonObject()
                        .put("colibriClass", "ReceiverVideoConstraints")
                        .put("lastN", -1)
                        .put("selectedSources", new JsonArray().add("a-v1").add("b-v0"))
                        .put("defaultConstraints", height(0))
                        .put(
                                "constraints",
                                new JsonObject()
                                        .put("a-v0", height(180))
                                        .put("a-v1", height(2160))
                                        .put("b-v0", height(720))));
    }

    @Test
    void whereNoCamerasAreWanted_screensAloneAreSent() {
        JsonObject said = said(new MediaWish(List.of(BO), Map.of(BO, 700), 900, false));
        assertThat(said.getJsonObject("constraints")).isEqualTo(new JsonObject().put("a-v1", height(2160)));
        assertThat(said.getJsonObject("defaultConstraints")).isEqualTo(height(0));
        assertThat(said.getJsonArray("selectedSources")).containsExactly("a-v1");
    }

    @Test
    void whereNoScreenIsShown_noneIsSent() {
        JsonObject said = said(new MediaWish(List.of(), Map.of(CY, 300), 0, true));
        assertThat(said.getJsonObject("constraints")).isEqualTo(new JsonObject().put("c-v0", height(360)));
        assertThat(said.getJsonArray("selectedSources")).isEmpty();
    }

    @Test
    void whoeverIsStagedWithoutATile_isSentLarge() {
        Constraints said = Constraints.of(Optional.of(new MediaWish(List.of(CY), Map.of(), 0, true)), SOURCES);
        assertThat(said.height("c-v0")).isEqualTo(720);
        assertThat(said.selected()).containsExactly("c-v0");
    }

    @Test
    void whoeverIsNotThere_isNotNamed() {
        JsonObject said =
                said(new MediaWish(List.of(new EndpointId("gone")), Map.of(new EndpointId("gone"), 90), 0, true));
        assertThat(said.getJsonObject("constraints")).isEmpty();
        assertThat(said.getJsonArray("selectedSources")).isEmpty();
    }

    @Test
    void whoNeverSaidAWish_isSentAll_middling_whoComesLaterToo() {
        Constraints said = Constraints.of(Optional.empty(), SOURCES);
        assertThat(said.height("b-v0")).isEqualTo(360);
        assertThat(said.height("who-comes-later-v0")).isEqualTo(360);
        assertThat(said.height("a-v1")).isEqualTo(2160);
    }

    @Test
    void sameWishes_areTheSameWords_inWhateverOrderPeopleCame() {
        MediaWish wish = new MediaWish(List.of(), Map.of(BO, 300, CY, 300, ADA, 300), 700, true);
        List<Constraints.Source> turned = List.of(SOURCES.get(3), SOURCES.get(1), SOURCES.get(2), SOURCES.get(0));
        assertThat(Constraints.of(Optional.of(wish), turned).encode())
                .isEqualTo(Constraints.of(Optional.of(wish), SOURCES).encode());
    }
}
