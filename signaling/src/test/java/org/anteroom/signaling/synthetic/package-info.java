/** An endpoint without a browser, a videobridge and a deployment without media, for tests and measurements. */
@NullMarked
package org.anteroom.signaling.synthetic;

import org.jspecify.annotations.NullMarked;
