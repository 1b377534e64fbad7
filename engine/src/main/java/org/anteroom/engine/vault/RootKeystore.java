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
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.crypto.util.PBKDFConfig;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The keystore file {@code root.bcfks}: one AES-256 key, in Bouncy Castle's BCFKS form, under PBKDF2 and AES. */
final class RootKeystore {
    static final String FILE = "root.bcfks";
    private static final String ALIAS = "root";

    /**
     * What a guess at the password costs, some 100 ms. Not scrypt: Bouncy Castle's takes two seconds of each start for a
     * cost that is worth having, and a generated password needs neither.
     */
    private static final PBKDFConfig STRETCHING = new PBKDF2Config.Builder()
            .withPRF(PBKDF2Config.PRF_SHA512)
            .withIterationCount(50 * 1024)
            .withSaltLength(64)
            .build();

    private RootKeystore() {}

    static byte[] create(Path file, RootPassword password, SecureRandom random) {
        byte[] rootKey = new byte[Sealer.KEY_BYTES];
        random.nextBytes(rootKey);
        char[] characters = password.characters();
        try {
            KeyStore store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
            store.load(null, characters);
            store.setKeyEntry(ALIAS, new SecretKeySpec(rootKey, "AES"), characters, null);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            store.store(new BCFKSLoadStoreParameter.Builder(bytes, characters)
                    .withStorePBKDFConfig(STRETCHING)
                    .build());
            PrivateFiles.writeNew(file, bytes.toByteArray());
            return rootKey;
        } catch (GeneralSecurityException | IOException e) {
            throw new VaultException("Cannot make the root keystore " + file, e);
        }
    }

    static byte[] load(Path file, RootPassword password) {
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
