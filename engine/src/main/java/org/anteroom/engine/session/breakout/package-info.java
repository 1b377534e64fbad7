/** Breakout rooms: planned, opened, moved between, closed, and help called for from within. */
@NullMarked
package org.anteroom.engine.session.breakout;

import org.jspecify.annotations.NullMarked;
