/** Whose device has which public key, who vouches for it, and which key a stay takes. */
@NullMarked
package org.anteroom.engine.session.e2ee;

import org.jspecify.annotations.NullMarked;
