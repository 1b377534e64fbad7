package org.anteroom.signaling.jitsimeet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MeetTokensTest {
    private static final Instant NOW = Instant.parse("2026-11-24T15:04:05Z");
    private static final String SECRET = "north-wind-over-the-harbour-17-x";

    private static KeyPair pair;

    @BeforeAll
    static void makeKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        pair = generator.generateKeyPair();
    }

    private static String pem(KeyPair of) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(of.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private static MeetTokens tokens(TokenKey key) {
        Deployment deployment = new Deployment(
                URI.create("https://meet.example.org/l.js"),
                URI.create("wss://meet.example.org/x"),
                "meet.example.org",
                "conference.meet.example.org");
        return new MeetTokens(
                JitsiMeetOptions.of(deployment, "focus.meet.example.org", "rooms", "jitsi", key, 60), () -> NOW);
    }

    private static JsonObject claims(String token) {
        return new JsonObject(new String(
                Base64.getUrlDecoder().decode(token.split("\\.")[1]), java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void aPersonsToken_opensOneRoomForAMinute_andSaysNothingButAnId() throws Exception {
        String token = tokens(TokenKey.rs256(pem(pair), "one")).person("room1", "id1");
        assertThat(claims(token))
                .isEqualTo(new JsonObject()
                        .put("iss", "rooms")
                        .put("aud", "jitsi")
                        .put("sub", "meet.example.org")
                        .put("room", "room1")
                        .put("iat", NOW.getEpochSecond())
                        .put("nbf", NOW.getEpochSecond() - 10)
                        .put("exp", NOW.getEpochSecond() + 60)
                        .put(
                                "context",
                                new JsonObject()
                                        .put(
                                                "user",
                                                new JsonObject()
                                                        .put("id", "id1")
                                                        .put("moderator", "false")
                                                        .put("affiliation", "member"))));
        SignedJWT parsed = SignedJWT.parse(token);
        assertThat(parsed.getHeader().toJSONObject())
                .containsOnly(
                        java.util.Map.entry("typ", "JWT"),
                        java.util.Map.entry("alg", "RS256"),
                        java.util.Map.entry("kid", "one"));
        assertThat(parsed.verify(new RSASSAVerifier((RSAPublicKey) pair.getPublic())))
                .isTrue();
    }

    @Test
    void theEnginesToken_ownsTheRoom() {
        JsonObject user = claims(tokens(TokenKey.hs256(SECRET)).owner("room1", "id1"))
                .getJsonObject("context")
                .getJsonObject("user");
        assertThat(user.getString("moderator")).isEqualTo("true");
        assertThat(user.getString("affiliation")).isEqualTo("owner");
    }

    @Test
    void aForgedToken_isSignedByAnother_underTheSameName() throws Exception {
        String rsa = tokens(TokenKey.rs256(pem(pair), "one")).forged().person("room1", "id1");
        assertThat(SignedJWT.parse(rsa).getHeader().getKeyID()).isEqualTo("one");
        assertThat(SignedJWT.parse(rsa).verify(new RSASSAVerifier((RSAPublicKey) pair.getPublic())))
                .isFalse();
        String mac = tokens(TokenKey.hs256(SECRET)).forged().person("room1", "id1");
        assertThat(SignedJWT.parse(mac).verify(new MACVerifier(SECRET))).isFalse();
    }

    @Test
    void aTokenWithAFlippedBit_doesNotVerify() throws Exception {
        String token = tokens(TokenKey.hs256(SECRET)).person("room1", "id1");
        String changed = token.replaceFirst("\\.(.)", token.charAt(token.indexOf('.') + 1) == 'e' ? ".f" : ".e");
        assertThat(SignedJWT.parse(token).verify(new MACVerifier(SECRET))).isTrue();
        assertThat(changed).isNotEqualTo(token);
        assertThat(verifies(changed)).isFalse();
    }

    private static boolean verifies(String token) {
        try {
            return SignedJWT.parse(token).verify(new MACVerifier(SECRET));
        } catch (java.text.ParseException | com.nimbusds.jose.JOSEException e) {
            return false;
        }
    }

    @Test
    void whatIsNoKey_isRefused_withoutItsText() throws Exception {
        KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
        small.initialize(1024);
        for (String bad : new String[] {
            "", "garbage", pem(small.generateKeyPair()), pem(pair).replace("PRIVATE", "X")
        }) {
            assertThatThrownBy(() -> TokenKey.rs256(bad, "one"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("private RSA key in PEM");
        }
        assertThatThrownBy(() -> TokenKey.rs256(pem(pair), "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TokenKey.hs256("short"))
                .hasMessageContaining("32")
                .hasMessageNotContaining("short");
        assertThat(TokenKey.hs256(SECRET).toString()).isEqualTo("TokenKey of HS256");
    }
}
