package org.anteroom.signaling.turn;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;

/** A client of a TURN server with credentials, as a browser is one. */
final class TurnClient implements AutoCloseable {
    static final int CREATE_PERMISSION = 0x0008;
    static final int XOR_RELAYED_ADDRESS = 0x0016;
    private static final int SEND = 0x0016;
    private static final int CONTENT = 0x0013;
    private static final int UNAUTHENTICATED = 401;
    private static final int STALE_NONCE = 438;
    private static final byte[] BY_UDP = {17, 0, 0, 0};

    private final SecureRandom random = new SecureRandom();
    private final TurnLine line;
    private final TurnCredentials credentials;
    private String realm = "";
    private String nonce = "";

    TurnClient(TurnLine line, TurnCredentials credentials) {
        this.line = line;
        this.credentials = credentials;
    }

    /** Asks for a relayed address; the answer is a success or an error. */
    TurnMessage allocate() throws IOException {
        return ask(request(TurnMessage.ALLOCATE).with(TurnMessage.REQUESTED_TRANSPORT, BY_UDP), 2);
    }

    /** Asks to keep the relayed address. */
    TurnMessage refresh() throws IOException {
        return ask(request(TurnMessage.REFRESH), 2);
    }

    /** Asks to be allowed to send to an address. */
    TurnMessage permit(InetSocketAddress peer) throws IOException {
        return ask(request(CREATE_PERMISSION).with(TurnMessage.XOR_PEER_ADDRESS, peer), 2);
    }

    void sendTo(InetSocketAddress peer, String text) throws IOException {
        line.send(request(SEND)
                .with(TurnMessage.XOR_PEER_ADDRESS, peer)
                .with(CONTENT, text)
                .unsigned());
    }

    /** The next that was relayed to us. */
    String received() throws IOException {
        return read(line.receive()).text(CONTENT);
    }

    private TurnMessage request(int type) {
        byte[] transaction = new byte[12];
        random.nextBytes(transaction);
        return new TurnMessage(type, transaction);
    }

    private TurnMessage ask(TurnMessage request, int challengesMax) throws IOException {
        byte[] bare = request.unsigned();
        if (nonce.isEmpty()) {
            line.send(bare);
        } else {
            line.send(read(bare).signed(credentials, realm, nonce));
        }
        TurnMessage answer = read(line.receive());
        boolean challenged = answer.error() == STALE_NONCE || (answer.error() == UNAUTHENTICATED && nonce.isEmpty());
        if (!challenged || challengesMax == 0) {
            return answer;
        }
        realm = answer.text(TurnMessage.REALM);
        nonce = answer.text(TurnMessage.NONCE);
        return ask(read(bare), challengesMax - 1);
    }

    private static TurnMessage read(byte[] message) {
        return TurnMessage.read(message).orElseThrow();
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
