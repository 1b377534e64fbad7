package org.anteroom.signaling.embedded.dtls;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * Bouncy Castle's cryptography for one association, whose ciphers show each sealed handshake record to the guard once it
 * is opened: the one place where a sealed length can be seen before it is believed.
 */
final class GuardedCrypto extends BcTlsCrypto {
    private final HandshakeGuard guard;

    GuardedCrypto(SecureRandom random, HandshakeGuard guard) {
        super(random);
        this.guard = guard;
    }

    @Override
    public TlsCipher createCipher(TlsCryptoParameters parameters, int encryption, int mac) throws IOException {
        return new Guarded(super.createCipher(parameters, encryption, mac), guard);
    }

    private record Guarded(TlsCipher cipher, HandshakeGuard guard) implements TlsCipher {
        @Override
        public TlsDecodeResult decodeCiphertext(
                long number, short type, ProtocolVersion version, byte[] sealed, int offset, int length)
                throws IOException {
            TlsDecodeResult opened = cipher.decodeCiphertext(number, type, version, sealed, offset, length);
            if (opened.contentType == HandshakeGuard.HANDSHAKE
                    && !guard.admitsFragments(opened.buf, opened.off, opened.len)) {
                throw new TlsFatalAlert(AlertDescription.decode_error);
            }
            return opened;
        }

        @Override
        public TlsEncodeResult encodePlaintext(
                long number, short type, ProtocolVersion version, int room, byte[] clear, int offset, int length)
                throws IOException {
            return cipher.encodePlaintext(number, type, version, room, clear, offset, length);
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
