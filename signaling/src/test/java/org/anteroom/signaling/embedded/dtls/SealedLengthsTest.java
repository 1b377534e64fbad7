package org.anteroom.signaling.embedded.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.embedded.srtp.SrtpKeys;
import org.anteroom.signaling.synthetic.DtlsWords;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A peer that signaling let in, and that lies under the seal of its own keys. */
class SealedLengthsTest {
    private static final int NO_TIMEOUT_MS = 600_000;

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final DtlsIdentity identity = DtlsIdentity.generate(new SecureRandom(), Instant.now());

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    @Test
    void aSealedMessageThatClaimsSixteenMebibytes_endsTheHandshake() {
        AtomicInteger alert = new AtomicInteger(-1);
        CompletableFuture<Boolean> failed = new CompletableFuture<>();
        CompletableFuture<QueueTransport> client = new CompletableFuture<>();
        DtlsAssociation server = DtlsAssociation.accept(
                pool,
                identity,
                identity.fingerprint(),
                NO_TIMEOUT_MS,
                datagram -> {
                    var unused = client.join().offer(datagram);
                },
                new DtlsAssociation.Listener() {
                    @Override
                    public void established(SrtpKeys keys) {
                        failed.complete(false);
                    }

                    @Override
                    public void failed(boolean forged) {
                        failed.complete(!forged);
                    }

                    @Override
                    public void closed() {
                        // It never was open.
                    }
                });
        client.complete(new QueueTransport(datagram -> {
            var unused = server.received(datagram);
        }));
        pool.execute(() -> {
            try {
                new DTLSClientProtocol().connect(new Liar(identity, alert), client.join());
            } catch (IOException e) {
                // The server ended it, as it should.
            }
        });
        Patience.await().until(() -> alert.get() >= 0);
        assertThat(alert.get()).isEqualTo(AlertDescription.decode_error);
        assertThat(failed.join()).isTrue();
    }

    /** A client whose Finished is three headers, each of a message of 16 MiB. */
    private static final class Liar extends DtlsClient {
        private final AtomicInteger alert;

        Liar(DtlsIdentity identity, AtomicInteger alert) {
            super(identity, identity.fingerprint(), NO_TIMEOUT_MS, new LyingCrypto());
            this.alert = alert;
        }

        @Override
        public void notifyAlertReceived(short level, short description) {
            alert.compareAndSet(-1, description);
        }
    }

    private static final class LyingCrypto extends BcTlsCrypto {
        LyingCrypto() {
            super(new SecureRandom());
        }

        @Override
        public TlsCipher createCipher(TlsCryptoParameters parameters, int encryption, int mac) throws IOException {
            return new LyingCipher(super.createCipher(parameters, encryption, mac));
        }
    }

    private record LyingCipher(TlsCipher cipher) implements TlsCipher {
        @Override
        public TlsEncodeResult encodePlaintext(
                long number, short type, ProtocolVersion version, int room, byte[] clear, int offset, int length)
                throws IOException {
            if (type != HandshakeGuard.HANDSHAKE) {
                return cipher.encodePlaintext(number, type, version, room, clear, offset, length);
            }
            byte[] lie = DtlsWords.joined(
                    DtlsWords.fragment(20, 0xffffff, 5, 0, 0, new byte[0]),
                    DtlsWords.fragment(20, 0xffffff, 6, 0, 0, new byte[0]),
                    DtlsWords.fragment(20, 0xffffff, 7, 0, 0, new byte[0]));
            return cipher.encodePlaintext(number, type, version, room, lie, 0, lie.length);
        }

        @Override
        public TlsDecodeResult decodeCiphertext(
                long number, short type, ProtocolVersion version, byte[] sealed, int offset, int length)
                throws IOException {
            return cipher.decodeCiphertext(number, type, version, sealed, offset, length);
        }

        @Override
        public int getCiphertextDecodeLimit(int plaintext) {
            return cipher.getCiphertextDecodeLimit(plaintext);
        }

        @Override
        public int getCiphertextEncodeLimit(int plaintext) {
            return cipher.getCiphertextEncodeLimit(plaintext);
        }

        @Override
        public int getPlaintextDecodeLimit(int ciphertext) {
            return cipher.getPlaintextDecodeLimit(ciphertext);
        }

        @Override
        public int getPlaintextEncodeLimit(int ciphertext) {
            return cipher.getPlaintextEncodeLimit(ciphertext);
        }

        @Override
        public void rekeyDecoder() throws IOException {
            cipher.rekeyDecoder();
        }

        @Override
        public void rekeyEncoder() throws IOException {
            cipher.rekeyEncoder();
        }

        @Override
        public boolean usesOpaqueRecordTypeDecode() {
            return cipher.usesOpaqueRecordTypeDecode();
        }

        @Override
        public boolean usesOpaqueRecordTypeEncode() {
            return cipher.usesOpaqueRecordTypeEncode();
        }
    }
}
