/** Signers: the keys of a program's own systems, which sign who may take a seat. */
@NullMarked
package org.anteroom.engine.signer;

import org.jspecify.annotations.NullMarked;
