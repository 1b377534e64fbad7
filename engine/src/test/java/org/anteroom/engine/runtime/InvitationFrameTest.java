package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.SeatId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Invitation;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.sdp.MediaOffer;
import org.junit.jupiter.api.Test;

/** The frames of invitations, byte by byte: clients of every release read them. */
class InvitationFrameTest {
    private static final EndpointId ADA = new EndpointId("ada");
    private static final EndpointId BO = new EndpointId("bo");
    private static final EndpointId GONE = new EndpointId("gone");

    private static Optional<SeatId> seat(EndpointId endpoint) {
        return endpoint.equals(BO) ? Optional.of(new SeatId("sea_Jm2cQ8vT0aXb5LrYk7WnEg")) : Optional.empty();
    }

    private static String frame(Invitation invitation) {
        return MediaFrames.invitation(ADA, invitation, InvitationFrameTest::seat)
                .encoded()
                .text();
    }

    @Test
    void anOffer_namesSeats_andLeavesOutSourcesOfThoseWhoAreGone() {
        Map<SourceKind, String> own =
                Map.of(SourceKind.SCREEN, "2", SourceKind.MICROPHONE, "0", SourceKind.CAMERA, "1");
        MediaOffer offer = new MediaOffer(
                4,
                "v=0\r\n",
                own,
                Map.of(
                        "3", new Invitation.Source(BO, SourceKind.CAMERA),
                        "4", new Invitation.Source(GONE, SourceKind.CAMERA)),
                Set.of(SourceKind.CAMERA));
        assertThat(frame(offer.invitation()))
                .isEqualTo("{\"type\":\"media\",\"name\":\"offer\",\"connection\":\"ada\",\"generation\":4,"
                        + "\"sdp\":\"v=0\\r\\n\",\"own\":{\"microphone\":\"0\",\"camera\":\"1\",\"screen\":\"2\"},"
                        + "\"sources\":{\"3\":{\"seat\":\"sea_Jm2cQ8vT0aXb5LrYk7WnEg\",\"kind\":\"camera\"}},"
                        + "\"layered\":[\"camera\"]}");
        assertThat(frame(new MediaOffer(1, "v=0\r\n", Map.of(), Map.of()).invitation()))
                .isEqualTo("{\"type\":\"media\",\"name\":\"offer\",\"connection\":\"ada\",\"generation\":1,"
                        + "\"sdp\":\"v=0\\r\\n\",\"own\":{},\"sources\":{}}");
    }

    @Test
    void aWayIntoARoom_namesSeats_andLeavesOutThoseWhoAreGone() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("deployment", Map.of("domain", "meet.example.org"));
        fields.put("room", "k3x");
        fields.put("send", List.of("microphone", "camera"));
        Map<String, EndpointId> people = new LinkedHashMap<>();
        people.put("gone", GONE);
        people.put("bo", BO);
        fields.put("people", people);
        assertThat(frame(new Invitation("room", 2, fields)))
                .isEqualTo("{\"type\":\"media\",\"name\":\"room\",\"connection\":\"ada\",\"generation\":2,"
                        + "\"deployment\":{\"domain\":\"meet.example.org\"},\"room\":\"k3x\","
                        + "\"send\":[\"microphone\",\"camera\"],"
                        + "\"people\":{\"bo\":\"sea_Jm2cQ8vT0aXb5LrYk7WnEg\"}}");
    }
}
