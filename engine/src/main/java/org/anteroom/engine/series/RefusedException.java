package org.anteroom.engine.series;

import org.anteroom.engine.session.Decision.Refusal;

/** A change of a series is refused in its turn, and nothing is kept. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Refusal refusal;

    RefusedException(Refusal refusal, String detail) {
        super(detail, null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
