/** What operators see: metrics, health, readiness. */
@NullMarked
package org.anteroom.engine.ops;

import org.jspecify.annotations.NullMarked;
