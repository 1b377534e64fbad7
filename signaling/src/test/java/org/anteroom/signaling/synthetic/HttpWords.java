package org.anteroom.signaling.synthetic;

/** Requests of HTTP/1.1 as text, for who says what no client would. Lines end as in this file: see {@link #onTheWire}. */
public final class HttpWords {
    private HttpWords() {}

    /** As HTTP ends its lines. */
    public static String onTheWire(String text) {
        return text.replace("\n", "\r\n");
    }

    /**
     * A request's head with its empty line.
     *
     * @param fields further lines, each with its end
     */
    public static String head(String method, String path, String host, String fields) {
        return method + " " + path + " HTTP/1.1\nHost: " + host + "\n" + fields + "\n";
    }

    /** The head of a JSON body of so many bytes. */
    public static String json(String path, String host, int length) {
        return head("POST", path, host, "Content-Type: application/json\nContent-Length: " + length + "\n");
    }

    /** Asks for a WebSocket (RFC 6455). */
    public static String upgrade(String path, String host, String subprotocol) {
        return head("GET", path, host, """
                Upgrade: websocket
                Connection: Upgrade
                Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Protocol: %s
                """.formatted(subprotocol));
    }
}
