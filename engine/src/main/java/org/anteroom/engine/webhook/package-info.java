/** Webhooks: what happens in a program's sessions, told to its own systems, from the journal and in order. */
@NullMarked
package org.anteroom.engine.webhook;

import org.jspecify.annotations.NullMarked;
