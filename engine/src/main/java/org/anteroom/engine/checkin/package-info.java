/** Check-ins without a session: links to forms that a person fills in between sessions, a stream a program and month. */
@NullMarked
package org.anteroom.engine.checkin;

import org.jspecify.annotations.NullMarked;
