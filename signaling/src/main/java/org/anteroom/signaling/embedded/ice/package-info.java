/** ICE-lite: STUN binding requests answered, and nothing asked (RFC 8445, RFC 8489). */
@NullMarked
package org.anteroom.signaling.embedded.ice;

import org.jspecify.annotations.NullMarked;
