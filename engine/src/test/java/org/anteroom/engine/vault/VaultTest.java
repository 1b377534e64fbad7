package org.anteroom.engine.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.util.PBKDF2Config;
import org.bouncycastle.jcajce.BCFKSLoadStoreParameter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {
    @TempDir
    Path folder;

    @Test
    void secondStart_givesTheSameSecrets() {
        byte[] first = Vault.open(folder, RootPassword.of("a password"), false).deriveSecret("seat-token", 32);
        byte[] second = Vault.open(folder, RootPassword.of("a password"), true).deriveSecret("seat-token", 32);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void secrets_differByPurposeAndByVault(@TempDir Path other) {
        Vault vault = Vault.open(folder, RootPassword.of("a password"), false);
        byte[] secret = vault.deriveSecret("seat-token", 32);
        assertThat(vault.deriveSecret("invite-code", 32)).isNotEqualTo(secret);
        assertThat(Vault.open(other, RootPassword.of("a password"), false).deriveSecret("seat-token", 32))
                .isNotEqualTo(secret);
    }

    @Test
    void secretOfUnreasonableLengthOrPurpose_isRefused() {
        Vault vault = Vault.open(folder, RootPassword.of("a password"), false);
        assertThatThrownBy(() -> vault.deriveSecret("seat-token", 15)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> vault.deriveSecret("seat-token", 65)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> vault.deriveSecret(" ", 32)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wrongPassword_isRefusedWithWhatToDo() {
        assertThat(Vault.open(folder, RootPassword.of("a password"), false)).isNotNull();
        assertThatThrownBy(() -> Vault.open(folder, RootPassword.of("another"), true))
                .isInstanceOf(WrongRootKeyException.class)
                .hasNoCause()
                .hasMessage("The root keystore " + folder.resolve("root.bcfks")
                        + " does not open with the password given. Start with the ANTEROOM_ROOT_PASSWORD that it was"
                        + " made with (without that variable the password is read from root.password beside it), or"
                        + " restore both files from the backup of this data folder.");
    }

    @Test
    void missingKeystoreBesideAJournal_isRefusedAndNoneIsMade() {
        assertThatThrownBy(() -> Vault.open(folder, RootPassword.of("a password"), true))
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("Restore root.bcfks from the backup");
        assertThat(folder.resolve("root.bcfks")).doesNotExist();
    }

    @Test
    void garbageInThePlaceOfTheKeystore_isRefused() throws IOException {
        Files.writeString(folder.resolve("root.bcfks"), "garbage");
        assertThatThrownBy(() -> Vault.open(folder, RootPassword.of("a password"), true))
                .isInstanceOf(WrongRootKeyException.class);
    }

    @Test
    void generatedPassword_opensAgainAndOnlyItsOwnerReadsTheFiles() throws IOException {
        byte[] first = Vault.open(folder, RootPassword.inFolder(folder), false).deriveSecret("seat-token", 32);
        byte[] second = Vault.open(folder, RootPassword.inFolder(folder), true).deriveSecret("seat-token", 32);
        assertThat(second).isEqualTo(first);
        for (String file : new String[] {"root.bcfks", "root.password"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void aChosenPassword_isStretchedAndARandomOneIsNot(@TempDir Path other) {
        assertThat(Vault.open(folder, RootPassword.of("a password"), false)).isNotNull();
        assertThat(RootKeystore.rounds(folder.resolve("root.bcfks"))).isEqualTo(210_000);
        assertThat(Vault.open(other, RootPassword.inFolder(other), false)).isNotNull();
        assertThat(RootKeystore.rounds(other.resolve("root.bcfks"))).isEqualTo(51_200);
    }

    @Test
    void aKeystoreOfFewerRounds_isWrittenAgainAndGivesTheSame() throws Exception {
        Path file = folder.resolve("root.bcfks");
        byte[] secret = "sixteen or more bytes of a key..".getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            char[] password = "a password".toCharArray();
            KeyStore store = KeyStore.getInstance("BCFKS", new BouncyCastleProvider());
            store.load(null, password);
            store.setKeyEntry("root", new SecretKeySpec(secret, "AES"), password, null);
            store.store(new BCFKSLoadStoreParameter.Builder(out, password)
                    .withStorePBKDFConfig(new PBKDF2Config.Builder()
                            .withPRF(PBKDF2Config.PRF_SHA512)
                            .withIterationCount(51_200)
                            .withSaltLength(64)
                            .build())
                    .build());
        }
        byte[] first = Vault.open(folder, RootPassword.of("a password"), true).deriveSecret("seat-token", 32);
        assertThat(RootKeystore.rounds(file)).isEqualTo(210_000);
        byte[] written = Files.readAllBytes(file);
        byte[] second = Vault.open(folder, RootPassword.of("a password"), true).deriveSecret("seat-token", 32);
        assertThat(second).isEqualTo(first);
        assertThat(Files.readAllBytes(file)).isEqualTo(written);
    }

    @Test
    void emptyPasswordFile_isRefusedWithWhatToDo() throws IOException {
        Files.writeString(folder.resolve("root.password"), "\n");
        assertThatThrownBy(() -> RootPassword.inFolder(folder))
                .isInstanceOf(WrongRootKeyException.class)
                .hasMessageContaining("ANTEROOM_ROOT_PASSWORD");
    }

    @Test
    void nothingSecret_isPrinted() {
        Vault vault = Vault.open(folder, RootPassword.of("hunter2"), false);
        assertThat(vault + " " + RootPassword.of("hunter2") + " " + vault.newStreamKey("ses_a"))
                .isEqualTo("Vault[root key AES-256] RootPassword[masked] StreamKey[AES-256]");
    }
}
