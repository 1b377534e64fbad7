package org.anteroom.signaling;

/**
 * What the bridge measured on one endpoint since it connected.
 *
 * @param connected whether the DTLS-SRTP transport is up and was heard of within the last consent period
 * @param packetsIn RTP packets received and authenticated
 * @param packetsOut RTP packets sent
 * @param lossFraction share of this endpoint's packets lost on their way to the bridge, 0 to 1, over the last seconds
 * @param roundTripMs round trip by RTCP or STUN, -1 while unknown
 */
public record EndpointHealth(
        boolean connected, long packetsIn, long packetsOut, double lossFraction, int roundTripMs) {}
