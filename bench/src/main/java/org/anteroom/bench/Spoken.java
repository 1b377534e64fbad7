package org.anteroom.bench;

/** What somebody says: when. Whoever hears it knows how long it took, since all live in one process. */
final class Spoken {
    /** Stands in no frame but around what is said. */
    private static final char MARK = '~';

    private Spoken() {}

    static String now() {
        return MARK + Long.toString(System.nanoTime()) + MARK;
    }

    /** Whether somebody said something in this frame. */
    static boolean isIn(String frame) {
        return frame.indexOf(MARK) >= 0;
    }

    /** How long ago it was said, in nanoseconds. */
    static long age(String frame) {
        int from = frame.indexOf(MARK) + 1;
        return System.nanoTime() - Long.parseLong(frame.substring(from, frame.indexOf(MARK, from)));
    }
}
