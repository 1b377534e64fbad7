package org.anteroom.engine.session;

/** The id of a program: {@code prg_} and 128 random bits. It means nothing to anybody outside the engine. */
public record ProgramId(String value) {
    /** What every such id begins with. */
    public static final String PREFIX = "prg_";

    public ProgramId {
        Ids.check(value, PREFIX);
    }

    @Override
    public String toString() {
        return value;
    }
}
