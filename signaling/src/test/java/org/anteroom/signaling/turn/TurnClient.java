package org.anteroom.signaling.turn;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;

/** A client of a TURN server with credentials, as a browser is one. */
final class TurnClient implements AutoCloseable {
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
        return ask(request(TurnMessage.CREATE_PERMISSION).with(TurnMessage.XOR_PEER_ADDRESS, peer), 2);
    }

    void sendTo(InetSocketAddress peer, String text) throws IOException {
        line.send(request(TurnMessage.SEND)
                .with(TurnMessage.XOR_PEER_ADDRESS, peer)
                .with(TurnMessage.CONTENT, text)
                .unsigned());
    }

    /** The next that was relayed to us. */
    String received() throws IOException {
        return TurnMessage.read(line.receive()).text(TurnMessage.CONTENT);
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
            line.send(TurnMessage.read(bare)
                    .with(TurnMessage.USERNAME, credentials.username())
                    .with(TurnMessage.REALM, realm)
                    .with(TurnMessage.NONCE, nonce)
                    .signed(key()));
        }
        TurnMessage answer = TurnMessage.read(line.receive());
        boolean challenged = answer.error() == STALE_NONCE || (answer.error() == UNAUTHENTICATED && nonce.isEmpty());
        if (!challenged || challengesMax == 0) {
            return answer;
        }
        realm = answer.text(TurnMessage.REALM);
        nonce = answer.text(TurnMessage.NONCE);
        return ask(TurnMessage.read(bare), challengesMax - 1);
    }

    /** RFC 8489, section 9.2.2. */
    private byte[] key() {
        String words = credentials.username() + ":" + realm + ":" + credentials.password();
        try {
            return MessageDigest.getInstance("MD5").digest(words.getBytes(UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
