package org.anteroom.signaling.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickerTest {
    private final List<String> done = new ArrayList<>();
    private final Ticker ticker = new Ticker(this::after, () -> this.nowMs * 1_000_000);
    private boolean waits;
    private long nowMs;
    private long dueMs;
    private Runnable due = () -> {};
    private int steps;
    private Runnable request = () -> {};

    private Ticker.Cancellation after(int ms, Runnable call) {
        dueMs = nowMs + ms;
        due = call;
        return () -> due = () -> {};
    }

    private void start() {
        ticker.start(
                new Ticker.Work() {
                    @Override
                    public boolean pace() {
                        steps++;
                        return waits;
                    }

                    @Override
                    public void sendRequests() {
                        done.add("requests");
                        request.run();
                    }

                    @Override
                    public void sendFeedback() {
                        done.add("feedback");
                    }

                    @Override
                    public void observe() {
                        done.add("observe");
                    }

                    @Override
                    public void housekeep() {
                        done.add("housekeep");
                    }
                },
                () -> done.add("flush"));
    }

    private void runTo(long untilMs) {
        while (dueMs <= untilMs) {
            nowMs = dueMs;
            due.run();
        }
        nowMs = untilMs;
    }

    private long times(String what) {
        return done.stream().filter(what::equals).count();
    }

    @Test
    void whileNothingWaits_itSleepsForLong() {
        start();
        runTo(1_000);
        assertThat(steps).isEqualTo(1_000 / Ticker.REST_MS);
    }

    @Test
    void whileSomethingWaits_itStepsAsAPacerDoes() {
        start();
        waits = true;
        ticker.hurry();
        runTo(1_000);
        assertThat(steps).isEqualTo(1_000 / Ticker.STEP_MS);
    }

    @Test
    void whatBeginsToWait_wakesItOnce() {
        start();
        runTo(27);
        ticker.hurry();
        nowMs = 29;
        ticker.hurry();
        assertThat(dueMs).isEqualTo(27 + Ticker.STEP_MS);
    }

    @Test
    void whateverItsSteps_everythingIsDoneInItsPeriod() {
        for (boolean busy : List.of(false, true)) {
            start();
            waits = busy;
            long from = nowMs;
            done.clear();
            runTo(from + 3_000);
            assertThat(times("requests")).isEqualTo(120);
            assertThat(times("feedback")).isEqualTo(40);
            assertThat(times("observe")).isEqualTo(15);
            assertThat(times("housekeep")).isEqualTo(3);
        }
    }

    @Test
    void afterALongPause_nothingIsCaughtUpOn() {
        start();
        nowMs = 60_000;
        dueMs = nowMs;
        runTo(60_000);
        assertThat(times("housekeep")).isEqualTo(1);
        runTo(60_500);
        assertThat(times("housekeep")).isEqualTo(1);
    }

    @Test
    void whatBeginsToWaitWithinAStep_waitsAShortStepOnly() {
        start();
        request = ticker::hurry;
        runTo(Ticker.REST_MS);
        assertThat(dueMs).isEqualTo(Ticker.REST_MS + Ticker.STEP_MS);
        request = () -> {};
        runTo(Ticker.REST_MS + Ticker.STEP_MS);
        assertThat(dueMs).isEqualTo(2 * Ticker.REST_MS + Ticker.STEP_MS);
    }

    @Test
    void aStepThatFails_isNotTheLast() {
        start();
        request = () -> {
            throw new IllegalStateException("a step of the test's");
        };
        runTo(1_000);
        assertThat(times("requests")).isEqualTo(1_000 / Ticker.REST_MS);
        assertThat(times("feedback")).isPositive();
        assertThat(times("flush")).isEqualTo(1_000 / Ticker.REST_MS);
        assertThat(times("housekeep")).isEqualTo(1);
    }
}
