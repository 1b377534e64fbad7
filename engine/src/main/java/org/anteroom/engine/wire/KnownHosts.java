package org.anteroom.engine.wire;

import java.net.InetAddress;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The hosts by which a server may be asked: those that it was told, loopback, and the address that a request came to. Any
 * other name in a {@code Host} header may be a stranger's, whose DNS leads here so that a browser takes this server for
 * the stranger's own (DNS rebinding). Ports are not compared. Never looks a name up. Any thread.
 */
public final class KnownHosts {
    private final Set<String> names;
    private final boolean bareNames;

    /**
     * @param names hosts with or without a port
     * @param bareNames whether names without a dot are known too, as containers of one network have: nobody outside can
     *     have one of them in the DNS
     */
    public KnownHosts(Collection<String> names, boolean bareNames) {
        this.names = names.stream().map(KnownHosts::canonical).collect(Collectors.toUnmodifiableSet());
        this.bareNames = bareNames;
    }

    /**
     * Whether a request may name this host.
     *
     * @param host the value of the header, with or without a port
     * @param local the address that the request came to
     */
    public boolean knows(String host, String local) {
        String name = canonical(host);
        Optional<InetAddress> address = Addresses.parse(name);
        if (address.isPresent()) {
            return address.get().isLoopbackAddress()
                    || name.equals(canonical(local.contains(":") ? "[" + local.replaceAll("%.*", "") + "]" : local))
                    || names.contains(name);
        }
        return name.equals("localhost") || names.contains(name) || (bareNames && name.matches("[0-9a-z_-]{1,63}"));
    }

    /** The name without port and brackets, an address in one form; empty where it is neither. */
    private static String canonical(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        String name = withoutPort(lower);
        return Addresses.parse(name).map(InetAddress::getHostAddress).orElse(name);
    }

    private static String withoutPort(String host) {
        int end = host.startsWith("[") ? host.indexOf(']') + 1 : host.indexOf(':');
        if (end < 0) {
            return host;
        }
        if (!host.substring(end).matches("(:[0-9]{0,5})?")) {
            return "";
        }
        return host.startsWith("[") && end > 1 ? host.substring(1, end - 1) : host.substring(0, end);
    }
}
