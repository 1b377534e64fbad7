/** All features of a session together: the one list of what they declare, and the decider that asks their rules. */
@NullMarked
package org.anteroom.engine.features;

import org.jspecify.annotations.NullMarked;
