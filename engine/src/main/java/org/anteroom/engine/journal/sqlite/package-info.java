/** The journal in one SQLite file: its writer, its reader, chains and seals on disk, and the lock of its folder. */
@NullMarked
package org.anteroom.engine.journal.sqlite;

import org.jspecify.annotations.NullMarked;
