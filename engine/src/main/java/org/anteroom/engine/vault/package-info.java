/** The keys: a root key in a keystore, one data key a stream, seals and the hash chain over them. */
@NullMarked
package org.anteroom.engine.vault;

import org.jspecify.annotations.NullMarked;
