package org.anteroom.signaling.jitsimeet;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What every conference of a deployment works with.
 *
 * @param words random words, fit for names of rooms and nicks
 */
record MeetContext(XmppDialer dialer, MeetTokens tokens, MeetMeters meters, Supplier<String> words) {
    JitsiMeetOptions options() {
        return dialer.options();
    }

    MeetRoom room(MeetRoom.Listener listener) {
        return new MeetRoom(dialer, tokens, meters, words, listener);
    }

    long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    void after(long ms, Runnable then) {
        dialer.vertx().setTimer(Math.max(1, ms), ignored -> then.run());
    }
}
