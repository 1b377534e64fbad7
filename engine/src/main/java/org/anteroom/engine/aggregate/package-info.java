/**
 * What is written by one writer: a stream of events of the journal, the state that they fold to, and the turns of who
 * wants to change it. Sessions, programs and the days of audit trails are aggregates.
 */
@NullMarked
package org.anteroom.engine.aggregate;

import org.jspecify.annotations.NullMarked;
