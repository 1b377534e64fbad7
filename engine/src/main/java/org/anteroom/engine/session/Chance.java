package org.anteroom.engine.session;

/** Where the decider takes chance from: new ids, and seeds that are journaled. The runtime's is secure, a test's is seeded. */
public interface Chance {
    /** 128 random bits as 22 characters of base64url. */
    String bits();

    /** A seed for a shuffle. */
    long seed();

    /** A new id with this prefix. */
    default String id(String prefix) {
        return prefix + bits();
    }
}
