package org.anteroom.engine.session;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * What a command says to everybody in its caller's place, the caller too, once its rule took it. It is not journaled, and
 * whoever is not there just then never learns of it.
 *
 * @param name the signal's name in frames
 * @param data what the command says, beside whose seat it is
 * @param most how many of them one seat may send within that time; what is more is refused as rate-limited
 */
public record Signal<C>(String name, Function<C, Map<String, Object>> data, int most, Duration within) {}
