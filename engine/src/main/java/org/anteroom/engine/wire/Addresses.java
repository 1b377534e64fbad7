package org.anteroom.engine.wire;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Reads IP addresses that come from outside. {@link InetAddress#getByName} looks up whatever is nearly one, such as
 * {@code 999.1.1.1}, and its caller waits for the answer. Any thread.
 */
public final class Addresses {
    private Addresses() {}

    /** The address that this text is, without brackets; empty where it is none. Never looks a name up. */
    public static Optional<InetAddress> parse(String text) {
        if (!text.matches("[0-9a-fA-F:.]{2,45}")) {
            return Optional.empty();
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(text);
        try {
            return bytes == null ? Optional.empty() : Optional.of(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
