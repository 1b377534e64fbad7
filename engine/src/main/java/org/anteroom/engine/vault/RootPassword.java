package org.anteroom.engine.vault;

import java.io.IOException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The password of the root keystore: given by the operator, or generated into a file beside the keystore.
 *
 * <p>A password file in the data folder guards against a keystore that leaks alone, not against a data folder that
 * leaks whole; an operator who backs the folder up gives the password from outside.
 */
public final class RootPassword {
    static final String FILE = "root.password";
    private static final int GENERATED_BYTES = 32;
    private static final Pattern RANDOM = Pattern.compile("[A-Za-z0-9_-]{43,}");

    private final char[] value;

    private RootPassword(char[] value) {
        this.value = value;
    }

    /** The operator's own password. */
    public static RootPassword of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("The root password is blank");
        }
        return new RootPassword(value.toCharArray());
    }

    /** The password in {@code root.password} of this folder, generated there (mode 0600) at the first start. */
    public static RootPassword inFolder(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            if (Files.exists(file)) {
                return of(Files.readString(file).strip());
            }
            byte[] random = new byte[GENERATED_BYTES];
            new SecureRandom().nextBytes(random);
            String generated = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            PrivateFiles.writeNew(file, Bytes.utf8(generated + "\n"));
            return of(generated);
        } catch (IOException e) {
            throw new VaultException("Cannot read or write " + file, e);
        } catch (IllegalArgumentException e) {
            throw new WrongRootKeyException(file + " is empty. Put the password of root.bcfks back into it, or give it"
                    + " as ANTEROOM_ROOT_PASSWORD.");
        }
    }

    /** Whether it has the form of a generated one, with more in it than anybody can guess. */
    boolean isRandom() {
        return RANDOM.matcher(CharBuffer.wrap(value)).matches();
    }

    char[] characters() {
        return value.clone();
    }

    @Override
    public String toString() {
        return "RootPassword[masked]";
    }
}
