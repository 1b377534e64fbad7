/** What a program sets once for all of its sessions: a stream of the journal a program. */
@NullMarked
package org.anteroom.engine.settings;

import org.jspecify.annotations.NullMarked;
