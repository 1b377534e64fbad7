/** What people say to each other: hands, messages, announcements, and notes of staff. */
@NullMarked
package org.anteroom.engine.session.talk;

import org.jspecify.annotations.NullMarked;
