package org.anteroom.signaling.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TurnSecretTest {
    private static final String SECRET = "north-wind-over-the-harbour-17-x";
    private static final String ID = "Jm2cQ8vT0aXb5LrYk7WnEg";

    /** The passwords are those of {@code openssl dgst -sha1 -hmac SECRET -binary | base64}. */
    @ParameterizedTest(name = "{1}:{2}")
    @CsvSource({
        "north-wind-over-the-harbour-17-x, 1795622400, Jm2cQ8vT0aXb5LrYk7WnEg, vm53Ih8xY78FZ7e+UADGykxagvU=",
        "north-wind-over-the-harbour-17-x, 1, AAAAAAAAAAAAAAAAAAAAAA, KOmJmoeQdP5j0gX2TpY968IAtiU=",
        "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123, 1795622400, Jm2cQ8vT0aXb5LrYk7WnEg, 5MKQOq0UpjSdsC4j7qW6MKWiYRw="
    })
    void credentials_areTheExpiryAndTheId_signedAsOpensslSignsThem(
            String secret, long expiry, String id, String password) {
        assertThat(new TurnSecret(secret).credentials(Instant.ofEpochSecond(expiry), id))
                .isEqualTo(new TurnCredentials(expiry + ":" + id, password));
    }

    @Test
    void partsOfASecond_areNotGiven() {
        TurnSecret secret = new TurnSecret(SECRET);
        assertThat(secret.credentials(Instant.ofEpochMilli(1_795_622_400_999L), ID))
                .isEqualTo(secret.credentials(Instant.ofEpochSecond(1_795_622_400), ID));
    }

    @Test
    void anotherSecretExpiryOrId_makesAnotherPassword() {
        Instant expiry = Instant.ofEpochSecond(1_795_622_400);
        String password = new TurnSecret(SECRET).credentials(expiry, ID).password();
        assertThat(password)
                .isNotEqualTo(
                        new TurnSecret(SECRET + "y").credentials(expiry, ID).password())
                .isNotEqualTo(new TurnSecret(SECRET)
                        .credentials(expiry.plusSeconds(1), ID)
                        .password())
                .isNotEqualTo(
                        new TurnSecret(SECRET).credentials(expiry, ID + "A").password());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ana", "sea_1", "Ana Lopez, of the evening group", "ref.of.a.person.in.a.program"})
    void whatIsNoRandomId_isNeverPutIntoAUsername(String id) {
        TurnSecret secret = new TurnSecret(SECRET);
        assertThatThrownBy(() -> secret.credentials(Instant.EPOCH, id))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("An opaque id has 22 to 64 characters of base64url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a-secret-of-31-characters-only1", "a secret with spaces is refused, see"})
    void weakOrUnwritableSecret_isRefusedWithoutBeingNamed(String secret) {
        assertThatThrownBy(() -> new TurnSecret(secret))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A TURN secret has 32 to 256 visible ASCII characters; this one has " + secret.length()
                        + " characters");
    }

    @Test
    void longestSecret_isTaken_andOneCharacterMoreIsNot() {
        String longest = "x".repeat(TurnSecret.CHARACTERS_MAX);
        assertThat(new TurnSecret(longest).credentials(Instant.EPOCH, ID).username())
                .isEqualTo("0:" + ID);
        assertThatThrownBy(() -> new TurnSecret(longest + "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neitherSecretNorPassword_isPrinted() {
        TurnSecret secret = new TurnSecret(SECRET);
        TurnCredentials credentials = secret.credentials(Instant.EPOCH, ID);
        assertThat(secret.toString() + credentials).doesNotContain(SECRET, credentials.password(), ID);
    }
}
