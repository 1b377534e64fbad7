/** Safety: silent alerts to staff. */
@NullMarked
package org.anteroom.engine.session.safety;

import org.jspecify.annotations.NullMarked;
