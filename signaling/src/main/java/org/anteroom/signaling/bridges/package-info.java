/** Every kind of bridge, in one list: the only place that knows more than one of them, and that nothing below knows. */
@NullMarked
package org.anteroom.signaling.bridges;

import org.jspecify.annotations.NullMarked;
