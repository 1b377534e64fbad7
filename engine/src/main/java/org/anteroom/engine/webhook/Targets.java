package org.anteroom.engine.webhook;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a program may have the engine call. A name is judged by what it is here, and by its addresses when it is connected to:
 * what it resolves to later is not what it resolved to before.
 *
 * @param allowPrivate whether addresses of one's own network may be called, by http too and on any port
 * @param ports beside 443
 */
public record Targets(boolean allowPrivate, Set<Integer> ports) {
    private static final int URL_MAX = 2_048;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;
    private static final int PORT_MAX = 65_535;

    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?(\\.[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)*");

    /** Names of one's own machine and network (RFC 6761, RFC 6762, RFC 9476). */
    private static final Pattern OWN = Pattern.compile("(.*\\.)?(localhost|local|internal|localdomain|home\\.arpa)");

    /** What looks like a number is an address to some resolvers, however it is spelt. */
    private static final Pattern NUMBER = Pattern.compile("(.*\\.)?(0x[0-9a-f]*|[0-9]+)");

    public Targets {
        ports = Set.copyOf(ports);
    }

    /**
     * Where a URL leads.
     *
     * @param host in lower case, without brackets
     * @param literal the address that the host is, where it is one
     * @param path with the query
     */
    record Target(boolean tls, String host, Optional<InetAddress> literal, int port, String path) {
        @Override
        public String toString() {
            return "Target";
        }
    }

    /** Why a URL may not be called, as a sentence; empty where it may. */
    public Optional<String> fault(String url) {
        try {
            var unused = read(url);
            return Optional.empty();
        } catch (RefusedTargetException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** Such a URL is not called. */
    static final class RefusedTargetException extends Exception {
        private static final long serialVersionUID = 1L;

        RefusedTargetException(String sentence) {
            super(sentence, null, false, false);
        }
    }

    Target read(String url) throws RefusedTargetException {
        URI uri = uri(url);
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("https");
        if (!tls && !(allowPrivate && scheme.equals("http"))) {
            throw new RefusedTargetException("Must be an https URL.");
        }
        if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
            throw new RefusedTargetException("Must be a URL without a user and a fragment.");
        }
        int port = uri.getPort() < 0 ? (tls ? HTTPS : HTTP) : uri.getPort();
        if (port < 1 || port > PORT_MAX || !(allowPrivate || port == HTTPS || ports.contains(port))) {
            throw new RefusedTargetException("Must be on port 443 or one that the operator allows.");
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String path = (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath())
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        if (host.startsWith("[")) {
            return v6(tls, host.substring(1, host.length() - 1), port, path);
        }
        return named(tls, host, port, path);
    }

    private static URI uri(String url) throws RefusedTargetException {
        try {
            URI uri = url.length() > URL_MAX ? new URI("") : new URI(url);
            if (uri.getHost() == null || !url.chars().allMatch(c -> c > 32 && c < 127)) {
                throw new RefusedTargetException("Must be a URL with a host, of at most " + URL_MAX + " characters.");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new RefusedTargetException("Must be a URL.");
        }
    }

    private Target v6(boolean tls, String host, int port, String path) throws RefusedTargetException {
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null || bytes.length != 16 || host.contains("%")) {
            throw new RefusedTargetException("Must name a host.");
        }
        // As bytes and not as an address: that would make a mapped one the address that it stands for.
        boolean mapped = true;
        for (int i = 0; i < 10; i++) {
            mapped &= bytes[i] == 0;
        }
        if (mapped && !allowPrivate) {
            throw inside();
        }
        return judged(new Target(tls, host, Optional.of(address(bytes)), port, path));
    }

    private Target named(boolean tls, String host, int port, String path) throws RefusedTargetException {
        if (NetUtil.isValidIpV4Address(host)) {
            byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
            return judged(new Target(tls, host, Optional.of(address(bytes)), port, path));
        }
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        if (!NAME.matcher(name).matches() || NUMBER.matcher(name).matches()) {
            throw new RefusedTargetException("Must name a host, by its name or its address in the usual form.");
        }
        if (OWN.matcher(name).matches() && !allowPrivate) {
            throw inside();
        }
        return new Target(tls, name, Optional.empty(), port, path);
    }

    private Target judged(Target target) throws RefusedTargetException {
        if (!mayConnect(target.literal().orElseThrow())) {
            throw inside();
        }
        return target;
    }

    private static RefusedTargetException inside() {
        return new RefusedTargetException("Must not be an address inside a network.");
    }

    /** Whether this address may be connected to; judged on the very one that is. */
    boolean mayConnect(InetAddress address) {
        return allowPrivate || Addresses.isPublic(address);
    }

    private static InetAddress address(byte[] bytes) throws RefusedTargetException {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new RefusedTargetException("Must name a host.");
        }
    }
}
