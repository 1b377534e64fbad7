package org.anteroom.signaling.colibri;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.SourceKind.CAMERA;
import static org.anteroom.signaling.SourceKind.MICROPHONE;
import static org.anteroom.signaling.colibri.Driven.HERE;
import static org.anteroom.signaling.colibri.Driven.id;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anteroom.signaling.MediaSent.Picture;
import org.anteroom.signaling.synthetic.FreePorts;
import org.anteroom.signaling.synthetic.PaperEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels that end, fail, flood, or were never there, and what becomes of everything else. */
class VideobridgeChannelTest extends ChannelStage {
    VideobridgeChannelTest() throws Exception {}

    @Test
    void aLostChannel_isOpenedAgain_andToldTheWishAnew() throws Exception {
        drive(one);
        String ada = join("ada", one);
        String bo = join("bo", one);
        wish("ada", Map.of("bo", 100));
        awaitConstraint(one, ada, bo + "-v0", 180);
        awaitDemand("bo", Map.of(CAMERA, 1));
        int said = one.channels().heard(ada).size();
        one.channels().refuse(true);
        one.channels().closeAll();
        awaitOpen(0);
        awaitDemand("bo", Map.of(CAMERA, 3));
        wish("ada", Map.of("bo", 300));
        one.channels().refuse(false);
        await().until(() -> one.channels().open().contains(ada));
        awaitConstraint(one, ada, bo + "-v0", 360);
        assertThat(one.channels().heard(ada)).hasSize(said + 1);
        awaitDemand("bo", Map.of(CAMERA, 2));
        assertThat(count("anteroom.videobridge.channel.failures", "reason", "closed"))
                .isPositive();
        assertThat(count("anteroom.videobridge.channel.failures", "reason", "refused"))
                .isPositive();
        awaitOpen(2);
    }

    @Test
    void aChannelThatShowsNoSignOfLife_isOpenedAnew() throws Exception {
        drive(300, one);
        String ada = join("ada", one);
        await().until(() -> one.channels().open().contains(ada));
        one.channels().freeze(ada);
        await().until(() -> count("anteroom.videobridge.channel.failures", "reason", "silent") > 0);
        join("bo", one);
        wish("ada", Map.of("bo", 100));
        awaitDemand("bo", Map.of(CAMERA, 1));
    }

    @Test
    void channels_moveWithTheirPeopleToAnotherBridge() throws Exception {
        drive(one, two);
        String ada = join("ada", one);
        await().until(() -> one.channels().open().contains(ada));
        driven.done(one::die);
        await().until(() -> driven.lost.containsKey(id("ada")));
        String again = join("ada2", two);
        String bo = join("bo2", two);
        wish("ada2", Map.of("bo2", 100));
        awaitConstraint(two, again, bo + "-v0", 180);
        awaitPicture("ada2", "bo2", new Picture(180, false, Optional.empty()));
        awaitOpen(2);
        assertThat(one.channels().open()).isEmpty();
    }

    @Test
    void aChannel_endsWithItsEndpoint() throws Exception {
        drive(one);
        String ada = join("ada", one);
        String bo = join("bo", one);
        await().until(() -> one.channels().open().equals(Set.of(ada, bo)));
        driven.done(() -> driven.bridge().silence(id("ada")));
        await().until(() -> one.channels().open().equals(Set.of(bo)));
        driven.done(() -> driven.bridge().remove(id("bo")));
        await().until(() -> one.channels().open().isEmpty());
        awaitOpen(0);
        assertThat(one.channels().dialled()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "[[[[[[[[[[[[]]]]]]]]]]]]",
                "{\"colibriClass\":\"ForwardedSources\",\"forwardedSources\":{}}",
                "{\"colibriClass\":\"SenderSourceConstraints\",\"sourceName\":\"somebody-v0\",\"maxHeight\":0}"
            })
    void garbage_isCountedAndDropped_andTheChannelGoesOn(String garbage) throws Exception {
        drive(one);
        String ada = join("ada", one);
        join("bo", one);
        awaitDemand("ada", Map.of(CAMERA, 2));
        one.channels().say(ada, garbage);
        await().until(() -> count("anteroom.videobridge.channel.dropped") == 1);
        wish("bo", Map.of("ada", 100));
        awaitDemand("ada", Map.of(CAMERA, 1));
        assertThat(one.channels().dialled()).isEqualTo(2);
    }

    @Test
    void aFlood_endsTheChannel_whichIsOpenedLater() throws Exception {
        drive(one);
        String ada = join("ada", one);
        await().until(() -> one.channels().open().contains(ada));
        one.channels().flood(ada, "{\"colibriClass\":\"ServerHello\"}", 5_000);
        await().until(() -> count("anteroom.videobridge.channel.failures", "reason", "flood") > 0);
        join("bo", one);
        wish("bo", Map.of("ada", 100));
        awaitDemand("ada", Map.of(CAMERA, 1));
    }

    @Test
    void aHugeMessage_endsTheChannel_whichIsOpenedLater() throws Exception {
        drive(one);
        String ada = join("ada", one);
        await().until(() -> one.channels().open().contains(ada));
        one.channels().say(ada, "{\"colibriClass\":\"" + "x".repeat(1 << 20) + "\"}");
        await().until(() -> one.channels().dialled() == 2);
        assertThat(count("anteroom.videobridge.channel.failures")).isPositive();
        join("bo", one);
        wish("bo", Map.of("ada", 100));
        awaitDemand("ada", Map.of(CAMERA, 1));
    }

    @Test
    void aMessageThatNeverEnds_endsTheChannel_whichIsOpenedLater() throws Exception {
        drive(one);
        String ada = join("ada", one);
        await().until(() -> one.channels().open().contains(ada));
        one.channels().sayInPieces(ada, "x".repeat(1 << 14), 64);
        await().until(() -> one.channels().dialled() == 2);
        assertThat(count("anteroom.videobridge.channel.failures")).isPositive();
        join("bo", one);
        wish("bo", Map.of("ada", 100));
        awaitDemand("ada", Map.of(CAMERA, 1));
    }

    /** Everything but pictures: commands are done, offers come, and what is known of rights and places holds. */
    private void expectAllElse() throws Exception {
        join("ada", one);
        join("bo", one);
        wish("ada", Map.of("bo", 100));
        assertThat(Objects.requireNonNull(driven.offers.get(id("bo"))).layered())
                .containsExactly(CAMERA);
        awaitDemand("ada", Map.of(CAMERA, 3));
        await().until(() -> driven.connected.containsAll(List.of(id("ada"), id("bo"))));
        driven.done(() -> driven.bridge().allow(id("ada"), Set.of(MICROPHONE)));
        assertThat(driven.lost).isEmpty();
        assertThat(driven.sent).isEmpty();
    }

    @Test
    void whereNothingListensForChannels_allElseGoesOn() throws Exception {
        one.channelsAt(FreePorts.tcp());
        drive(one);
        expectAllElse();
        await().until(() -> count("anteroom.videobridge.channel.failures", "reason", "unreachable") > 0);
    }

    @Test
    void whereChannelsAreRefused_allElseGoesOn_untilTheyAreNot() throws Exception {
        one.channels().refuse(true);
        drive(one);
        expectAllElse();
        await().until(() -> count("anteroom.videobridge.channel.failures", "reason", "refused") > 2);
        one.channels().refuse(false);
        await().until(() -> one.channels().open().size() == 2);
        awaitDemand("bo", Map.of(CAMERA, 1));
    }

    @Test
    void whereAChannelIsNeverAnswered_allElseGoesOn() throws Exception {
        one.channels().hold();
        drive(one);
        expectAllElse();
        driven.done(() -> driven.bridge().remove(id("ada")));
    }

    @Test
    void aChannelElsewhereThanAllowed_isNotOpened() throws Exception {
        driven.driveWell(one);
        driven.done(() -> driven.adding(HERE, "ada"));
        answer("ada", new PaperEndpoint());
        wish("ada", Map.of());
        assertThat(Objects.requireNonNull(driven.offers.get(id("ada"))).layered())
                .isEmpty();
        assertThat(one.channels().dialled()).isZero();
    }
}
