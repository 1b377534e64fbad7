/** Polls: a question to everybody inside, one vote a seat. */
@NullMarked
package org.anteroom.engine.session.poll;

import org.jspecify.annotations.NullMarked;
