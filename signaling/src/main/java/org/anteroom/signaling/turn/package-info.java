/** Credentials for a TURN server that shares a secret with the engine. */
@NullMarked
package org.anteroom.signaling.turn;

import org.jspecify.annotations.NullMarked;
