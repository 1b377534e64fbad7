/** Breakout plans: who goes to which room. Pure. */
@NullMarked
package org.anteroom.engine.breakout;

import org.jspecify.annotations.NullMarked;
