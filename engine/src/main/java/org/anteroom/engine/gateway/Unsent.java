package org.anteroom.engine.gateway;

/**
 * The bytes that wait to be sent on one connection, and whether its reader is too slow for them. What was put in at once
 * is the engine's own doing, however large it is: the largest of it that still waits is not counted against the reader.
 * So a connection holds at most {@code bytesMax} and the largest thing that the engine says in one go.
 */
final class Unsent {
    private final long bytesMax;
    private long bytes;
    private long largest;

    Unsent(long bytesMax) {
        this.bytesMax = bytesMax;
    }

    /** Takes in what goes out together; false where the reader leaves too much unread for it. */
    boolean add(long together) {
        bytes += together;
        largest = Math.max(largest, together);
        return bytes - largest <= bytesMax;
    }

    /** So many bytes of it went out. */
    void sent(long some) {
        bytes -= some;
        if (bytes <= 0) {
            largest = 0;
        }
    }
}
