package org.anteroom.bench;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.util.function.LongConsumer;

/** Somebody on an XMPP server by RFC 7395, signed in as nobody in particular, who joins a room by XEP-0045. */
final class XmppGuest implements Guest {
    static final String HOST = "localhost";
    static final String ROOMS = "conference.localhost";

    private static final String OPEN =
            "<open xmlns=\"urn:ietf:params:xml:ns:xmpp-framing\" to=\"" + HOST + "\" version=\"1.0\"/>";
    private static final String SIGN_IN = "<auth xmlns=\"urn:ietf:params:xml:ns:xmpp-sasl\" mechanism=\"ANONYMOUS\"/>";
    private static final String BIND =
            "<iq xmlns=\"jabber:client\" type=\"set\" id=\"bind\"><bind xmlns=\"urn:ietf:params:xml:ns:xmpp-bind\"/></iq>";

    private final WebSocket socket;
    private final String room;
    private final String name;
    private final LongConsumer delivered;
    private final Promise<Void> signedIn = Promise.promise();
    private final Promise<Void> joined = Promise.promise();
    private boolean known;

    private XmppGuest(WebSocket socket, String room, String name, LongConsumer delivered) {
        this.socket = socket;
        this.room = room;
        this.name = name;
        this.delivered = delivered;
        var unused = socket.textMessageHandler(this::received);
    }

    /** Opens a line and signs in. */
    static Future<XmppGuest> open(WebSocketClient client, int port, String room, String name, LongConsumer delivered) {
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(HOST)
                .setPort(port)
                .setURI("/xmpp-websocket")
                .addSubProtocol("xmpp");
        return client.connect(options)
                .map(socket -> new XmppGuest(socket, room, name, delivered))
                .compose(guest -> {
                    guest.send(OPEN);
                    return guest.signedIn.future().map(guest);
                });
    }

    @Override
    public Future<Void> join() {
        send("<presence xmlns=\"jabber:client\" to=\"" + room + "@" + ROOMS + "/" + name
                + "\"><x xmlns=\"http://jabber.org/protocol/muc\">" + "<history maxstanzas=\"0\"/></x></presence>");
        return joined.future();
    }

    @Override
    public void say() {
        send("<message xmlns=\"jabber:client\" type=\"groupchat\" to=\"" + room + "@" + ROOMS + "\"><body>"
                + Spoken.now() + "</body></message>");
    }

    @Override
    public Future<Void> close() {
        return socket.close();
    }

    private void received(String stanza) {
        if (stanza.startsWith("<message")) {
            if (Spoken.isIn(stanza)) {
                delivered.accept(Spoken.age(stanza));
            }
        } else if (stanza.startsWith("<presence")) {
            presence(stanza);
        } else if (!signedIn.future().isComplete()) {
            signIn(stanza);
        }
    }

    private void presence(String stanza) {
        // One's own presence comes last, after everybody else's (XEP-0045, 7.2.2).
        if (stanza.contains("code='110'") || stanza.contains("code=\"110\"")) {
            joined.tryComplete();
        } else if (stanza.contains("type='error'") || stanza.contains("type=\"error\"")) {
            joined.tryFail(new IllegalStateException("A join was refused: " + stanza));
        }
    }

    private void signIn(String stanza) {
        if (stanza.startsWith("<success")) {
            known = true;
            send(OPEN);
        } else if (stanza.contains("features")) {
            send(known ? BIND : SIGN_IN);
        } else if (stanza.startsWith("<iq")) {
            signedIn.tryComplete();
        } else if (stanza.contains("failure") || stanza.contains("error")) {
            signedIn.tryFail(new IllegalStateException("Nobody could sign in: " + stanza));
        }
    }

    private void send(String stanza) {
        var unused = socket.writeTextMessage(stanza);
    }
}
