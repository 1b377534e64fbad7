/** Sessions at work: the host that writes one session, the directory, deadlines, and the media reactor. */
@NullMarked
package org.anteroom.engine.runtime;

import org.jspecify.annotations.NullMarked;
