/** The session engine: the focus that decides who is where and drives the bridge. */
@NullMarked
package org.anteroom.engine;

import org.jspecify.annotations.NullMarked;
