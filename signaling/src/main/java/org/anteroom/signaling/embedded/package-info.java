/** The bridge inside this process. */
@NullMarked
package org.anteroom.signaling.embedded;

import org.jspecify.annotations.NullMarked;
