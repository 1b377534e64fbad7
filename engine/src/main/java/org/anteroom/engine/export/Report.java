package org.anteroom.engine.export;

import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.session.SessionState;

/**
 * The attendance of one session, with what proves it.
 *
 * @param seq the last event that the ledger knows of
 * @param head the hash of the session's journal at that event, in lower hex
 */
public record Report(Ledger ledger, long seq, String head) {
    public SessionState state() {
        return ledger.state();
    }

    @Override
    public String toString() {
        return "Report[" + state().id().value() + "]";
    }
}
