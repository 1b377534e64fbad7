package org.anteroom.signaling.embedded;

import java.net.InetAddress;
import java.util.List;

/**
 * How the embedded bridge is set up. Start from {@link #defaults} and change what differs.
 *
 * @param port UDP port on every address; 0 takes a free one on each
 * @param bind addresses to bind; empty for every non-loopback address of the machine, or loopback where there is no other
 * @param advertised what clients are told instead of the bound addresses, one for each of them in their order, for a
 *     machine behind one-to-one NAT; empty to tell the bound ones
 * @param conferencesMax conferences at a time
 * @param endpointsMax endpoints at a time, over all conferences
 * @param endpointsPerConferenceMax endpoints of one conference
 * @param sourcesPerConferenceMax sources that others see in one conference
 * @param ssrcsPerEndpointMax SRTP contexts kept for what one endpoint sends
 * @param packetsCachedMax packets kept at most of each layer of video for resends, a power of two; none for longer than seconds
 * @param resendsPerSecondMax resends to one receiver
 * @param handshakeThreadsMax DTLS handshakes at a time
 * @param handshakeMs how long one may take
 * @param consentMs how long an endpoint may be silent (no STUN check) before it counts as lost
 */
public record EmbeddedBridgeOptions(
        int port,
        List<InetAddress> bind,
        List<InetAddress> advertised,
        int conferencesMax,
        int endpointsMax,
        int endpointsPerConferenceMax,
        int sourcesPerConferenceMax,
        int ssrcsPerEndpointMax,
        int packetsCachedMax,
        int resendsPerSecondMax,
        int handshakeThreadsMax,
        int handshakeMs,
        int consentMs) {
    public EmbeddedBridgeOptions {
        bind = List.copyOf(bind);
        advertised = List.copyOf(advertised);
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("A UDP port is 0 to 65535");
        }
        if (conferencesMax < 1 || endpointsMax < 1 || endpointsPerConferenceMax < 1 || sourcesPerConferenceMax < 2) {
            throw new IllegalArgumentException("A bridge without conferences, endpoints or sources is none");
        }
        if (handshakeThreadsMax < 2) {
            throw new IllegalArgumentException("One silent peer must not hold all handshakes: at least two threads");
        }
    }

    public static EmbeddedBridgeOptions defaults() {
        return new EmbeddedBridgeOptions(
                10_000, List.of(), List.of(), 500, 1_000, 16, 48, 16, 512, 400, 16, 10_000, 15_000);
    }

    public EmbeddedBridgeOptions withPort(int port) {
        return new EmbeddedBridgeOptions(
                port,
                bind,
                advertised,
                conferencesMax,
                endpointsMax,
                endpointsPerConferenceMax,
                sourcesPerConferenceMax,
                ssrcsPerEndpointMax,
                packetsCachedMax,
                resendsPerSecondMax,
                handshakeThreadsMax,
                handshakeMs,
                consentMs);
    }

    /** These options with other bounds on endpoints; each may have its three sources. */
    public EmbeddedBridgeOptions withEndpoints(int max, int perConferenceMax) {
        return new EmbeddedBridgeOptions(
                port,
                bind,
                advertised,
                conferencesMax,
                max,
                perConferenceMax,
                3 * perConferenceMax,
                ssrcsPerEndpointMax,
                packetsCachedMax,
                resendsPerSecondMax,
                handshakeThreadsMax,
                handshakeMs,
                consentMs);
    }

    public EmbeddedBridgeOptions withAddresses(List<InetAddress> bind, List<InetAddress> advertised) {
        return new EmbeddedBridgeOptions(
                port,
                bind,
                advertised,
                conferencesMax,
                endpointsMax,
                endpointsPerConferenceMax,
                sourcesPerConferenceMax,
                ssrcsPerEndpointMax,
                packetsCachedMax,
                resendsPerSecondMax,
                handshakeThreadsMax,
                handshakeMs,
                consentMs);
    }

    public EmbeddedBridgeOptions withBounds(int conferencesMax, int endpointsMax, int endpointsPerConferenceMax) {
        return new EmbeddedBridgeOptions(
                port,
                bind,
                advertised,
                conferencesMax,
                endpointsMax,
                endpointsPerConferenceMax,
                3 * endpointsPerConferenceMax,
                ssrcsPerEndpointMax,
                packetsCachedMax,
                resendsPerSecondMax,
                handshakeThreadsMax,
                handshakeMs,
                consentMs);
    }

    public EmbeddedBridgeOptions withTimes(int handshakeMs, int consentMs) {
        return new EmbeddedBridgeOptions(
                port,
                bind,
                advertised,
                conferencesMax,
                endpointsMax,
                endpointsPerConferenceMax,
                sourcesPerConferenceMax,
                ssrcsPerEndpointMax,
                packetsCachedMax,
                resendsPerSecondMax,
                handshakeThreadsMax,
                handshakeMs,
                consentMs);
    }
}
