/** Hallways: one or two people aside with staff. */
@NullMarked
package org.anteroom.engine.session.hallway;

import org.jspecify.annotations.NullMarked;
