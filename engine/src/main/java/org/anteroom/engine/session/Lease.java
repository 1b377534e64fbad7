package org.anteroom.engine.session;

import java.time.Instant;

/** A granted right to share the screen in one place, until an instant. */
public record Lease(Place place, Instant until) {}
