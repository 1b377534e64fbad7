/**
 * A Jitsi Meet deployment behind the port: one of its rooms for a conference, entered by tokens that are made here, and an
 * XMPP connection of the engine in each, which is the room's moderator. Jitsi's and XMPP's words end here.
 */
@org.jspecify.annotations.NullMarked
package org.anteroom.signaling.jitsimeet;
