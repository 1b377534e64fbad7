/** Deliveries that wait, in an SQLite file beside the journal. */
@NullMarked
package org.anteroom.engine.webhook.sqlite;

import org.jspecify.annotations.NullMarked;
