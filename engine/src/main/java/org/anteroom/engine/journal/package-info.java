/**
 * The record of everything that happened: streams of entries that are only added to. What a store of it promises, and how
 * events stand in it; the stores have packages of their own.
 */
@NullMarked
package org.anteroom.engine.journal;

import org.jspecify.annotations.NullMarked;
