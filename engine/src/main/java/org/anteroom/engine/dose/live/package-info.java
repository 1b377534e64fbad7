/** What people attended, read from their sessions. */
@NullMarked
package org.anteroom.engine.dose.live;

import org.jspecify.annotations.NullMarked;
