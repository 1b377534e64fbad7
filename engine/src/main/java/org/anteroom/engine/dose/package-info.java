/** Minutes that add up over sessions, by local day and week, against a plan. Pure. */
@NullMarked
package org.anteroom.engine.dose;

import org.jspecify.annotations.NullMarked;
