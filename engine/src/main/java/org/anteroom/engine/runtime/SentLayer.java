package org.anteroom.engine.runtime;

/**
 * One size in which a client says that it sends a source.
 *
 * @param kind the word of the source's kind
 * @param stream the number that its packets carry
 * @param repair the number that their repetitions carry, 0 where there are none
 */
public record SentLayer(String kind, long stream, long repair) {}
