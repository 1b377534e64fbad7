package org.anteroom.signaling.embedded;

import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.anteroom.signaling.BadAnswerException;
import org.anteroom.signaling.embedded.MediaSockets.Path;
import org.anteroom.signaling.embedded.dtls.DtlsAssociation;
import org.anteroom.signaling.embedded.dtls.DtlsIdentity;
import org.anteroom.signaling.embedded.forward.DropReason;
import org.anteroom.signaling.embedded.forward.Outlet;
import org.anteroom.signaling.embedded.ice.StunMessage;
import org.anteroom.signaling.embedded.rtp.Packet;
import org.anteroom.signaling.embedded.srtp.SrtpKeys;
import org.anteroom.signaling.embedded.srtp.SrtpSession;
import org.anteroom.signaling.sdp.Answer;
import org.jspecify.annotations.Nullable;

/**
 * The transport of one endpoint: ICE-lite (RFC 8445), DTLS as server (RFC 5764), SRTP, consent by checks (RFC 7675).
 *
 * <p>Nothing happens to it before a check with valid MESSAGE-INTEGRITY, no handshake before the answer named a
 * fingerprint, no media before the handshake. On the event loop only.
 */
final class Transport implements Outlet {
    private static final int HANDSHAKES_MAX = 3;

    private final Setting setting;
    private final String iceUser;
    private final String icePassword;
    private final ValidatedPaths paths = new ValidatedPaths();
    private Observer observer = Observer.NONE;
    private @Nullable Answer answer;
    private @Nullable DtlsAssociation association;
    private @Nullable SrtpSession srtp;
    private State state = State.WAITING;
    private int handshakes;
    private long heardMs;

    /** Legal moves: waiting to connected; connected to silent and back; any but closed to failed; any to closed. */
    private enum State {
        WAITING,
        CONNECTED,
        SILENT,
        FAILED,
        CLOSED
    }

    /**
     * What all transports of a bridge share.
     *
     * @param hurry to be called when something waits for its turn
     */
    record Setting(
            EmbeddedBridgeOptions options,
            DtlsIdentity identity,
            ExecutorService handshakePool,
            Executor loop,
            BridgeMeters meters,
            Runnable hurry) {}

    /** What a transport tells, on the event loop. */
    interface Observer {
        Observer NONE = new Observer() {
            @Override
            public void connected() {}

            @Override
            public void lost(String reason) {}
        };

        void connected();

        void lost(String reason);
    }

    Transport(Setting setting, String iceUser, String icePassword) {
        this.setting = setting;
        this.iceUser = iceUser;
        this.icePassword = icePassword;
    }

    void observe(Observer next) {
        observer = next;
    }

    String iceUser() {
        return iceUser;
    }

    String icePassword() {
        return icePassword;
    }

    /** Refuses an answer that names another transport than the one before. */
    void check(Answer next) throws BadAnswerException {
        boolean same = answer == null
                || (answer.iceUser().equals(next.iceUser())
                        && answer.icePassword().equals(next.icePassword())
                        && answer.fingerprint().equals(next.fingerprint()));
        if (!same) {
            throw new BadAnswerException("The answer names another transport than the one before");
        }
    }

    void answered(Answer next, long nowMs) {
        if (answer == null) {
            heardMs = nowMs;
        }
        answer = next;
    }

    /**
     * Takes a STUN message that names this transport.
     *
     * @return the path to forget in favour of this one; empty if none, or if the message was refused
     */
    StunOutcome stun(StunMessage message, Path path, long nowMs) {
        boolean genuine = state != State.CLOSED
                && message.type() == StunMessage.BINDING_REQUEST
                && message.integrityHolds(icePassword)
                && (answer == null || message.username().equals(iceUser + ":" + answer.iceUser()));
        if (!genuine) {
            setting.meters().dropped(DropReason.STUN_WITHOUT_INTEGRITY);
            return new StunOutcome(false, Optional.empty());
        }
        byte[] response = message.success(path.remote(), icePassword);
        var unused = write(path, response, response.length);
        heardMs = nowMs;
        Optional<Path> forgotten = paths.checked(path, message.useCandidate());
        if (state == State.SILENT) {
            state = State.CONNECTED;
            observer.connected();
        }
        return new StunOutcome(true, forgotten);
    }

    /** Whether a check was genuine, and which path of this transport is known no more. */
    record StunOutcome(boolean genuine, Optional<Path> forgotten) {}

    Collection<Path> paths() {
        return paths.all();
    }

    /** Takes a DTLS datagram from a validated path. */
    void dtls(byte[] datagram) {
        if (answer == null || state == State.FAILED || state == State.CLOSED) {
            setting.meters().dropped(DropReason.BEFORE_DTLS);
            return;
        }
        if (association == null) {
            if (handshakes >= HANDSHAKES_MAX) {
                setting.meters().dropped(DropReason.BEFORE_DTLS);
                return;
            }
            handshakes++;
            association = handshake(answer);
        }
        if (!association.received(datagram)) {
            setting.meters().dropped(DropReason.DTLS_QUEUE_FULL);
        }
    }

    private DtlsAssociation handshake(Answer answered) {
        return DtlsAssociation.accept(
                setting.handshakePool(),
                setting.identity(),
                answered.fingerprint(),
                setting.options().handshakeMs(),
                datagram -> setting.loop().execute(() -> sendDtls(datagram)),
                new DtlsAssociation.Listener() {
                    @Override
                    public void established(SrtpKeys keys) {
                        setting.loop().execute(() -> secured(keys));
                    }

                    @Override
                    public void failed(boolean forged) {
                        setting.loop().execute(() -> handshakeFailed(forged));
                    }

                    @Override
                    public void closed() {
                        setting.loop().execute(() -> fail("closed"));
                    }
                });
    }

    private void sendDtls(byte[] datagram) {
        paths.selected().ifPresent(path -> {
            var unused = write(path, datagram, datagram.length);
            path.channel().flush();
        });
    }

    private void secured(SrtpKeys keys) {
        if (state != State.WAITING) {
            return;
        }
        setting.meters().handshakeDone();
        srtp = new SrtpSession(keys, false, setting.options().ssrcsPerEndpointMax());
        state = State.CONNECTED;
        observer.connected();
    }

    private void handshakeFailed(boolean forged) {
        if (state != State.WAITING) {
            return;
        }
        setting.meters().handshakeFailed(forged);
        association = null;
        if (forged) {
            fail("fingerprint");
        } else if (handshakes >= HANDSHAKES_MAX) {
            fail("handshake");
        }
    }

    private void fail(String reason) {
        if (state != State.FAILED && state != State.CLOSED) {
            state = State.FAILED;
            observer.lost(reason);
        }
    }

    /** Notices silence: no genuine check for the consent period, or none ever after the answer. */
    void checkConsent(long nowMs) {
        boolean silent = answer != null && nowMs - heardMs > setting.options().consentMs();
        if (!silent) {
            return;
        }
        if (state == State.CONNECTED) {
            state = State.SILENT;
            observer.lost("consent");
        } else if (state == State.WAITING) {
            fail("unreachable");
        }
    }

    /** Decrypts in place; empty when it must be dropped. */
    Optional<Packet> open(byte[] datagram, boolean rtcp) {
        if (srtp == null || state == State.CLOSED || state == State.FAILED) {
            setting.meters().dropped(DropReason.BEFORE_DTLS);
            return Optional.empty();
        }
        Packet packet = new Packet(datagram, datagram.length);
        boolean genuine = datagram.length >= 12 && (rtcp ? srtp.unprotectRtcp(packet) : srtp.unprotectRtp(packet));
        if (!genuine) {
            setting.meters().dropped(DropReason.NOT_AUTHENTIC);
            return Optional.empty();
        }
        if (!rtcp) {
            setting.meters().packetIn();
        }
        return Optional.of(packet);
    }

    @Override
    public boolean isOpen() {
        return state == State.CONNECTED && paths.selected().isPresent();
    }

    @Override
    public boolean sendRtp(Packet packet) {
        if (srtp == null || !srtp.protectRtp(packet)) {
            setting.meters().dropped(DropReason.NOT_PROTECTED);
            return false;
        }
        Optional<Path> path = paths.selected();
        if (path.isEmpty() || !write(path.get(), packet.getBuffer(), packet.getLength())) {
            return false;
        }
        setting.meters().packetOut();
        return true;
    }

    @Override
    public void sendRtcp(Packet packet) {
        Optional<Path> path = paths.selected();
        if (srtp == null || path.isEmpty() || !srtp.protectRtcp(packet)) {
            setting.meters().dropped(DropReason.NOT_PROTECTED);
            return;
        }
        var unused = write(path.get(), packet.getBuffer(), packet.getLength());
    }

    private boolean write(Path path, byte[] bytes, int length) {
        boolean written = path.write(bytes, 0, length);
        if (!written) {
            setting.meters().dropped(DropReason.SEND_BUFFER_FULL);
        }
        return written;
    }

    @Override
    public void waits() {
        setting.hurry().run();
    }

    @Override
    public void forget(int ssrc) {
        if (srtp != null) {
            srtp.forgetOutgoing(ssrc);
        }
    }

    void close() {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        if (association != null) {
            association.close();
        }
        if (srtp != null) {
            srtp.close();
        }
    }
}
