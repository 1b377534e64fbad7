package org.anteroom.signaling.embedded.congestion;

/** What the delay says of a line: its queue stands, grows or empties. */
enum LineUse {
    NORMAL,
    OVERUSED,
    UNDERUSED
}
