package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.anteroom.signaling.turn.TurnSecret;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of the relay, and with which credentials. */
class RelayTest {
    private static final String SECRET = "the-secret-of-a-relay-in-a-test!";
    private static final int LIFETIME_SECONDS = 7200;

    @TempDir
    Path folder;

    private TestEngine engine;
    private Rest rest;
    private String session;

    @BeforeEach
    void start() {
        engine = TestEngine.start(
                folder.resolve("one"),
                Map.of(
                        "ANTEROOM_MEDIA_TURN_URLS",
                        "stun:127.0.0.1:9, turn:127.0.0.1:9?transport=tcp",
                        "ANTEROOM_MEDIA_TURN_SECRET",
                        SECRET,
                        "ANTEROOM_MEDIA_TURN_LIFETIME_SECONDS",
                        Integer.toString(LIFETIME_SECONDS),
                        "ANTEROOM_MEDIA_TURN_RELAY_ONLY",
                        "true"));
        rest = engine.rest();
        session = rest.session();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private static JsonObject turn(JsonObject welcome) {
        JsonArray servers = welcome.getJsonArray("iceServers");
        assertThat(servers.getJsonObject(0)).isEqualTo(new JsonObject().put("urls", List.of("stun:127.0.0.1:9")));
        assertThat(servers).hasSize(2);
        JsonObject turn = servers.getJsonObject(1);
        assertThat(turn.getJsonArray("urls")).containsExactly("turn:127.0.0.1:9?transport=tcp");
        return turn;
    }

    private static long expiry(JsonObject turn) {
        String username = turn.getString("username");
        return Long.parseLong(username.substring(0, username.indexOf(':')));
    }

    @Test
    void everyWelcomeInside_hasFreshCredentialsThatTheSharedSecretMade() {
        long before = Instant.now().getEpochSecond();
        Joined maya = rest.join(session, "Maya Chen", "facilitator");
        Device staff = engine.device(maya.token());
        staff.done("knock");
        JsonObject welcome = staff.welcomeIn("main");
        assertThat(welcome.getBoolean("relayOnly")).isTrue();
        JsonObject first = turn(welcome);
        JsonObject second = turn(returning(maya));
        for (JsonObject turn : List.of(first, second)) {
            String username = turn.getString("username");
            assertThat(username).matches("[0-9]+:[0-9A-Za-z_-]{22}").doesNotContain(maya.seat());
            String id = username.substring(username.indexOf(':') + 1);
            assertThat(new TurnSecret(SECRET)
                            .credentials(Instant.ofEpochSecond(expiry(turn)), id)
                            .password())
                    .isEqualTo(turn.getString("credential"));
            assertThat(expiry(turn) - LIFETIME_SECONDS)
                    .isBetween(before, Instant.now().getEpochSecond());
        }
        assertThat(second.getString("username")).isNotEqualTo(first.getString("username"));
    }

    private JsonObject returning(Joined who) {
        return engine.device(who.token()).welcomeIn("main");
    }

    @Test
    void whoIsAwayWaitsOrIsDenied_isToldOfNoRelay() {
        Device staff =
                engine.device(rest.join(session, "Maya Chen", "facilitator").token());
        staff.done("knock");
        Joined ana = rest.join(session, "Ana Lopez", "patient");
        Device patient = engine.device(ana.token());
        patient.done("knock");
        patient.welcomeIn("waiting");
        staff.done("deny", Device.seats(ana.seat()));
        patient.expect("bye");
        assertThat(patient.seen().toString()).doesNotContain("iceServers", "relay", "turn:", "credential");
    }

    @Test
    void secretAndCredentials_areWrittenNowhere() throws IOException {
        Joined maya = rest.join(session, "Maya Chen", "facilitator");
        Device staff = engine.device(maya.token());
        staff.done("knock");
        String credential = turn(staff.welcomeIn("main")).getString("credential");
        assertThat(engine.metrics()).doesNotContain(SECRET, credential);
        try (Stream<Path> files = Files.walk(engine.dataFolder())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(SECRET, credential);
            }
        }
    }
}
