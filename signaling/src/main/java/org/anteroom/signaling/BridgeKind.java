package org.anteroom.signaling;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Set;

/**
 * One kind of bridge: what an operator may decide about it, and how it is put together. It holds no state. Every kind there
 * is stands in one list, in the package {@code bridges}.
 */
public interface BridgeKind {
    /** The key that says which kind it is to be. */
    String CHOICE = "bridge";

    /** Takes what is wrong with a key. */
    interface Refusal {
        /**
         * @param key below {@code media}
         * @param value as it may be printed
         * @param allowed what it may be instead, without a full stop
         */
        void refuse(String key, String value, String allowed);
    }

    /** What the configuration calls it. */
    String name();

    /** The keys that it reads, {@link #CHOICE} aside; another kind may read some of them too. */
    Set<String> keys();

    /** Whether the configuration asks for this kind. */
    default boolean isChosen(BridgeKeys keys) {
        return keys.text(CHOICE).filter(name()::equals).isPresent();
    }

    /** Judges what no schema can say of its keys: what they ask of one another, and which kind has to be chosen for them. */
    void check(BridgeKeys keys, Refusal refusal);

    /** Begins in the background what every start waits for; before anybody knows which kind is chosen. */
    default void warmUp() {}

    /**
     * A bridge of this kind, not started.
     *
     * @param keys that were checked
     * @param clock of the time of day
     * @throws IllegalArgumentException with a sentence for the operator
     */
    MediaBridge make(BridgeKeys keys, Vertx vertx, MeterRegistry meters, InstantSource clock);

    /** Whether it forwards media that are encrypted from page to page: as bytes that it does not understand. */
    default boolean carriesCiphertext() {
        return true;
    }

    /** Where pages find what they need for this kind. */
    default PageOrigins origins(BridgeKeys keys) {
        return PageOrigins.NONE;
    }
}
