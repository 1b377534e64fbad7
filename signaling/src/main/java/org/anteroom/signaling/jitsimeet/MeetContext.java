package org.anteroom.signaling.jitsimeet;

import java.util.function.Supplier;

/**
 * What every conference of a deployment works with.
 *
 * @param words random words, fit for names of rooms and nicks
 * @param time of the conferences; connections have deadlines of their own
 */
record MeetContext(XmppDialer dialer, MeetTokens tokens, MeetMeters meters, Supplier<String> words, MeetTime time) {
    JitsiMeetOptions options() {
        return dialer.options();
    }

    MucRoom room(MucRoom.Listener listener) {
        return new MucRoom(dialer, tokens, meters, words, listener);
    }

    long nowMs() {
        return time.nowMs();
    }

    void after(long ms, Runnable then) {
        time.after(ms, then);
    }
}
