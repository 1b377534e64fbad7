/** Measures a real engine process from outside, with participants that need no browser. */
@NullMarked
package org.anteroom.bench;

import org.jspecify.annotations.NullMarked;
