package org.anteroom.engine.config;

/** A value that is used and never printed. */
public record Secret(String value) {
    @Override
    public String toString() {
        return "masked, " + value.length() + " characters";
    }
}
