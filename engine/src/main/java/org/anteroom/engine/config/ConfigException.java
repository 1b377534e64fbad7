package org.anteroom.engine.config;

import java.util.List;

/** A configuration that the engine does not start with: each problem names its source, key, value and what is allowed. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    ConfigException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
        this.problems = List.copyOf(problems);
    }

    /** One line each, for an operator. */
    public List<String> problems() {
        return problems;
    }
}
