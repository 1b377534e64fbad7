/** The record of everything that happened: sealed entries in streams, append-only, committed in groups. */
@NullMarked
package org.anteroom.engine.journal;

import org.jspecify.annotations.NullMarked;
