/** WebSocket connections: frames in, frames out, and nothing before the token. */
@NullMarked
package org.anteroom.engine.gateway;

import org.jspecify.annotations.NullMarked;
