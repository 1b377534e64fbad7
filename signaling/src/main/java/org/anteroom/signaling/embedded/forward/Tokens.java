package org.anteroom.signaling.embedded.forward;

import java.util.Random;

/** Random words of letters and digits, fit for ICE credentials and msid. */
public final class Tokens {
    private static final int BITS = 0x3F;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Tokens() {}

    /** @param random secure, where the word is a secret */
    public static String random(Random random, int characters) {
        StringBuilder word = new StringBuilder(characters);
        // Somewhat more at once than are wanted: a secure source is dear by the call.
        byte[] bytes = new byte[characters + characters / 8 + 2];
        while (word.length() < characters) {
            random.nextBytes(bytes);
            for (int i = 0; i < bytes.length && word.length() < characters; i++) {
                int index = bytes[i] & BITS;
                // What is beyond is left out, so that each character is as likely.
                if (index < ALPHABET.length()) {
                    word.append(ALPHABET.charAt(index));
                }
            }
        }
        return word.toString();
    }
}
