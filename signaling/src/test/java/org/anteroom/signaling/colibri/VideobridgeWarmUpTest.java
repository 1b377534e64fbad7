package org.anteroom.signaling.colibri;

import static org.anteroom.signaling.Patience.await;
import static org.anteroom.signaling.colibri.Driven.HERE;
import static org.anteroom.signaling.colibri.Driven.load;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.anteroom.signaling.NoBridgeException;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.synthetic.SyntheticVideobridge;
import org.anteroom.signaling.synthetic.SyntheticVideobridge.Manners;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Bridges that were just started, whose first conference takes longer than anybody is made to wait. */
class VideobridgeWarmUpTest {
    private static final int FASTER = 5;

    private final Driven driven;
    private final SyntheticVideobridge one;

    VideobridgeWarmUpTest() throws Exception {
        driven = new Driven();
        one = driven.one;
    }

    @AfterEach
    void close() throws Exception {
        driven.close();
    }

    private void drive() throws Exception {
        driven.drive(options -> options.hastened(FASTER), one);
    }

    private long creates() {
        return one.asked().stream().filter(asked -> asked.startsWith("POST ")).count();
    }

    @Test
    void aColdBridge_isWarmBeforeAnybodyWaitsForIt() throws Exception {
        one.chill();
        CompletableFuture<String> started = driven.begin(options -> options, one);
        await("the conference that warms it up").until(() -> creates() == 1);
        assertThat(driven.isUsed()).isFalse();
        one.warm();
        assertThat(started.get(Patience.SECONDS, TimeUnit.SECONDS)).isNotNull();
        await().until(driven::isUsed);
        driven.done(() -> driven.adding(HERE, "ada"));
        assertThat(load(one)).isEqualTo(1);
        await().untilAsserted(() -> assertThat(one.conferences()).hasSize(1));
    }

    @Test
    void aBridgeThatCameBackCold_isNotUsedUntilItIsWarm() throws Exception {
        drive();
        await().until(driven::isUsed);
        driven.done(one::die);
        await().until(() -> !driven.isUsed());
        one.chill();
        long before = creates();
        driven.done(one::start);
        await().until(() -> creates() > before);
        assertThat(driven.failure(() -> driven.adding(HERE, "ada"))).isInstanceOf(NoBridgeException.class);
        one.warm();
        await().until(driven::isUsed);
        driven.done(() -> driven.adding(HERE, "ada"));
    }

    @Test
    void aBridgeThatIsWell_butTooSlowToWarmUp_isNotUsed_andKeepsNothingOfTheAttempt() throws Exception {
        one.chill();
        drive();
        await("a second attempt").until(() -> creates() > 1);
        assertThat(driven.isUsed()).isFalse();
        one.warm();
        await().until(driven::isUsed);
        await().untilAsserted(() -> assertThat(one.conferences()).isEmpty());
    }

    @Test
    void aCreateThatWasMadeAfterItsDeadline_isEndedAllTheSame() throws Exception {
        driven.drive(one);
        await().until(driven::isUsed);
        one.chill();
        assertThat(driven.failure(() -> driven.adding(HERE, "ada"))).isInstanceOf(BridgeException.class);
        one.warm();
        await("it is made").until(() -> one.made().size() > 1);
        await().untilAsserted(() -> assertThat(one.conferences()).isEmpty());
    }

    @Test
    void aWarmUpThatFailed_leavesNothingBehind_andIsTriedAgain() throws Exception {
        one.failCreates(1);
        drive();
        await().until(driven::isUsed);
        await().untilAsserted(() -> assertThat(one.conferences()).isEmpty());
    }

    @Test
    void aBridgeWithoutAnAddressForMedia_isNotUsed() throws Exception {
        one.withoutAddresses();
        drive();
        assertThat(driven.isUsed()).isFalse();
        assertThat(driven.failure(() -> driven.adding(HERE, "ada"))).isInstanceOf(NoBridgeException.class);
        await().untilAsserted(() -> assertThat(one.conferences()).isEmpty());
    }

    @Test
    void theStart_waitsForNoBridgeThatHangs() throws Exception {
        driven.two.behave(Manners.SILENT);
        driven.drive(options -> options.hastened(FASTER), one, driven.two);
        await().until(driven::isUsed);
        driven.done(() -> driven.adding(HERE, "ada"));
        assertThat(load(one)).isEqualTo(1);
    }
}
