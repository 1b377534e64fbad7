/** Programs, their keys and the origins that may embed their rooms. */
@NullMarked
package org.anteroom.engine.program;

import org.jspecify.annotations.NullMarked;
