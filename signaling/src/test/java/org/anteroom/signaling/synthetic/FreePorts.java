package org.anteroom.signaling.synthetic;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Random;

/**
 * Ports for servers that have to be told one. They lie outside of the range that the kernel hands out by itself, so that
 * nobody is given one between choice and use, or while its server restarts.
 */
public final class FreePorts {
    private static final int FIRST = 20_000;
    private static final int LAST = 32_000;
    private static final int TRIES_MAX = 100;
    private static final Random RANDOM = new Random();

    private FreePorts() {}

    /** A TCP port of the loopback address that nothing listens on. */
    public static int tcp() throws IOException {
        IOException last = new IOException("No port was tried");
        for (int i = 0; i < TRIES_MAX; i++) {
            int port = FIRST + RANDOM.nextInt(LAST - FIRST);
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (IOException e) {
                last = e;
            }
        }
        throw last;
    }

    /** A UDP port of the loopback address that nothing is bound to. */
    public static int udp() throws IOException {
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
