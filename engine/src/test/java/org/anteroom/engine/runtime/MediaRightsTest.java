package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.signaling.SourceKind;
import org.junit.jupiter.api.Test;

/** What a seat may send to its place. */
class MediaRightsTest {
    private static Set<SourceKind> of(World world, SeatId seat) {
        return MediaRights.of(world.state(), world.state().seat(seat).orElseThrow(), World.START);
    }

    private static World room(Policy.Video video) {
        return new World(Policy.DEFAULT.with(video), 12, 5);
    }

    @Test
    void session_withCameras_forwardsThem() {
        World world = room(Policy.Video.AUTO);
        SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
        assertThat(of(world, maya)).containsExactlyInAnyOrder(SourceKind.MICROPHONE, SourceKind.CAMERA);
    }

    @Test
    void audioSession_forwardsNobodysCamera_whateverTheGrants_notEvenThatOfStaff() {
        World world = room(Policy.Video.OFF);
        SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        assertThat(of(world, maya)).containsExactly(SourceKind.MICROPHONE);
        assertThat(of(world, ana)).containsExactly(SourceKind.MICROPHONE);
        assertThat(world.state().seat(ana).orElseThrow().grants().camera()).isTrue();
    }

    @Test
    void audioSession_forwardsAScreen_underALease() {
        World world = room(Policy.Video.OFF);
        SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        world.ask(maya, new ScreenCommands.GrantShare(ana, Optional.empty(), false))
                .happened("share-granted");
        world.ask(ana, new ScreenCommands.StartShare()).happened("share-started");
        assertThat(of(world, ana)).containsExactlyInAnyOrder(SourceKind.MICROPHONE, SourceKind.SCREEN);
    }
}
