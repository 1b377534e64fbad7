/** The ready session of a fresh machine: people to play with, links, and a portal page on an origin of its own. */
@NullMarked
package org.anteroom.engine.sample;

import org.jspecify.annotations.NullMarked;
