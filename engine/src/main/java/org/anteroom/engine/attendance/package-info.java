/** Attendance as interval algebra over a session's events. Pure. */
@NullMarked
package org.anteroom.engine.attendance;

import org.jspecify.annotations.NullMarked;
