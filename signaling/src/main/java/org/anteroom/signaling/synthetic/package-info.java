/** An endpoint without a browser, for tests and measurements. */
@NullMarked
package org.anteroom.signaling.synthetic;

import org.jspecify.annotations.NullMarked;
