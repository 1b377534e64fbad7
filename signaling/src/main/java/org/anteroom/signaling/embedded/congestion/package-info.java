/**
 * How much a receiver's line carries: send-side bandwidth estimation from transport-wide feedback
 * (draft-ietf-rmcat-gcc-02). Pure: it is told the time and knows neither sockets nor RTP.
 */
@NullMarked
package org.anteroom.signaling.embedded.congestion;

import org.jspecify.annotations.NullMarked;
