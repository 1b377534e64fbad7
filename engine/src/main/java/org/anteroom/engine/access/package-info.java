/** Who may do what: one table of roles and commands, asked by the decider alone. */
@NullMarked
package org.anteroom.engine.access;

import org.jspecify.annotations.NullMarked;
