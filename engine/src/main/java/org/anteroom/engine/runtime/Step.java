package org.anteroom.engine.runtime;

import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.SessionState;

/** One committed event with the session before and after it. */
public record Step(SessionState before, SessionState after, Recorded recorded) {}
