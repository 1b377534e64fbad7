/** The screen: requests, leases, and one presenter a place. */
@NullMarked
package org.anteroom.engine.session.screen;

import org.jspecify.annotations.NullMarked;
