package org.anteroom.engine.aggregate;

import java.util.Optional;

/**
 * One event with the state before and after it.
 *
 * @param before empty for the first event of a stream
 */
public record Change<S, E>(Optional<S> before, S after, E event) {}
