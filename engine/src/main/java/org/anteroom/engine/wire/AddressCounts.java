package org.anteroom.engine.wire;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * How many of something each address has. An IPv4 address counts for itself, IPv6 addresses by their /64, which is what
 * one subscriber has. Holds no more addresses than there are things counted. On one thread.
 */
public final class AddressCounts {
    private final Map<String, Integer> counts = new HashMap<>();

    public void add(String address) {
        counts.merge(group(address), 1, Integer::sum);
    }

    public void remove(String address) {
        counts.computeIfPresent(group(address), (key, count) -> count > 1 ? count - 1 : null);
    }

    public int of(String address) {
        return counts.getOrDefault(group(address), 0);
    }

    /** What this address counts as; what is no address counts as itself. */
    public static String group(String address) {
        String bare = address.replaceAll("%.*", "");
        return Addresses.parse(bare).map(AddressCounts::group).orElse(bare);
    }

    private static String group(InetAddress address) {
        return address instanceof Inet6Address ? network(address.getAddress()) : address.getHostAddress();
    }

    private static String network(byte[] address) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            text.append(String.format("%02x", address[i]));
        }
        return text.append("/64").toString();
    }
}
