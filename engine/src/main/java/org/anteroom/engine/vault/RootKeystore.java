package org.anteroom.engine.vault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.bc.ObjectStore;
import org.bouncycastle.asn1.bc.ObjectStoreIntegrityCheck;
import org.bouncycastle.asn1.bc.PbkdMacIntegrityCheck;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The keystore file {@code root.bcfks}: one AES-256 key, in Bouncy Castle's BCFKS form, under PBKDF2 and AES. */
final class RootKeystore {
    static final String FILE = "root.bcfks";
    private static final String ALIAS = "root";

    /**
     * What a guess at a password costs: that of OWASP's password storage cheat sheet (2023) for HMAC-SHA512. A random
     * password is not guessed at any cost, and is not stretched at each start more than the form asks for.
     */
    private static final int ROUNDS_CHOSEN = 210_000;

    private static final int ROUNDS_RANDOM = 50 * 1024;
    private static final int SALT_BYTES = 64;

    private RootKeystore() {}

    static byte[] create(Path file, RootPassword password, SecureRandom random) {
        byte[] rootKey = new byte[Sealer.KEY_BYTES];
        random.nextBytes(rootKey);
        write(file, password, rootKey);
        return rootKey;
    }

    /** The key in it; one that was made with fewer rounds than are due today is written again with them. */
    static byte[] open(Path file, RootPassword password) {
        byte[] rootKey = load(file, password);
        if (rounds(file) < rounds(password)) {
            write(file, password, rootKey);
        }
        return rootKey;
    }

    private static void write(Path file, RootPassword password, byte[] rootKey) {
        char[] characters = password.characters();
        try {
            KeyStore store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
            store.load(null, characters);
            store.setKeyEntry(ALIAS, new SecretKeySpec(rootKey, "AES"), characters, null);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(new BCFKSLoadStoreParameter.Builder(bytes, characters)
                    .withStorePBKDFConfig(new PBKDF2Config.Builder()
                            .withPRF(PBKDF2Config.PRF_SHA512)
                            .withIterationCount(rounds(password))
                            .withSaltLength(SALT_BYTES)
                            .build())
                    .build());
            PrivateFiles.writeNew(file, bytes.toByteArray());
        } catch (GeneralSecurityException | IOException e) {
            throw new VaultException("Cannot write the root keystore " + file, e);
        }
    }

    private static int rounds(RootPassword password) {
        return password.isRandom() ? ROUNDS_RANDOM : ROUNDS_CHOSEN;
    }

    /** What a guess at the password of this file costs, in rounds; one that was made with something else than PBKDF2 is left as it is. */
    static int rounds(Path file) {
        try {
            ObjectStoreIntegrityCheck check =
                    ObjectStore.getInstance(Files.readAllBytes(file)).getIntegrityCheck();
            KeyDerivationFunc derivation =
                    PbkdMacIntegrityCheck.getInstance(check.getIntegrityCheck()).getPbkdAlgorithm();
            if (!PKCSObjectIdentifiers.id_PBKDF2.equals(derivation.getAlgorithm())) {
                return Integer.MAX_VALUE;
            }
            return PBKDF2Params.getInstance(derivation.getParameters())
                    .getIterationCount()
                    .intValueExact();
        } catch (IllegalArgumentException | ArithmeticException | IOException e) {
            throw new VaultException("Cannot read the root keystore " + file, e);
        }
    }

    private static byte[] load(Path file, RootPassword password) {
        char[] characters = password.characters();
        try (InputStream input = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
            store.load(input, characters);
            Key key = store.getKey(ALIAS, characters);
            if (key == null || key.getEncoded().length != Sealer.KEY_BYTES) {
                throw refused(file);
            }
            return key.getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw refused(file);
        }
    }

    private static WrongRootKeyException refused(Path file) {
        return new WrongRootKeyException("The root keystore " + file + " does not open with the password given. Start"
                + " with the ANTEROOM_ROOT_PASSWORD that it was made with (without that variable the password is read"
                + " from " + RootPassword.FILE + " beside it), or restore both files from the backup of this data"
                + " folder.");
    }
}
