package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.anteroom.engine.blackbox.Rest.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes by the word of a program's own system, and what of such a word opens nothing. */
class AssertionTest {
    private static final Map<String, String> OPEN = Map.of("ANTEROOM_WEBHOOKS_ALLOW_PRIVATE", "true");

    @TempDir
    Path folder;

    private TestEngine engine;
    private Rest clinic;
    private String program;
    private String session;
    private Portal portal;
    private String signer;

    @BeforeEach
    void start() {
        start(folder, OPEN);
    }

    private void start(Path data, Map<String, String> more) {
        engine = TestEngine.start(data, more);
        JsonObject crisis = new JsonObject().put("call", "988").put("text", "741741");
        JsonObject made = engine.rest()
                .post(
                        "/v1/programs",
                        new JsonObject()
                                .put("name", "Clinic")
                                .put("crisis", crisis)
                                .put("region", "us"))
                .is(201)
                .json();
        program = made.getString("id");
        clinic = engine.rest(made.getString("key"));
        session = clinic.session();
        portal = Portal.of("EdDSA", "key-1");
        signer = signer(Portal.jwks(portal));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String signer(JsonObject jwks) {
        return clinic.post("/v1/signers", new JsonObject().put("name", "Portal").put("jwks", jwks))
                .is(201)
                .json()
                .getString("id");
    }

    private JsonObject claims() {
        return Portal.claims(program, engine.origin(), session, engine.now());
    }

    private Answer join(String assertion) {
        return new Rest(engine, "").post("/v1/join", new JsonObject().put("assertion", assertion));
    }

    private void isRefused(String what, String assertion) {
        Answer answer = join(assertion);
        assertThat(answer.status()).as(what).isEqualTo(403);
        assertThat(answer.json().getString("code")).as(what).isEqualTo("join-refused");
        assertThat(answer.json().getString("detail")).as(what).isEqualTo("This link does not open a session any more.");
    }

    private List<String> refusals(String of) {
        return clinic.get("/v1/signers/" + of + "/refusals").is(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .map(one -> one.getString("reason") + " " + one.getString("detail", ""))
                .toList();
    }

    @Test
    void personWhoHasASeat_comesBackToIt_whenTheProgramMayHaveNoMore() {
        engine.close();
        start(folder.resolve("small"), Map.of("ANTEROOM_QUOTAS_SEATS_MAX", "1"));
        join(portal.sign(claims())).is(200);
        join(portal.sign(claims())).is(200);
        isRefused("another person", portal.sign(claims().put("sub", "p-2")));
        assertThat(refusals(signer).get(0)).startsWith("quota");
    }

    @Test
    void keyThatIsDearToCheckBy_isRefused() {
        byte[] bits = new byte[256];
        Arrays.fill(bits, (byte) 0xff);
        String number = Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
        JsonObject key = new JsonObject().put("kty", "RSA").put("n", number).put("e", number);
        JsonObject draft = new JsonObject()
                .put("name", "Portal")
                .put("jwks", new JsonObject().put("keys", new JsonArray().add(key)));
        clinic.post("/v1/signers", draft).invalid("/jwks");
        key.put("e", "AQAB");
        clinic.post("/v1/signers", draft).is(201);
    }

    @Test
    void personWhomThePortalSends_hasASeat_andTheSameOneTheNextTime() {
        JsonObject joined = join(portal.sign(claims())).is(200).json();
        Device device = engine.device(joined.getString("token"));
        device.done("knock");
        JsonObject seat = clinic.get("/v1/sessions/" + session + "/roster")
                .is(200)
                .json()
                .getJsonArray("seats")
                .getJsonObject(0);
        assertThat(seat.getString("id")).isEqualTo(joined.getString("seat"));
        assertThat(seat.getString("ref")).isEqualTo("p-1042");
        assertThat(seat.getString("name")).isEqualTo("Ana Lopez");
        assertThat(seat.getString("role")).isEqualTo("patient");
        assertThat(seat.getString("place")).isEqualTo("waiting");

        JsonObject again = join(portal.sign(claims())).is(200).json();
        assertThat(again.getString("seat")).isEqualTo(joined.getString("seat"));
        Device other = engine.device(again.getString("token"));
        device.bye("replaced");
        other.close();
    }

    @Test
    void eachOfTheThreeAlgorithms_opens() {
        Portal curve = Portal.of("ES256", "key-2");
        Portal rsa = Portal.of("RS256", "key-3");
        var unused = signer(Portal.jwks(curve, rsa));
        for (Portal one : List.of(portal, curve, rsa)) {
            join(one.sign(claims())).is(200);
        }
    }

    @Test
    void assertion_opensOnce_howeverManyBringItAtOnce_andAfterARestart() {
        String once = portal.sign(claims());
        List<CompletableFuture<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(CompletableFuture.supplyAsync(() -> join(once).status()));
        }
        List<Integer> answers = all.stream().map(CompletableFuture::join).toList();
        assertThat(answers.stream().filter(status -> status == 200)).hasSize(1);
        assertThat(answers.stream().filter(status -> status == 403)).hasSize(49);
        assertThat(refusals(signer)).contains("session It was used before.");
        engine.restart();
        isRefused("after a restart", once);

        JsonObject claims = claims();
        join(portal.sign(claims)).is(200);
        isRefused("for another session", portal.sign(claims.copy().put("session", clinic.session())));
    }

    @Test
    void attacks_openNothing_andAreAllAnsweredAlike() {
        JsonObject good = claims();
        JsonObject header = portal.header();
        byte[] known = portal.key().getString("x").getBytes(StandardCharsets.US_ASCII);
        String signed = portal.sign(good);
        String[] parts = signed.split("\\.", -1);

        isRefused("no signature", parts[0] + "." + parts[1] + ".");
        isRefused("alg none", Portal.encoded(header.copy().put("alg", "none").encode()) + "." + parts[1] + ".");
        isRefused(
                "alg None",
                Portal.encoded(header.copy().put("alg", "None").encode()) + "." + parts[1] + "." + parts[2]);
        isRefused("HS256 by the public key", Portal.signByHmac(header.copy().put("alg", "HS256"), good, known));
        isRefused(
                "HS256 by the encoded public key",
                Portal.signByHmac(
                        header.copy().put("alg", "HS256"),
                        good,
                        portal.publicKey().getEncoded()));
        isRefused("another algorithm than the key's", portal.sign(header.copy().put("alg", "ES256"), good.encode()));
        isRefused("PS256", portal.sign(header.copy().put("alg", "PS256"), good.encode()));
        isRefused("a stranger's key", Portal.of("EdDSA", "key-1").sign(good));
        isRefused("an unknown kid", Portal.of("EdDSA", "key-9").sign(good));
        for (String kid : List.of("../../../dev/null", "key-1' OR '1'='1", "http://evil.example/k", "\u0000")) {
            isRefused("kid " + kid, portal.sign(header.copy().put("kid", kid), good.encode()));
        }
        isRefused("kid as a number", portal.sign(header.copy().put("kid", 7), good.encode()));
        Portal own = Portal.of("EdDSA", "key-1");
        for (String name : List.of("jku", "x5u")) {
            isRefused(name, own.sign(own.header().put(name, "https://evil.example/jwks.json"), good.encode()));
            isRefused(name, portal.sign(portal.header().put(name, "https://evil.example/jwks.json"), good.encode()));
        }
        isRefused("jwk", own.sign(own.header().put("jwk", own.key()), good.encode()));
        isRefused("crit", portal.sign(portal.header().put("crit", new JsonArray().add("exp")), good.encode()));
        isRefused("b64", portal.sign(portal.header().put("b64", false).put("crit", new JsonArray().add("b64")), "{}"));
        isRefused("changed claims", parts[0] + "." + Portal.encoded(claims().encode()) + "." + parts[2]);
        isRefused("a flipped bit", signed.substring(0, signed.length() - 4) + "AAAA");
        isRefused("too many parts", signed + ".x");
        isRefused("no parts", "x");
        isRefused("empty", "");
        isRefused("no JSON", portal.sign(header, "{]"));
        isRefused("a list", portal.sign(header, "[]"));
        isRefused("a claim twice", portal.sign(header, good.encode().replace("}", ",\"sub\":\"p-1\"}")));
        isRefused("ten KB of claims", portal.sign(good.copy().put("more", "x".repeat(10_240))));
        join(portal.sign(good)).is(200);
    }

    @Test
    void claimsThatAreNotWhatTheyHaveToBe_openNothing_andTheProgramReadsWhy() {
        // Times are told to the second here, so that none passes.
        engine.stopTheClock();
        long now = engine.now().getEpochSecond();
        List<Wrong> all = List.of(
                new Wrong("aud", claims -> claims.put("aud", "https://other.example")),
                new Wrong("aud", claims -> claims.put("aud", new JsonArray())),
                new Wrong("aud", claims -> without(claims, "aud")),
                new Wrong("exp", claims -> claims.put("exp", now - 61).put("iat", now - 200)),
                new Wrong("exp", claims -> claims.put("iat", now).put("exp", now + 301)),
                new Wrong("exp", claims -> without(claims, "exp")),
                new Wrong("exp", claims -> claims.put("exp", "soon")),
                new Wrong("exp", claims -> claims.put("exp", now - 1)),
                new Wrong("iat", claims -> claims.put("iat", now + 90).put("exp", now + 120)),
                new Wrong("iat", claims -> without(claims, "iat")),
                new Wrong("nbf", claims -> claims.put("nbf", now + 90)),
                new Wrong("jti", claims -> without(claims, "jti")),
                new Wrong("jti", claims -> claims.put("jti", "")),
                new Wrong("jti", claims -> claims.put("jti", "x".repeat(129))),
                new Wrong("role", claims -> claims.put("role", "admin")),
                new Wrong("name", claims -> claims.put("name", "<b>Ana</b>")),
                new Wrong("ref", claims -> without(claims, "sub")),
                new Wrong("session", claims -> claims.put("session", "ses_x")),
                new Wrong("session", claims -> without(claims, "session")));
        for (Wrong wrong : all) {
            isRefused(wrong.claim(), portal.sign(wrong.change().apply(claims())));
            assertThat(refusals(signer).get(0)).startsWith("claims " + wrong.claim() + ": ");
        }
        isRefused("a session that is not there", portal.sign(claims().put("session", "ses_AAAAAAAAAAAAAAAAAAAAAA")));
        isRefused("a series", portal.sign(without(claims(), "session").put("series", "ser_AAAAAAAAAAAAAAAAAAAAAA")));
        String foreign = engine.rest().session();
        isRefused("another program's session", portal.sign(claims().put("session", foreign)));
        isRefused("another program", portal.sign(claims().put("iss", "prg_AAAAAAAAAAAAAAAAAAAAAA")));
        assertThat(refusals(signer).toString()).doesNotContain("Ana", "p-1042");

        // A minute of skew is forgiven.
        join(portal.sign(claims().put("iat", now + 50).put("nbf", now + 50).put("exp", now + 200)))
                .is(200);
        join(portal.sign(claims().put("iat", now - 200).put("exp", now - 30))).is(200);
        join(portal.sign(claims().put(
                                "aud", new JsonArray().add("https://x.example").add(engine.origin()))))
                .is(200);
    }

    private record Wrong(String claim, UnaryOperator<JsonObject> change) {}

    private static JsonObject without(JsonObject claims, String name) {
        claims.remove(name);
        return claims;
    }

    @Test
    void wordOfASignerThatWasTakenAway_opensNothing() {
        String before = portal.sign(claims());
        clinic.delete("/v1/signers/" + signer).is(204);
        isRefused("taken away", before);
        assertThat(clinic.get("/v1/signers").is(200).json().getJsonArray("items"))
                .isEmpty();
        clinic.get("/v1/signers/" + signer + "/refusals").problem(404, "not-found");
    }

    @Test
    void personWithASeatInAnotherRole_orABan_doesNotComeIn() {
        JsonObject joined = join(portal.sign(claims())).is(200).json();
        isRefused("another role", portal.sign(claims().put("role", "facilitator")));
        JsonObject ban = new JsonObject().put("seat", joined.getString("seat")).put("ban", true);
        engine.device(joined.getString("token")).done("knock");
        clinic.command(session, "remove", ban).is(200);
        isRefused("banned", portal.sign(claims()));
        clinic.command(session, "end", new JsonObject()).is(200);
        isRefused("over", portal.sign(claims().put("sub", "p-2")));
    }

    @Test
    void keysAtAUrl_areKept_andFetchedOnceMoreForAKeyThatIsNew() {
        try (JwksServer server = new JwksServer()) {
            Portal first = Portal.of("ES256", "one");
            server.says(Portal.jwks(first).encode());
            String at = clinic.post(
                            "/v1/signers",
                            new JsonObject().put("name", "By URL").put("jwksUrl", server.url()))
                    .is(201)
                    .json()
                    .getString("id");
            for (int i = 0; i < 5; i++) {
                join(first.sign(claims())).is(200);
            }
            assertThat(server.asked()).isEqualTo(1);

            Portal second = Portal.of("RS256", "two");
            for (int i = 0; i < 20; i++) {
                isRefused("unknown " + i, second.sign(claims()));
            }
            assertThat(server.asked()).as("once a minute").isEqualTo(1);
            server.says(Portal.jwks(second).encode());
            engine.pass(Duration.ofSeconds(61));
            join(second.sign(claims())).is(200);
            assertThat(server.asked()).isEqualTo(2);

            for (String bad : List.of(
                    "{]",
                    "{}",
                    "x".repeat(100_000),
                    Portal.jwks(Portal.of("weak", "w")).encode())) {
                server.says(bad);
                engine.pass(Duration.ofMinutes(11));
                join(second.sign(claims())).is(200);
            }
            assertThat(refusals(at)).isNotEmpty();
        }
    }

    @Test
    void badSigners_areNamedByPointer() {
        JsonObject draft = new JsonObject().put("name", "Portal");
        clinic.post("/v1/signers", draft).invalid("/jwks");
        clinic.post(
                        "/v1/signers",
                        draft.copy().put("jwks", Portal.jwks(portal)).put("jwksUrl", "https://portal.example/jwks"))
                .invalid("/jwks");
        clinic.post("/v1/signers", draft.copy().put("jwksUrl", "ftp://portal.example/jwks"))
                .invalid("/jwksUrl");
        JsonObject secret = new JsonObject().put("kty", "oct").put("k", "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0");
        JsonObject privateKey = portal.key().put("d", portal.key().getString("x"));
        JsonObject other = portal.key().put("alg", "RS256");
        JsonObject encrypts = portal.key().put("use", "enc");
        for (JsonObject key : List.of(
                secret, privateKey, other, encrypts, Portal.of("weak", "w").key())) {
            JsonObject jwks = new JsonObject().put("keys", new JsonArray().add(key));
            clinic.post("/v1/signers", draft.copy().put("jwks", jwks)).invalid("/jwks");
        }
        clinic.post("/v1/signers", draft.copy().put("jwks", Portal.jwks(portal, portal)))
                .invalid("/jwks");
        clinic.post("/v1/signers", draft.copy().put("jwks", Portal.jwks())).invalid("/jwks");
        clinic.post("/v1/signers", draft.copy().put("jwks", new JsonObject().put("keys", 7)))
                .invalid("/jwks");
        JsonObject both = new JsonObject().put("assertion", "x").put("code", "y");
        new Rest(engine, "").post("/v1/join", both).invalid("/assertion");
        new Rest(engine, "").post("/v1/join", new JsonObject()).invalid("/code");

        Rest stranger = engine.rest();
        stranger.delete("/v1/signers/" + signer).problem(404, "not-found");
        stranger.get("/v1/signers/" + signer + "/refusals").problem(404, "not-found");
        JsonObject again = draft.copy().put("jwks", Portal.jwks(portal));
        JsonObject made = clinic.post("/v1/signers", again, "k").is(201).json();
        assertThat(clinic.post("/v1/signers", again, "k").is(201).json()).isEqualTo(made);
        clinic.post("/v1/signers", again.copy().put("name", "Other"), "k").problem(409, "conflict");
    }

    @Test
    void signers_outliveARestart() {
        engine.restart();
        JsonObject claims = Portal.claims(program, engine.origin(), session, Instant.now());
        join(portal.sign(claims)).is(200);
    }
}
