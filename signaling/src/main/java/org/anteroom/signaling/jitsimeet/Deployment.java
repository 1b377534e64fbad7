package org.anteroom.signaling.jitsimeet;

import java.net.URI;

/**
 * Where a browser finds the deployment.
 *
 * @param script its client library
 * @param service its XMPP WebSocket
 * @param domain its XMPP domain
 * @param muc the domain of its rooms
 */
public record Deployment(URI script, URI service, String domain, String muc) {}
