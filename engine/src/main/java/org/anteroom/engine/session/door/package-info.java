/** The door: check-in, the waiting room, who comes in and who goes, and the devices by which people come. */
@NullMarked
package org.anteroom.engine.session.door;

import org.jspecify.annotations.NullMarked;
