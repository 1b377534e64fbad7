package org.anteroom.engine.rest;

import java.util.Optional;
import org.anteroom.engine.program.Digests;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.session.Chance;

/**
 * Ids and secrets of what a call makes. Under an idempotency key they follow from program, path and key, so that a
 * repeated call names the same thing, also across a restart; without one they are random.
 */
final class Derived {
    private final byte[] secret;
    private final Chance chance;

    Derived(byte[] secret, Chance chance) {
        this.secret = secret.clone();
        this.chance = chance;
    }

    /** 128 bits as 22 characters, for this part of what the call makes. */
    String bits(Call call, Program program, String part) {
        Optional<String> key = call.idempotencyKey();
        String scope = program.id().value() + "\n" + call.context().request().path() + "\n" + part + "\n";
        return key.map(named -> Digests.hmac(secret, scope + named, 16)).orElseGet(chance::bits);
    }
}
