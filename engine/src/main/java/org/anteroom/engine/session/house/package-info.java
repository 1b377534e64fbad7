/** The session itself: start, time and end, roles, and what seats may send. */
@NullMarked
package org.anteroom.engine.session.house;

import org.jspecify.annotations.NullMarked;
