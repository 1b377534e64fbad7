package org.anteroom.engine.program;

/**
 * Whom a person may turn to at any time, as the program says it.
 *
 * @param call a number to call
 * @param text a number to write to
 */
public record Crisis(String call, String text) {}
