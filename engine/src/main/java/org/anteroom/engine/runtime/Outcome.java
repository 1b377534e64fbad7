package org.anteroom.engine.runtime;

import java.util.Map;
import org.anteroom.engine.session.Decision.Refusal;

/** What became of something that a session was asked. */
public sealed interface Outcome {
    /**
     * It is done, and on disk.
     *
     * @param seq the last event it caused, or the session's last where it caused none
     * @param answer what the acknowledgement says beside
     */
    record Done(long seq, Map<String, Object> answer) implements Outcome {}

    /** The rules refused it; nothing was journaled. */
    record Refused(Refusal code, String detail) implements Outcome {}

    /** The caller said the like too often just now; nobody was told, and it can be said again in a while. */
    record TooOften(String detail) implements Outcome {}

    /** It could not be kept, or the session is too busy; nothing changed, and it can be tried again. */
    record Unavailable(String detail) implements Outcome {}
}
