/** Session descriptions: the bridge's offers and the endpoints' answers (RFC 8866, RFC 8829). */
@NullMarked
package org.anteroom.signaling.sdp;

import org.jspecify.annotations.NullMarked;
