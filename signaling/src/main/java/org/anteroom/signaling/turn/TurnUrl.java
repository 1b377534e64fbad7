package org.anteroom.signaling.turn;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a TURN server is and how it is reached (RFC 7065).
 *
 * @param host a name or an address, without brackets
 */
public record TurnUrl(Way way, String host, int port) {
    private static final int PORT_DEFAULT = 3478;
    private static final int TLS_PORT_DEFAULT = 5349;
    private static final Pattern FORM = Pattern.compile(
            "(turns?):([0-9A-Za-z.-]+|\\[[0-9A-Fa-f:.]+])(?::([0-9]{1,5}))?(?:\\?transport=(udp|tcp))?");

    /** How messages get there. */
    public enum Way {
        UDP,
        TCP,
        TLS
    }

    /** The server that a URL of the schemes turn and turns names; empty for all else. */
    public static Optional<TurnUrl> parse(String url) {
        Matcher form = FORM.matcher(url);
        if (!form.matches()) {
            return Optional.empty();
        }
        boolean tls = form.group(1).equals("turns");
        Way way = tls ? Way.TLS : "tcp".equals(form.group(4)) ? Way.TCP : Way.UDP;
        String host = form.group(2).replaceAll("[\\[\\]]", "");
        int port =
                Optional.ofNullable(form.group(3)).map(Integer::parseInt).orElse(tls ? TLS_PORT_DEFAULT : PORT_DEFAULT);
        return Optional.of(new TurnUrl(way, host, port));
    }
}
