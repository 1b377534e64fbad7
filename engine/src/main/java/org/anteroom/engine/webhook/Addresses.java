package org.anteroom.engine.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * Which addresses are of the public internet: globally reachable unicast by the registries of IANA (RFC 6890, RFC 4291), and
 * none that stands for another address (mapped, NAT64, 6to4, Teredo).
 */
final class Addresses {
    /** Networks of IPv4 that are not public: address and length of the prefix. */
    private static final int[][] V4 = {
        {0, 0, 0, 0, 8},
        {10, 0, 0, 0, 8},
        {100, 64, 0, 0, 10},
        {127, 0, 0, 0, 8},
        {169, 254, 0, 0, 16},
        {172, 16, 0, 0, 12},
        {192, 0, 0, 0, 24},
        {192, 0, 2, 0, 24},
        {192, 88, 99, 0, 24},
        {192, 168, 0, 0, 16},
        {198, 18, 0, 0, 15},
        {198, 51, 100, 0, 24},
        {203, 0, 113, 0, 24},
        {224, 0, 0, 0, 3}
    };

    /** Of IPv6 all but 2000::/3 is not; of that these are not either. */
    private static final int[][] V6 = {
        {0x20, 0x01, 0x00, 0x00, 23},
        {0x20, 0x01, 0x0d, 0xb8, 32},
        {0x20, 0x02, 0x00, 0x00, 16},
        {0x3f, 0xff, 0x00, 0x00, 20}
    };

    private Addresses() {}

    static boolean isPublic(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return !isIn(V4, bytes);
        }
        return (bytes[0] & 0xe0) == 0x20 && !isIn(V6, bytes);
    }

    private static boolean isIn(int[][] networks, byte[] bytes) {
        long first = first(bytes[0], bytes[1], bytes[2], bytes[3]);
        for (int[] network : networks) {
            long mask = (0xffff_ffffL << (32 - network[4])) & 0xffff_ffffL;
            if ((first & mask) == first(network[0], network[1], network[2], network[3])) {
                return true;
            }
        }
        return false;
    }

    private static long first(int a, int b, int c, int d) {
        return (a & 0xffL) << 24 | (b & 0xffL) << 16 | (c & 0xffL) << 8 | (d & 0xffL);
    }
}
