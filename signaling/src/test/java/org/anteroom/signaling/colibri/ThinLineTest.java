package org.anteroom.signaling.colibri;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** When a line carries no pictures by what its bridge reports, when one is tried, and when it carries all again. */
class ThinLineTest {
    private static final int THIN = ThinLine.THIN_KBPS - 1;
    private static final int MIDDLING = ThinLine.WIDE_KBPS;
    private static final int WIDE = ThinLine.WIDE_KBPS + 1;
    private static final long EVERY_MS = 10_000;

    private final ThinLine line = new ThinLine();
    private long nowMs;
    private boolean flows = true;

    private void report(int kbps) {
        line.reports(kbps, flows, nowMs);
        look();
    }

    private void look() {
        line.look(true, nowMs);
    }

    /** Reports the same as often as a bridge does, until so much time has passed. */
    private void pass(long ms, int kbps) {
        long untilMs = nowMs + ms;
        while (untilMs - nowMs > EVERY_MS) {
            nowMs += EVERY_MS;
            report(kbps);
        }
        nowMs = untilMs;
        look();
    }

    private void fall() {
        report(THIN);
        nowMs += EVERY_MS;
        report(THIN);
        assertThat(line.carriesAll()).isFalse();
    }

    /** How long it is until a picture is tried, which then turns out to be too much. */
    private long waitedForATry() {
        long fellMs = nowMs;
        while (line.triedHeight() == 0) {
            nowMs += 1;
            if ((nowMs - fellMs) % EVERY_MS == 0) {
                report(THIN);
            }
            look();
        }
        long waitedMs = nowMs - fellMs;
        nowMs += ThinLine.JUDGED_AFTER_MS;
        report(THIN);
        assertThat(line.triedHeight()).isZero();
        return waitedMs;
    }

    @Test
    void twoReportsInARow_areAThinLine_oneIsNot() {
        assertThat(line.carriesAll()).isTrue();
        report(THIN);
        report(THIN + 1);
        report(THIN);
        assertThat(line.carriesAll()).isTrue();
        report(THIN);
        assertThat(line.carriesAll()).isFalse();
        assertThat(line.triedHeight()).isZero();
    }

    @Test
    void aLineOnWhichNoPictureComes_isNotJudged() {
        flows = false;
        pass(10 * EVERY_MS, THIN);
        assertThat(line.carriesAll()).isTrue();
        flows = true;
        report(THIN);
        assertThat(line.carriesAll()).isFalse();
    }

    @Test
    void aTryOfAPictureThatDoesNotCome_isNoReasonToWaitLonger() {
        fall();
        flows = false;
        assertThat(waitedForATry()).isEqualTo(ThinLine.TRY_AFTER_MS);
        assertThat(waitedForATry()).isEqualTo(ThinLine.TRY_AFTER_MS);
        flows = true;
        assertThat(waitedForATry()).isEqualTo(ThinLine.TRY_AFTER_MS);
        assertThat(waitedForATry()).isEqualTo(2 * ThinLine.TRY_AFTER_MS);
    }

    @Test
    void aReportThatIsStale_doesNotCount() {
        report(THIN);
        nowMs += ThinLine.STALE_MS + 1;
        report(THIN);
        assertThat(line.carriesAll()).isTrue();
        line.forget();
        report(THIN);
        assertThat(line.carriesAll()).isTrue();
        nowMs += ThinLine.STALE_MS;
        report(THIN);
        assertThat(line.carriesAll()).isFalse();
    }

    @Test
    void aLineThatIsWideForTenSeconds_carriesAll_notSooner_andNotByAnOldWord() {
        fall();
        report(WIDE);
        nowMs += ThinLine.WIDE_FOR_MS - 1;
        look();
        assertThat(line.carriesAll()).isFalse();
        report(MIDDLING);
        nowMs += 1;
        look();
        assertThat(line.carriesAll()).as("it was not wide in between").isFalse();
        report(WIDE);
        nowMs += ThinLine.STALE_MS + 1;
        look();
        assertThat(line.carriesAll()).as("nobody knows how wide it is now").isFalse();
        report(WIDE);
        nowMs += ThinLine.WIDE_FOR_MS;
        look();
        assertThat(line.carriesAll()).isTrue();
    }

    @Test
    void aPictureIsTried_laterEachTimeThatItIsTooMuch_butOftenEnough() {
        fall();
        assertThat(waitedForATry()).isEqualTo(ThinLine.TRY_AFTER_MS);
        assertThat(waitedForATry()).isEqualTo(2 * ThinLine.TRY_AFTER_MS);
        assertThat(waitedForATry()).isEqualTo(4 * ThinLine.TRY_AFTER_MS);
        assertThat(waitedForATry()).isEqualTo(8 * ThinLine.TRY_AFTER_MS);
        assertThat(waitedForATry()).isEqualTo(ThinLine.TRY_AFTER_MS_MAX);
        assertThat(waitedForATry()).isEqualTo(ThinLine.TRY_AFTER_MS_MAX);
    }

    @Test
    void aTry_isNotJudgedByWhatIsReportedOfTheTimeBefore() {
        fall();
        pass(ThinLine.TRY_AFTER_MS, THIN);
        nowMs += ThinLine.JUDGED_AFTER_MS - 1;
        report(THIN);
        assertThat(line.triedHeight()).isEqualTo(180);
    }

    @Test
    void aTryThatHolds_growsByOneSize_andEndsInAllOfThem() {
        fall();
        pass(ThinLine.TRY_AFTER_MS, THIN);
        assertThat(line.triedHeight()).isEqualTo(180);
        nowMs += ThinLine.JUDGED_AFTER_MS;
        report(THIN + 1);
        assertThat(line.triedHeight()).isEqualTo(360);
        pass(10 * EVERY_MS, MIDDLING);
        assertThat(line.triedHeight()).isEqualTo(360);
        report(WIDE);
        nowMs += ThinLine.WIDE_FOR_MS;
        look();
        assertThat(line.carriesAll()).isTrue();
    }

    @Test
    void aTryThatHeld_endsByTwoReports() {
        fall();
        pass(ThinLine.TRY_AFTER_MS, THIN);
        nowMs += ThinLine.JUDGED_AFTER_MS;
        report(MIDDLING);
        report(THIN);
        assertThat(line.triedHeight()).isEqualTo(360);
        report(THIN);
        assertThat(line.triedHeight()).isZero();
        assertThat(waitedForATry()).isEqualTo(2 * ThinLine.TRY_AFTER_MS);
    }

    @Test
    void whereNothingIsWishedFor_nothingIsTried_andNoTryIsLost() {
        fall();
        for (int i = 0; i < 100; i++) {
            nowMs += EVERY_MS;
            line.reports(THIN, flows, nowMs);
            line.look(false, nowMs);
            assertThat(line.triedHeight()).isZero();
        }
        look();
        assertThat(line.triedHeight()).isEqualTo(180);
        line.look(false, nowMs);
        assertThat(line.triedHeight()).isZero();
        look();
        assertThat(line.triedHeight()).isEqualTo(180);
        nowMs += ThinLine.JUDGED_AFTER_MS;
        report(THIN);
        assertThat(waitedForATry()).isEqualTo(2 * ThinLine.TRY_AFTER_MS);
    }

    @Test
    void whatIsReportedNoMore_decidesNothing() {
        fall();
        nowMs += ThinLine.TRY_AFTER_MS;
        look();
        assertThat(line.triedHeight()).isZero();
        report(THIN);
        assertThat(line.triedHeight()).isEqualTo(180);
        nowMs += ThinLine.TRY_AFTER_MS_MAX;
        look();
        assertThat(line.triedHeight()).isEqualTo(180);
    }

    @Test
    void aLineThatFallsSoonAfterItCarriedAll_isTriedLater_oneThatHeldIsNot() {
        fall();
        report(WIDE);
        nowMs += ThinLine.WIDE_FOR_MS;
        look();
        fall();
        assertThat(waitedForATry()).isEqualTo(2 * ThinLine.TRY_AFTER_MS);
        report(WIDE);
        nowMs += ThinLine.WIDE_FOR_MS;
        look();
        assertThat(line.carriesAll()).isTrue();
        pass(ThinLine.HELD_MS, WIDE);
        fall();
        assertThat(waitedForATry()).isEqualTo(ThinLine.TRY_AFTER_MS);
    }
}
