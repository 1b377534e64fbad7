/** DTLS 1.2 with use_srtp: handshakes off the event loop (RFC 6347, RFC 5764). */
@NullMarked
package org.anteroom.signaling.embedded.dtls;

import org.jspecify.annotations.NullMarked;
