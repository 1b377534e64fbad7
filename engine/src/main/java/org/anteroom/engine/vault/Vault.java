package org.anteroom.engine.vault;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The root key and what it gives: data keys for streams, and secrets for named purposes.
 *
 * <p>The root key itself never leaves this class and is used for derivation only; each use has its own label, so that
 * no two uses share key material. Any thread.
 */
public final class Vault {
    private static final byte WRAP_VERSION = 1;
    private static final int PURPOSE_LENGTH_MAX = 64;

    private final byte[] rootKey;
    private final Sealer wrapper;
    private final SecureRandom random;

    private Vault(byte[] rootKey, SecureRandom random) {
        this.rootKey = rootKey;
        this.random = random;
        this.wrapper = new Sealer(derive("wrap", "stream-keys", Sealer.KEY_BYTES), random);
    }

    /**
     * The vault of a data folder; the first start makes its keystore {@code root.bcfks}.
     *
     * @param dataExists whether the folder already holds sealed data; then a missing keystore is refused, because a new
     *     one could open none of it
     * @throws WrongRootKeyException where the keystore is missing or does not open
     * @throws VaultException where the folder cannot be written
     */
    public static Vault open(Path folder, RootPassword password, boolean dataExists) {
        SecureRandom random = new SecureRandom();
        Path file = folder.resolve(RootKeystore.FILE);
        if (Files.exists(file)) {
            return new Vault(RootKeystore.open(file, password), random);
        }
        if (dataExists) {
            throw new WrongRootKeyException("The data folder holds a journal but no root keystore " + file
                    + ". Restore " + RootKeystore.FILE + " from the backup of this folder; without it the journal"
                    + " cannot be read. To begin anew, start with an empty data folder.");
        }
        return new Vault(RootKeystore.create(file, password, random), random);
    }

    /** A new random data key for a stream; {@link StreamKey#wrapped()} is what to store. */
    public StreamKey newStreamKey(String stream) {
        byte[] dataKey = new byte[Sealer.KEY_BYTES];
        random.nextBytes(dataKey);
        byte[] commitment = StreamKey.commitment(dataKey);
        byte[] sealed = wrapper.seal(wrapPlace(stream, commitment), dataKey);
        byte[] wrapped = new byte[1 + commitment.length + sealed.length];
        wrapped[0] = WRAP_VERSION;
        System.arraycopy(commitment, 0, wrapped, 1, commitment.length);
        System.arraycopy(sealed, 0, wrapped, 1 + commitment.length, sealed.length);
        return new StreamKey(stream, dataKey, commitment, wrapped, random);
    }

    /**
     * The data key of this stream, from its stored form.
     *
     * @throws BrokenSealException where it was made for another stream or by another root key, or was changed
     */
    public StreamKey unwrap(String stream, byte[] wrapped) throws BrokenSealException {
        int sealedFrom = 1 + StreamKey.COMMITMENT_BYTES;
        if (wrapped.length < sealedFrom || wrapped[0] != WRAP_VERSION) {
            throw new BrokenSealException();
        }
        byte[] commitment = Arrays.copyOfRange(wrapped, 1, sealedFrom);
        byte[] sealed = Arrays.copyOfRange(wrapped, sealedFrom, wrapped.length);
        byte[] dataKey = wrapper.open(wrapPlace(stream, commitment), sealed);
        if (dataKey.length != Sealer.KEY_BYTES || !MessageDigest.isEqual(commitment, StreamKey.commitment(dataKey))) {
            throw new BrokenSealException();
        }
        return new StreamKey(stream, dataKey, commitment, wrapped.clone(), random);
    }

    /**
     * A secret that this root key gives for one purpose, the same at each start (HKDF, RFC 5869).
     *
     * @param purpose what it is used for, such as {@code seat-token}; another purpose gives an unrelated secret
     * @param bytes its length, 16 to 64
     */
    public byte[] deriveSecret(String purpose, int bytes) {
        if (purpose.isBlank() || purpose.length() > PURPOSE_LENGTH_MAX || bytes < 16 || bytes > 64) {
            throw new IllegalArgumentException("A secret has a purpose of 1 to 64 characters and 16 to 64 bytes");
        }
        return derive("purpose", purpose, bytes);
    }

    private byte[] derive(String kind, String label, int bytes) {
        return Hkdf.expand(
                rootKey, Bytes.of(Bytes.utf8("anteroom/v1/root"), Bytes.utf8(kind), Bytes.utf8(label)), bytes);
    }

    private static byte[] wrapPlace(String stream, byte[] commitment) {
        return Bytes.of(Bytes.utf8("anteroom/v1/wrap"), Bytes.utf8(stream), commitment);
    }

    @Override
    public String toString() {
        return "Vault[root key AES-256]";
    }
}
