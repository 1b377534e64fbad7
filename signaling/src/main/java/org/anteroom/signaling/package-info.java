/** All that knows WebRTC; knows nothing of patients or sessions. */
@NullMarked
package org.anteroom.signaling;

import org.jspecify.annotations.NullMarked;
