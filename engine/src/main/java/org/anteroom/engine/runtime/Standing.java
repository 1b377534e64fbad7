package org.anteroom.engine.runtime;

import java.util.Optional;
import org.anteroom.engine.session.ProgramId;

/**
 * What there is of a session.
 *
 * @param program whose it is; empty where there is none, or nobody can tell
 */
public record Standing(Kind kind, Optional<ProgramId> program) {
    /** How a session can be reached. */
    public enum Kind {
        /** It is not over, or was not for long. */
        AT_WORK,
        /** It is over and was let go; it is read again where its program asks. */
        OVER,
        /** Its journal is broken: nothing of it is served. */
        QUARANTINED,
        /** There is none of this id. */
        NONE
    }

    static Standing of(Kind kind) {
        return new Standing(kind, Optional.empty());
    }

    static Standing of(Kind kind, ProgramId program) {
        return new Standing(kind, Optional.of(program));
    }
}
