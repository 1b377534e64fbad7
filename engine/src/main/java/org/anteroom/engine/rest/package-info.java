/** The REST interface under /v1 and the pages beside it. */
@NullMarked
package org.anteroom.engine.rest;

import org.jspecify.annotations.NullMarked;
