package org.anteroom.signaling;

/**
 * One of the sizes in which an endpoint sends its picture at once.
 *
 * @param stream the number that its packets carry, 1 to 2^32 - 1
 * @param repair the number that their repetitions carry, 0 where there are none
 */
public record Layer(long stream, long repair) {
    private static final long NUMBER_MAX = 0xFFFF_FFFFL;

    public Layer {
        if (stream < 1 || stream > NUMBER_MAX || repair < 0 || repair > NUMBER_MAX || stream == repair) {
            throw new IllegalArgumentException("A layer has two different numbers below 2^32");
        }
    }
}
