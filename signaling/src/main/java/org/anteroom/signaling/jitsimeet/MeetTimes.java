package org.anteroom.signaling.jitsimeet;

/**
 * How long everything may take, in milliseconds.
 *
 * @param connectMs to open a connection and be let in
 * @param answerMs for one answer
 * @param enterMs to be in a room and its moderator, from the first word on
 * @param pingEveryMs between two signs of life of a connection
 * @param retryFirstMs before a broken connection is tried again for the first time; then twice as long each time
 * @param retryLastMs the longest of these waits
 * @param ownerWatchMs how long the start-time check looks whether an ordinary person is made owner
 * @param screenGraceMs how long a screen may go on after its right ended
 * @param cameraGraceMs the same for a camera, which a browser needs longer to stop
 * @param moveApartMs between two moves of a conference
 * @param oldRoomMs how long a room is kept for those who are still to come over to the next
 * @param absentMs how long somebody may take to come over
 * @param leftMs how long somebody who left the room is waited for: it may be the whole deployment that goes
 * @param recheckMs between two checks of a deployment that could not be used
 */
public record MeetTimes(
        int connectMs,
        int answerMs,
        int enterMs,
        int pingEveryMs,
        int retryFirstMs,
        int retryLastMs,
        int ownerWatchMs,
        int screenGraceMs,
        int cameraGraceMs,
        int moveApartMs,
        int oldRoomMs,
        int absentMs,
        int leftMs,
        int recheckMs) {
    public static MeetTimes defaults() {
        return new MeetTimes(
                5_000, 5_000, 10_000, 10_000, 250, 8_000, 1_500, 800, 3_000, 1_000, 10_000, 20_000, 1_000, 15_000);
    }

    /**
     * A silent connection is asked after, and a broken one tried again, this many times sooner: for tests that wait for
     * it. Nobody is given less time to answer or to come.
     */
    MeetTimes hastened(int times) {
        return new MeetTimes(
                connectMs,
                answerMs,
                enterMs,
                pingEveryMs / times,
                retryFirstMs / times,
                retryLastMs / times,
                Math.max(300, ownerWatchMs / times),
                screenGraceMs,
                cameraGraceMs,
                moveApartMs / times,
                oldRoomMs,
                absentMs,
                leftMs,
                recheckMs / times);
    }

    /** To open and to answer everybody has this long: for tests in which nobody is silent, on a machine that may be busy. */
    MeetTimes unhurried(int openMs, int ms) {
        return new MeetTimes(
                openMs,
                ms,
                openMs,
                pingEveryMs,
                retryFirstMs,
                retryLastMs,
                ownerWatchMs,
                screenGraceMs,
                cameraGraceMs,
                moveApartMs,
                oldRoomMs,
                absentMs,
                leftMs,
                recheckMs);
    }

    /** Whoever is on the way, or seems to have left, is waited for this long: for tests in which nobody is lost. */
    MeetTimes patient(int ms) {
        return new MeetTimes(
                connectMs,
                answerMs,
                enterMs,
                pingEveryMs,
                retryFirstMs,
                retryLastMs,
                ownerWatchMs,
                screenGraceMs,
                cameraGraceMs,
                moveApartMs,
                oldRoomMs,
                ms,
                ms,
                recheckMs);
    }

    /** A focus has so long to make an ordinary person owner: for tests of one that does. */
    MeetTimes watchingOwners(int ms) {
        return new MeetTimes(
                connectMs,
                answerMs,
                enterMs,
                pingEveryMs,
                retryFirstMs,
                retryLastMs,
                ms,
                screenGraceMs,
                cameraGraceMs,
                moveApartMs,
                oldRoomMs,
                absentMs,
                leftMs,
                recheckMs);
    }
}
