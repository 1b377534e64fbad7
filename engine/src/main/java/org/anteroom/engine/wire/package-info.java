/** JSON as it comes in: strict readers of commands and bodies, which refuse what they do not know. */
@NullMarked
package org.anteroom.engine.wire;

import org.jspecify.annotations.NullMarked;
