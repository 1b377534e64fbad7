/** RTP, RTCP and the VP8 payload descriptor, read and written within strict bounds (RFC 3550, RFC 4585, RFC 7741). */
@NullMarked
package org.anteroom.signaling.embedded.rtp;

import org.jspecify.annotations.NullMarked;
