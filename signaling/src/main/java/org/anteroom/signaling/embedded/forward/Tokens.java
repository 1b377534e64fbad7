package org.anteroom.signaling.embedded.forward;

import java.util.Random;

/** Random words of letters and digits, fit for ICE credentials and msid. */
public final class Tokens {
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Tokens() {}

    /** @param random secure, where the word is a secret */
    public static String random(Random random, int characters) {
        StringBuilder word = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            word.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return word.toString();
    }
}
