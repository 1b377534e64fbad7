/**
 * Jitsi Videobridges, driven by Colibri2 over REST: the engine is the focus, each bridge a forwarder that is told ids
 * without meaning.
 */
@NullMarked
package org.anteroom.signaling.colibri;

import org.jspecify.annotations.NullMarked;
