package org.anteroom.signaling.jitsimeet;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;

/** The time of conferences: what their graces are measured by, and what wakes them. On the bridge's context. */
interface MeetTime {
    /** Milliseconds of any fixed origin. */
    long nowMs();

    /** Runs this once so much time has passed. */
    void after(long ms, Runnable then);

    /** The time of this machine. */
    static MeetTime of(Vertx vertx) {
        return new MeetTime() {
            @Override
            public long nowMs() {
                return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
            }

            @Override
            public void after(long ms, Runnable then) {
                vertx.setTimer(Math.max(1, ms), ignored -> then.run());
            }
        };
    }
}
