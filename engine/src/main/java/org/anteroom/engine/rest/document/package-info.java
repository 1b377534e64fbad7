/** The API documents: requests checked by them, and a page to read them. */
@NullMarked
package org.anteroom.engine.rest.document;

import org.jspecify.annotations.NullMarked;
