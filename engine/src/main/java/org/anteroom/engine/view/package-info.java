/** What one seat may see: events and snapshots, cut to the seat. Pure. */
@NullMarked
package org.anteroom.engine.view;

import org.jspecify.annotations.NullMarked;
