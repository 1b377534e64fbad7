package org.anteroom.engine.rest;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.wire.Addresses;

/**
 * Where a request comes from: the peer's address, or what a trusted proxy says of it, in {@code X-Forwarded-For} or, where
 * that is missing, in {@code Forwarded} (RFC 7239). The last address that is no trusted proxy counts, for it is the one
 * that a trusted proxy added; nobody else is believed.
 */
public final class ClientAddress {
    private final List<Network> trusted;

    /** @param trustedProxies addresses or networks (CIDR) */
    public ClientAddress(List<String> trustedProxies) {
        trusted = trustedProxies.stream().map(Network::of).toList();
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Network(byte[] prefix, int bits) {
        static Network of(String text) {
            String[] parts = text.split("/", -1);
            byte[] address = parse(parts[0]).orElseThrow(() -> new IllegalArgumentException("Not an address: " + text));
            return new Network(address, parts.length > 1 ? Integer.parseInt(parts[1]) : address.length * 8);
        }

        boolean holds(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Network that && bits == that.bits && Arrays.equals(prefix, that.prefix);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(prefix) * 31 + bits;
        }

        @Override
        public String toString() {
            return "Network[/" + bits + "]";
        }
    }

    String of(HttpServerRequest request) {
        return of(request.remoteAddress(), request.headers());
    }

    /** Where a request of this peer with these headers comes from. */
    public String of(SocketAddress remote, MultiMap headers) {
        String peer = String.valueOf(remote.hostAddress());
        return of(peer, headers.getAll("X-Forwarded-For"), headers.getAll("Forwarded"));
    }

    /** The same by the lines of both headers, of which each may stand several times. */
    String of(String peer, List<String> forwardedFor, List<String> forwarded) {
        Optional<String> hops = forwardedFor.isEmpty()
                ? Optional.of(forwarded).filter(lines -> !lines.isEmpty()).map(ForwardedHeader::nodes)
                : Optional.of(String.join(",", forwardedFor));
        return of(peer, hops);
    }

    String of(String peer, Optional<String> forwarded) {
        if (forwarded.isEmpty() || !isTrusted(peer)) {
            return peer;
        }
        String[] hops = forwarded.get().split(",", -1);
        for (int i = hops.length - 1; i >= 0; i--) {
            String hop = ForwardedHeader.withoutPort(hops[i].strip());
            if (parse(hop).isEmpty()) {
                return peer;
            }
            if (!isTrusted(hop)) {
                return hop;
            }
        }
        return peer;
    }

    /** Whether this is the address of a trusted proxy. */
    public boolean isTrusted(String address) {
        return parse(address)
                .filter(bytes -> trusted.stream().anyMatch(network -> network.holds(bytes)))
                .isPresent();
    }

    /** The bytes of an IP address; a name is none, and is never looked up. */
    private static Optional<byte[]> parse(String text) {
        return Addresses.parse(text).map(InetAddress::getAddress);
    }
}
