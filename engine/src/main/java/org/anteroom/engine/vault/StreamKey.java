package org.anteroom.engine.vault;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/**
 * The data key of one stream: seals and opens its entries, chains their hashes and signs the stream's head.
 *
 * <p>GCM alone does not commit to its key: one ciphertext can be made to open under two. Therefore a commitment to the
 * key, derived by HKDF, is the start of the hash chain, and the previous hash is part of what each seal authenticates:
 * an entry opens under one key only. Immutable; any thread.
 */
public final class StreamKey {
    static final int COMMITMENT_BYTES = 32;
    private static final byte[] ENTRY_DOMAIN = Bytes.utf8("anteroom/v1/entry");
    private static final byte[] GENESIS_DOMAIN = Bytes.utf8("anteroom/v1/genesis");
    private static final byte[] LINK_DOMAIN = Bytes.utf8("anteroom/v1/link");
    private static final byte[] HEAD_DOMAIN = Bytes.utf8("anteroom/v1/head");

    /** One a thread, which each digest leaves as new. */
    private static final ThreadLocal<MessageDigest> DIGESTS = ThreadLocal.withInitial(StreamKey::digest);

    private final byte[] stream;
    private final byte[] wrapped;
    private final byte[] commitment;
    private final byte[] headKey;
    private final Sealer sealer;

    /** @param commitment of this data key */
    StreamKey(String stream, byte[] dataKey, byte[] commitment, byte[] wrapped, SecureRandom random) {
        this.stream = Bytes.utf8(stream);
        this.wrapped = wrapped;
        this.commitment = commitment;
        this.headKey = Hkdf.expand(dataKey, Bytes.utf8("anteroom/v1/head-key"), Sealer.KEY_BYTES);
        this.sealer = new Sealer(Hkdf.expand(dataKey, Bytes.utf8("anteroom/v1/entry-key"), Sealer.KEY_BYTES), random);
    }

    static byte[] commitment(byte[] dataKey) {
        return Hkdf.expand(dataKey, Bytes.utf8("anteroom/v1/commitment"), COMMITMENT_BYTES);
    }

    /** The key as it may be stored: sealed by the root key, bound to the stream's name. */
    public byte[] wrapped() {
        return wrapped.clone();
    }

    /** The hash before the first entry; it commits to this key and the stream's name. */
    public byte[] genesis() {
        return sha256(Bytes.of(GENESIS_DOMAIN, stream, commitment));
    }

    public byte[] seal(ChainPlace place, byte[] body) {
        return sealer.seal(bound(ENTRY_DOMAIN, place, new byte[0]), body);
    }

    /**
     * The body that was sealed at this place.
     *
     * @throws BrokenSealException whatever the reason
     */
    public byte[] open(ChainPlace place, byte[] sealed) throws BrokenSealException {
        return sealer.open(bound(ENTRY_DOMAIN, place, new byte[0]), sealed);
    }

    /** The hash of the chain at this entry: SHA-256 over its place and its ciphertext; needs no key to be checked. */
    public byte[] link(ChainPlace place, byte[] sealed) {
        return sha256(bound(LINK_DOMAIN, place, sealed));
    }

    /** A MAC over how far the stream goes, so that entries missing at the end are noticed. */
    public byte[] headMac(long seq, byte[] hash) {
        return Hkdf.hmac(headKey, Bytes.of(HEAD_DOMAIN, stream, Bytes.of(seq), hash));
    }

    public boolean isHead(long seq, byte[] hash, byte[] mac) {
        return MessageDigest.isEqual(headMac(seq, hash), mac);
    }

    private byte[] bound(byte[] domain, ChainPlace place, byte[] sealed) {
        return Bytes.of(domain, stream, Bytes.of(place.seq()), Bytes.utf8(place.type()), place.previousHash(), sealed);
    }

    private static byte[] sha256(byte[] input) {
        return DIGESTS.get().digest(input);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new VaultException("This Java runtime has no SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "StreamKey[AES-256]";
    }
}
