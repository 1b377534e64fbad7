/** Conferences, their sources, and who receives what. */
@NullMarked
package org.anteroom.signaling.embedded.forward;

import org.jspecify.annotations.NullMarked;
