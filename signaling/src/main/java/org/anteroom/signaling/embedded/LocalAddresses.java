package org.anteroom.signaling.embedded;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The addresses of this machine that an endpoint may reach. */
final class LocalAddresses {
    private static final int ADDRESSES_MAX = 16;

    private LocalAddresses() {}

    /** Every address but loopback and link-local ones; loopback alone where there is no other. */
    static List<InetAddress> reachable() {
        List<InetAddress> found = new ArrayList<>();
        try {
            for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
                if (network.isUp()) {
                    network.inetAddresses().filter(LocalAddresses::isReachable).forEach(found::add);
                }
            }
        } catch (SocketException e) {
            throw new IllegalStateException("The machine does not tell its addresses", e);
        }
        if (found.isEmpty()) {
            return List.of(InetAddress.getLoopbackAddress());
        }
        return found.stream()
                .map(LocalAddresses::withoutScope)
                .limit(ADDRESSES_MAX)
                .toList();
    }

    private static boolean isReachable(InetAddress address) {
        return !address.isLoopbackAddress()
                && !address.isLinkLocalAddress()
                && !address.isMulticastAddress()
                && !address.isAnyLocalAddress();
    }

    /** An IPv6 address as SDP writes it, without the interface that the JDK appends. */
    static InetAddress withoutScope(InetAddress address) {
        try {
            return address instanceof Inet6Address ? InetAddress.getByAddress(address.getAddress()) : address;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("An address has the length of an address", e);
        }
    }
}
