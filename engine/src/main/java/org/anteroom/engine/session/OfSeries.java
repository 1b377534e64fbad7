package org.anteroom.engine.session;

/**
 * Which occurrence of which series a session is.
 *
 * @param occurrence its planned local date and time, {@code 2026-12-01T18:00}: it stays when the session is moved
 * @param revision which of the series' changes the plan takes in; a series that changed after it plans the session anew
 */
public record OfSeries(SeriesId series, String occurrence, long revision) {}
