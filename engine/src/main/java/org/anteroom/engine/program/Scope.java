package org.anteroom.engine.program;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What an API key may be used for. Which call needs which stands at its operation in {@code openapi.yaml}. */
public enum Scope {
    /** To read people's data: rosters, attendance, journals. */
    READ,
    /** To make and lead sessions, to let people in, and to read back what was made so. */
    SESSIONS,
    /** To change what the program is: keys, origins, webhooks, signers; and to read its trail. */
    ADMIN;

    /** Every scope: what a key has of which nothing else was said. */
    public static final Set<Scope> ALL = Collections.unmodifiableSet(EnumSet.allOf(Scope.class));
}
