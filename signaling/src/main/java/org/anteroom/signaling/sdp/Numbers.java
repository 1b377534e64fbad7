package org.anteroom.signaling.sdp;

import org.anteroom.signaling.BadAnswerException;

/** Decimal numbers in session descriptions: digits only, within bounds. */
final class Numbers {
    private static final int DIGITS_MAX = 10;

    private Numbers() {}

    static int parse(String text, int min, int max) throws BadAnswerException {
        long value = digits(text);
        if (value < min || value > max) {
            throw new BadAnswerException("A number is out of its bounds");
        }
        return (int) value;
    }

    /** An SSRC, 1 to 2^32 - 1, as the int of the same bits. */
    static int ssrc(String text) throws BadAnswerException {
        long value = digits(text);
        if (value < 1 || value > 0xFFFF_FFFFL) {
            throw new BadAnswerException("An SSRC is out of its bounds");
        }
        return (int) value;
    }

    private static long digits(String text) throws BadAnswerException {
        if (text.isEmpty() || text.length() > DIGITS_MAX || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new BadAnswerException("A number is not made of digits");
        }
        return Long.parseLong(text);
    }
}
