package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.anteroom.engine.Patience;

/** A browser in a room of a Jitsi Meet deployment, as far as the room sees: by the frame that invited it. */
final class RoomGuest {
    private final WebSocketClient client;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final WebSocket socket;
    private final String room;
    private final String nick;

    private RoomGuest(WebSocketClient client, JsonObject frame, String nick) {
        this.client = client;
        this.nick = nick;
        JsonObject deployment = frame.getJsonObject("deployment");
        room = frame.getString("room") + "@" + deployment.getString("muc");
        URI service = URI.create(deployment.getString("service"));
        socket = TestEngine.await(client.connect(new WebSocketConnectOptions()
                .setHost(service.getHost())
                .setPort(service.getPort())
                .setURI(service.getPath() + "?room=" + frame.getString("room") + "&token=" + frame.getString("token"))
                .addSubProtocol("xmpp")));
        socket.textMessageHandler(heard::add);
        join(deployment.getString("domain"));
    }

    static RoomGuest enter(Vertx vertx, JsonObject frame, String nick) {
        return new RoomGuest(vertx.createWebSocketClient(), frame, nick);
    }

    private void join(String domain) {
        String open = "<open xmlns='urn:ietf:params:xml:ns:xmpp-framing' to='" + domain + "' version='1.0'/>";
        say(open);
        awaits("ANONYMOUS");
        say("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>");
        awaits("<success");
        say(open);
        awaits("xmpp-bind");
        say("<iq xmlns='jabber:client' type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
        awaits("<jid>");
        say("<presence xmlns='jabber:client' to='" + room + "/" + nick
                + "'><x xmlns='http://jabber.org/protocol/muc'/></presence>");
        awaits("code='110'");
    }

    private void say(String element) {
        socket.writeTextMessage(element).onFailure(ignored -> {});
    }

    private void awaits(String part) {
        Patience.await("hears " + part).until(() -> heard.stream().anyMatch(element -> element.contains(part)));
    }

    void sendsScreen() {
        say("<presence xmlns='jabber:client' to='" + room + "/" + nick + "'><SourceInfo>{\"" + nick
                + "-v1\":{\"muted\":false,\"videoType\":\"desktop\"}}</SourceInfo></presence>");
    }

    /** Waits until it was put out of the room. */
    void isPutOut() {
        awaits("code='307'");
        assertThat(client).isNotNull();
    }
}
