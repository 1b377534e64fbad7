/** SRTP and SRTCP of one transport (RFC 3711, RFC 7714). */
@NullMarked
package org.anteroom.signaling.embedded.srtp;

import org.jspecify.annotations.NullMarked;
