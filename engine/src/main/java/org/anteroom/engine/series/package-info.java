/** Recurring groups: rule, exceptions, people, pods, and the sessions that come of them. */
@NullMarked
package org.anteroom.engine.series;

import org.jspecify.annotations.NullMarked;
