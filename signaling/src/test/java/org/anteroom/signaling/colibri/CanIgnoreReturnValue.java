package org.anteroom.signaling.colibri;

/** Marks a step whose result only some tests need. The compiler's checks know it by its name. */
@interface CanIgnoreReturnValue {}
