package org.anteroom.signaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anteroom.signaling.sdp.MediaOffer;
import org.anteroom.signaling.synthetic.OfferFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What crosses the port: texts, lists and maps of them, and who is meant; whatever the bridge. */
class InvitationTest {
    private static final EndpointId BO = new EndpointId("bo");

    static List<Object> others() {
        return List.of(
                7, List.of(7), List.of(BO), Map.of("deep", Map.of("deeper", new StringBuilder())), Set.of("set"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whatIsNeitherTextNorSomebody_isRefused(Object value) {
        assertThatThrownBy(() -> new Invitation("offer", 1, Map.of("field", value)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fields_keepTheirOrder_andChangeNoMore() {
        List<String> send = new ArrayList<>(List.of("microphone"));
        Map<String, Object> people = new HashMap<>(Map.of("bo", BO));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("word", "a");
        fields.put("send", send);
        fields.put("people", people);
        fields.put("camera", new Invitation.Source(BO, SourceKind.CAMERA));
        Invitation invitation = new Invitation("room", 3, fields);
        send.clear();
        people.clear();
        fields.clear();
        assertThat(invitation.fields().keySet()).containsExactly("word", "send", "people", "camera");
        assertThat(invitation.fields())
                .containsEntry("send", List.of("microphone"))
                .containsEntry("people", Map.of("bo", BO));
        assertThatThrownBy(() -> invitation.fields().put("more", "b"))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void itsText_saysNothingOfItsFields() {
        assertThat(new Invitation("room", 3, Map.of("token", "a-token"))).hasToString("Invitation of generation 3");
    }

    @Test
    void anOffer_isReadAsItWasWritten() {
        MediaOffer offer = new MediaOffer(
                2,
                "v=0\r\n",
                Map.of(SourceKind.MICROPHONE, "0", SourceKind.CAMERA, "1"),
                Map.of("3", new Invitation.Source(BO, SourceKind.SCREEN)),
                Set.of(SourceKind.CAMERA));
        assertThat(OfferFrame.read(offer.invitation())).isEqualTo(offer);
        assertThat(new MediaOffer(1, "v=0\r\n", Map.of(), Map.of()).invitation().fields())
                .containsOnlyKeys("sdp", "own", "sources");
    }
}
