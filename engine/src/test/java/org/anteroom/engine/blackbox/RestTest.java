package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.anteroom.engine.blackbox.Rest.Answer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The REST interface of a running engine: shapes, codes, paging, idempotency, tenants. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RestTest {
    private TestEngine engine;
    private Rest rest;

    @BeforeAll
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    @Test
    void sessionMade_readsAsTheContractSays() {
        JsonObject roster = Rest.person("p1", "Ana Lopez", "patient");
        Answer made = rest.post(
                        "/v1/sessions",
                        Rest.draft()
                                .put("startsAt", "2030-01-01T10:00:00+02:00")
                                .put("externalId", "x-1")
                                .put("roster", new JsonArray().add(roster)))
                .is(201);
        JsonObject session = made.json();
        assertThat(session.fieldNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "title",
                        "kind",
                        "state",
                        "startsAt",
                        "endsAt",
                        "hardEndsAt",
                        "durationMinutes",
                        "capacity",
                        "locked",
                        "externalId",
                        "policy");
        assertThat(session.getString("state")).isEqualTo("scheduled");
        assertThat(session.getString("startsAt")).isEqualTo("2030-01-01T08:00:00Z");
        assertThat(session.getString("endsAt")).isEqualTo("2030-01-01T09:30:00Z");
        assertThat(session.getJsonObject("policy"))
                .isEqualTo(new JsonObject()
                        .put("admission", "manual")
                        .put("checkIn", "none")
                        .put("share", "request")
                        .put("chat", "everyone")
                        .put("privateChat", false)
                        .put("reactions", true)
                        .put("names", "given")
                        .put("links", "one-device")
                        .put("video", "auto")
                        .put("e2ee", "off")
                        .put("overrunMinutes", 30)
                        .put("idleMinutes", new JsonObject().put("staff", 15).put("patients", 0))
                        .put(
                                "attendance",
                                new JsonObject()
                                        .put("graceSeconds", 90)
                                        .put("lateAfterSeconds", 600)
                                        .put("creditPercent", 80)
                                        .put("hallwayCounts", true)));
        String path = "/v1/sessions/" + session.getString("id");
        assertThat(made.headers()).containsEntry("location", path);
        assertThat(rest.get(path).is(200).json()).isEqualTo(session);
        JsonObject seat =
                rest.get(path + "/roster").is(200).json().getJsonArray("seats").getJsonObject(0);
        assertThat(seat.getString("ref")).isEqualTo("p1");
        assertThat(seat.getString("displayName")).isEqualTo("Ana");
        assertThat(seat.getString("place")).isEqualTo("away");
    }

    @Test
    void sessionChangedAndCancelled_beforeItsStartAlone() {
        String path = "/v1/sessions/" + rest.session();
        JsonObject changed = rest.patch(
                        path, new JsonObject().put("title", "Another title").put("capacity", 3))
                .is(200)
                .json();
        assertThat(changed.getString("title")).isEqualTo("Another title");
        assertThat(changed.getInteger("capacity")).isEqualTo(3);
        assertThat(changed.getInteger("durationMinutes")).isEqualTo(90);
        rest.patch(path, new JsonObject().put("titel", "x")).invalid("/titel");
        rest.delete(path).is(204);
        assertThat(rest.get(path).json().getString("state")).isEqualTo("cancelled");
        rest.patch(path, new JsonObject().put("title", "Too late")).problem(409, "conflict");
        rest.post(path + "/invites", Rest.person("p", "Ana", "patient")).problem(409, "conflict");

        String live = rest.session();
        rest.command(live, "start", new JsonObject()).is(200);
        rest.patch("/v1/sessions/" + live, new JsonObject().put("title", "x")).problem(409, "conflict");
        rest.delete("/v1/sessions/" + live).problem(409, "conflict");
    }

    @Test
    void badFields_areNamedByPointer() {
        rest.post("/v1/sessions", Rest.draft().put("title", "<b>x</b>")).invalid("/title");
        rest.post("/v1/sessions", Rest.draft().put("title", "a\u0000b")).invalid("/title");
        rest.post("/v1/sessions", Rest.draft().put("title", "a\u202eb")).invalid("/title");
        rest.post("/v1/sessions", Rest.draft().put("title", "x".repeat(10_240))).invalid("/title");
        rest.post("/v1/sessions", Rest.draft().put("title", " ")).invalid("/title");
        rest.post("/v1/sessions", Rest.draft().putNull("title")).invalid("/title");
        rest.post("/v1/sessions", Rest.draft().put("title", 7)).invalid("/title");
        rest.post("/v1/sessions", Rest.draft().put("kind", "party")).invalid("/kind");
        rest.post("/v1/sessions", Rest.draft().put("startsAt", "soon")).invalid("/startsAt");
        rest.post("/v1/sessions", Rest.draft().put("durationMinutes", 0)).invalid("/durationMinutes");
        rest.post("/v1/sessions", Rest.draft().put("durationMinutes", 1.5)).invalid("/durationMinutes");
        rest.post("/v1/sessions", Rest.draft().put("capacity", -1)).invalid("/capacity");
        rest.post("/v1/sessions", Rest.draft().put("unknown", 1)).invalid("/unknown");
        rest.post("/v1/sessions", Rest.draft().put("policy", new JsonObject().put("admission", "all")))
                .invalid("/policy/admission");
        rest.post("/v1/sessions", Rest.draft().put("policy", new JsonObject().put("x~/y", "all")))
                .invalid("/policy/x~0~1y");
        for (String name : Set.of("<script>", "a\u2066b", "a\nb", "x".repeat(10_240))) {
            JsonArray roster =
                    new JsonArray().add(Rest.person("p1", "Ana", "patient")).add(Rest.person("p2", name, "patient"));
            rest.post("/v1/sessions", Rest.draft().put("roster", roster)).invalid("/roster/1/name");
        }
        JsonArray twice =
                new JsonArray().add(Rest.person("p1", "Ana", "patient")).add(Rest.person("p1", "Ben", "patient"));
        rest.post("/v1/sessions", Rest.draft().put("roster", twice)).invalid("/roster");
    }

    @Test
    void bodiesThatAreNoObjects_areInvalid() {
        for (String body : Set.of("[]", "7", "\"x\"", "null", "{", "{\"a\":1}{", "\u0000")) {
            rest.send("POST", "/v1/sessions", body, Map.of()).problem(400, "invalid");
        }
        rest.send("POST", "/v1/sessions", "{\"title\":\"" + "x".repeat(300_000) + "\"}", Map.of())
                .problem(400, "invalid");
    }

    @Test
    void withoutAKey_nothingIsAnswered() {
        for (String key : Set.of("", "wrong", "key_AAAAAAAAAAAAAAAAAAAAAA.x")) {
            Answer answer = engine.rest(key).get("/v1/sessions").problem(401, "unauthorized");
            assertThat(answer.headers()).containsKey("www-authenticate");
            engine.rest(key).get("/v1/sessions/ses_AAAAAAAAAAAAAAAAAAAAAA").problem(401, "unauthorized");
            engine.rest(key).get("/v1/anything").problem(401, "unauthorized");
        }
        rest.get("/v1/anything").problem(404, "not-found");
        rest.send("PUT", "/v1/sessions", "{}", Map.of()).problem(404, "not-found");
    }

    @Test
    void anotherProgramsObjects_areNotThere() {
        Rest other = rest.program("Another clinic");
        String session = rest.session();
        String path = "/v1/sessions/" + session;
        JsonObject invite = rest.post(path + "/invites", Rest.person("p", "Ana", "patient"))
                .is(201)
                .json();
        other.get(path).problem(404, "not-found");
        other.patch(path, new JsonObject().put("title", "x")).problem(404, "not-found");
        other.delete(path).problem(404, "not-found");
        other.get(path + "/roster").problem(404, "not-found");
        other.get(path + "/journal").problem(404, "not-found");
        other.get(path + "/attendance").problem(404, "not-found");
        other.command(session, "end", new JsonObject()).problem(404, "not-found");
        other.post(path + "/invites", Rest.person("p", "Ana", "patient")).problem(404, "not-found");
        other.delete(path + "/invites/" + invite.getString("id")).problem(404, "not-found");
        other.post(path + "/seats/" + invite.getString("seat") + "/link", new JsonObject())
                .problem(404, "not-found");
        assertThat(other.get("/v1/sessions").is(200).json().getJsonArray("items"))
                .isEmpty();
        JsonObject program = new JsonObject()
                .put("name", "Third")
                .put("crisis", new JsonObject().put("call", "1").put("text", "2"))
                .put("region", "us");
        other.post("/v1/programs", program).problem(403, "forbidden");
        rest.post("/v1/programs", new JsonObject().put("name", "Third")).invalid("/crisis");
    }

    @Test
    void lists_goByPages() {
        Rest clinic = rest.program("Paging clinic");
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 7; i++) {
            made.add(clinic.session(Rest.draft().put("startsAt", "2030-01-0" + (1 + i / 2) + "T10:00:00Z")));
        }
        Set<String> listed = new HashSet<>();
        String query = "?limit=3";
        int pages = 0;
        while (!query.isEmpty()) {
            JsonObject page = clinic.get("/v1/sessions" + query).is(200).json();
            page.getJsonArray("items")
                    .forEach(item -> assertThat(listed.add(((JsonObject) item).getString("id")))
                            .isTrue());
            query = page.containsKey("next") ? "?limit=3&cursor=" + page.getString("next") : "";
            pages++;
        }
        assertThat(pages).isEqualTo(3);
        assertThat(listed).isEqualTo(made);
        assertThat(clinic.get("/v1/sessions?from=2030-01-02T00:00:00Z&to=2030-01-03T00:00:00Z")
                        .json()
                        .getJsonArray("items"))
                .hasSize(2);
        assertThat(clinic.get("/v1/sessions?state=live").json().getJsonArray("items"))
                .isEmpty();
        clinic.get("/v1/sessions?state=lively").invalid("/state");
        clinic.get("/v1/sessions?from=now").invalid("/from");
        clinic.get("/v1/sessions?limit=0").invalid("/limit");
        clinic.get("/v1/sessions?limit=x").invalid("/limit");
    }

    @Test
    void sameIdempotencyKey_isTheSameObject_andWithAnotherBodyAConflict() {
        JsonObject draft = Rest.draft();
        String first = rest.post("/v1/sessions", draft, "k1").is(201).json().getString("id");
        assertThat(rest.post("/v1/sessions", draft, "k1").is(201).json().getString("id"))
                .isEqualTo(first);
        rest.post("/v1/sessions", Rest.draft().put("title", "Other"), "k1").problem(409, "conflict");
        assertThat(rest.post("/v1/sessions", draft, "k2").is(201).json().getString("id"))
                .isNotEqualTo(first);

        String invites = "/v1/sessions/" + first + "/invites";
        JsonObject person = Rest.person("p", "Ana", "patient");
        JsonObject invite = rest.post(invites, person, "k1").is(201).json();
        assertThat(rest.post(invites, person, "k1").is(201).json()).isEqualTo(invite);
        rest.post(invites, Rest.person("q", "Ben", "patient"), "k1").problem(409, "conflict");

        String link = "/v1/sessions/" + first + "/seats/" + invite.getString("seat") + "/link";
        JsonObject made = rest.post(link, new JsonObject(), "k1").is(201).json();
        assertThat(rest.post(link, new JsonObject(), "k1").is(201).json()).isEqualTo(made);

        String commands = "/v1/sessions/" + first + "/commands";
        JsonObject note = new JsonObject().put("name", "note").put("args", new JsonObject().put("text", "once"));
        JsonObject done = rest.post(commands, note, "k1").is(200).json();
        assertThat(rest.post(commands, note, "k1").is(200).json()).isEqualTo(done);
        rest.post(commands, new JsonObject().put("name", "start"), "k1").problem(409, "conflict");

        JsonObject key = rest.post("/v1/keys", new JsonObject(), "k1").is(201).json();
        assertThat(rest.post("/v1/keys", new JsonObject(), "k1").is(201).json()).isEqualTo(key);
    }

    @Test
    void keys_rotate() {
        Rest clinic = rest.program("Rotating clinic");
        JsonObject made = clinic.post("/v1/keys", new JsonObject()).is(201).json();
        Rest next = engine.rest(made.getString("key"));
        JsonArray keys = next.get("/v1/keys").is(200).json().getJsonArray("items");
        assertThat(keys).hasSize(2);
        assertThat(keys.encode()).doesNotContain(made.getString("key"));
        String old = keys.stream()
                .map(key -> ((JsonObject) key).getString("id"))
                .filter(id -> !id.equals(made.getString("id")))
                .findFirst()
                .orElseThrow();
        next.delete("/v1/keys/" + old).is(204);
        clinic.get("/v1/sessions").problem(401, "unauthorized");
        next.delete("/v1/keys/" + old).problem(404, "not-found");
        next.delete("/v1/keys/" + made.getString("id")).problem(409, "conflict");
        next.get("/v1/sessions").is(200);
    }

    @Test
    void origins_areExact() {
        Rest clinic = rest.program("Embedding clinic");
        JsonObject portal = new JsonObject().put("origin", "https://portal.example");
        clinic.post("/v1/origins", portal).is(201);
        clinic.post("/v1/origins", portal).is(201);
        assertThat(clinic.get("/v1/origins").json().getJsonArray("items")).isEqualTo(new JsonArray().add(portal));
        for (String bad : Set.of(
                "https://*.example",
                "https://portal.example/",
                "https://portal.example/path",
                "http://portal.example",
                "null",
                "",
                "https://",
                "javascript:alert(1)",
                "https://user@portal.example",
                "https://portal.example; script-src *")) {
            clinic.post("/v1/origins", new JsonObject().put("origin", bad)).invalid("/origin");
        }
        clinic.delete("/v1/origins?origin=https://portal.example").is(204);
        clinic.delete("/v1/origins?origin=https://portal.example").problem(404, "not-found");
        assertThat(clinic.get("/v1/origins").json().getJsonArray("items")).isEmpty();
    }

    @Test
    void codesThatOpenNothing_areAnsweredAlike() {
        String session = rest.session();
        String path = "/v1/sessions/" + session;
        Rest nobody = engine.rest("");
        JsonObject used = rest.post(path + "/invites", Rest.person("p1", "Ana", "patient"))
                .json();
        nobody.post(
                        "/v1/join",
                        new JsonObject().put("code", used.getString("code")).put("device", "d1"))
                .is(200);
        JsonObject revoked = rest.post(path + "/invites", Rest.person("p2", "Ben", "patient"))
                .json();
        rest.delete(path + "/invites/" + revoked.getString("id")).is(204);
        rest.delete(path + "/invites/" + revoked.getString("id")).is(204);
        rest.delete(path + "/invites/inv_AAAAAAAAAAAAAAAAAAAAAA").problem(404, "not-found");
        String wrong = used.getString("code").substring(0, 22) + "A".repeat(22);
        Set<String> answers = new HashSet<>();
        for (JsonObject body : Set.of(
                new JsonObject().put("code", used.getString("code")),
                new JsonObject().put("code", used.getString("code")).put("device", "d2"),
                new JsonObject().put("code", revoked.getString("code")),
                new JsonObject().put("code", wrong),
                new JsonObject().put("code", "x"),
                new JsonObject().put("code", ""))) {
            answers.add(
                    nobody.post("/v1/join", body).problem(403, "join-refused").body());
        }
        assertThat(answers).hasSize(1);
        nobody.post(
                        "/v1/join",
                        new JsonObject().put("code", used.getString("code")).put("device", "d1"))
                .is(200);
        nobody.post("/v1/join", new JsonObject()).invalid("/code");
        assertThat(engine.metric("anteroom_joins_refused_total")).isGreaterThanOrEqualTo(6);
    }

    @Test
    void joining_answersTokenSeatAndWhereToConnect_andTheUrlHidesTheCode() {
        String session = rest.session();
        JsonObject invite = rest.post("/v1/sessions/" + session + "/invites", Rest.person("p1", "Ana", "patient"))
                .is(201)
                .json();
        assertThat(invite.getString("url"))
                .startsWith(engine.origin() + "/join/prg_")
                .endsWith("#" + invite.getString("code"));
        JsonObject joined = engine.rest("")
                .post("/v1/join", new JsonObject().put("code", invite.getString("code")))
                .is(200)
                .json();
        assertThat(joined.fieldNames()).containsExactlyInAnyOrder("token", "seat", "connect");
        assertThat(joined.getString("connect")).isEqualTo("ws" + engine.origin().substring(4) + "/v1/connect");
        assertThat(joined.getString("seat")).isEqualTo(invite.getString("seat"));
    }

    @Test
    void invites_keepAPersonsSeat() {
        String path = "/v1/sessions/" + rest.session();
        JsonObject one = rest.post(path + "/invites", Rest.person("p1", "Ana", "patient"))
                .json();
        JsonObject two = rest.post(path + "/invites", Rest.person("p1", "Ana", "patient"))
                .json();
        assertThat(two.getString("seat")).isEqualTo(one.getString("seat"));
        assertThat(two.getString("code")).isNotEqualTo(one.getString("code"));
        rest.post(path + "/invites", Rest.person("p1", "Ana", "facilitator")).problem(409, "conflict");
        rest.post(path + "/invites", Rest.person("p1", "Ana", "guest")).invalid("/role");
        rest.post(path + "/invites", Rest.person("p1", "Ana", "patient").put("expiresInSeconds", 0))
                .invalid("/expiresInSeconds");
        rest.post(path + "/seats/" + one.getString("seat") + "/link", new JsonObject())
                .is(201);
        rest.post(path + "/seats/sea_AAAAAAAAAAAAAAAAAAAAAA/link", new JsonObject())
                .problem(404, "not-found");
        rest.post(path + "/seats/x/link", new JsonObject()).problem(404, "not-found");
    }

    @Test
    void commands_areJudgedInOrder() {
        String session = rest.session();
        String path = "/v1/sessions/" + session + "/commands";
        JsonObject ana = rest.post("/v1/sessions/" + session + "/invites", Rest.person("p1", "Ana", "patient"))
                .json();
        rest.command(session, "dance", new JsonObject()).invalid("/name");
        rest.command(session, "lock", new JsonObject()).invalid("/args/on");
        rest.command(session, "lock", new JsonObject().put("on", true).put("of", 1))
                .invalid("/args/of");
        rest.command(session, "admit", new JsonObject().put("seats", new JsonArray().add("x")))
                .invalid("/args/seats/0");
        rest.command(session, "knock", new JsonObject()).problem(403, "forbidden");
        rest.command(session, "admit", Device.seats("sea_AAAAAAAAAAAAAAAAAAAAAA"))
                .problem(404, "not-found");
        rest.command(session, "admit", Device.seats(ana.getString("seat"))).problem(409, "conflict");
        JsonObject start = new JsonObject().put("name", "start");
        rest.post(path, start.copy().put("onBehalfOf", ana.getString("seat"))).problem(403, "forbidden");
        rest.post(path, start.copy().put("onBehalfOf", "nobody")).invalid("/onBehalfOf");
        rest.post(path, start.copy().put("onBehalfOf", "sea_AAAAAAAAAAAAAAAAAAAAAA"))
                .problem(404, "not-found");
        JsonObject done = rest.post(path, start.copy().put("id", "c1")).is(200).json();
        assertThat(done.getString("id")).isEqualTo("c1");
        assertThat(rest.post(path, start.copy().put("id", "c1")).is(200).json()).isEqualTo(done);
        rest.post(path, start).problem(409, "conflict");
    }

    @Test
    void journal_isListedWithItsProof() {
        String session = rest.session();
        rest.command(session, "lock", new JsonObject().put("on", true)).is(200);
        rest.command(session, "start", new JsonObject()).is(200);
        String path = "/v1/sessions/" + session + "/journal";
        JsonArray items = rest.get(path).is(200).json().getJsonArray("items");
        assertThat(items.stream().map(item -> ((JsonObject) item).getString("name")))
                .containsExactly("session-created", "session-locked", "session-opened", "session-started");
        JsonObject locked = items.getJsonObject(1);
        assertThat(locked.fieldNames()).containsExactlyInAnyOrder("seq", "at", "name", "by", "data", "hash");
        assertThat(locked.getString("by")).isEqualTo("program");
        assertThat(locked.getLong("seq")).isEqualTo(2);
        JsonObject page = rest.get(path + "?limit=2").json();
        assertThat(page.getJsonArray("items")).hasSize(2);
        JsonObject rest2 =
                rest.get(path + "?limit=2&cursor=" + page.getString("next")).json();
        assertThat(rest2.getJsonArray("items")).hasSize(2);
        assertThat(rest2.containsKey("next")).isFalse();
        rest.get(path + "?cursor=x").invalid("/cursor");
    }

    @Test
    void attendance_isWrittenByAccept() {
        JsonArray roster = new JsonArray().add(Rest.person("=1+1", "@Ana Lopez", "patient"));
        String path = "/v1/sessions/" + rest.session(Rest.draft().put("roster", roster)) + "/attendance";
        JsonObject ledger = rest.get(path, "application/json").is(200).json();
        assertThat(ledger.fieldNames()).containsExactlyInAnyOrder("session", "asOf", "seats");
        assertThat(ledger.getJsonArray("seats").getJsonObject(0).fieldNames())
                .contains(
                        "seat",
                        "ref",
                        "name",
                        "role",
                        "presentSeconds",
                        "creditedMinutes",
                        "lateSeconds",
                        "leftEarlySeconds",
                        "intervals");
        Answer csv = rest.get(path, "text/csv").is(200);
        assertThat(csv.type()).startsWith("text/csv");
        assertThat(csv.body().lines().skip(1).findFirst().orElseThrow()).contains(",'=1+1,'@Ana Lopez,patient,");
        assertThat(rest.get(path, "text/html;q=0.9, text/csv;q=0.5, */*;q=0.1").type())
                .startsWith("text/csv");
        rest.get(path, "image/png").problem(406, "not-acceptable");
        assertThat(rest.get(path).is(200).type()).isEqualTo("application/json");
    }

    @Test
    void managementPort_saysHowItIs_andThePublicOneDoesNot() {
        assertThat(Rest.status(engine.management("/healthz"))).isEqualTo(200);
        assertThat(Rest.status(engine.management("/readyz"))).isEqualTo(200);
        assertThat(engine.metrics()).contains("anteroom_sessions");
        assertThat(rest.get("/metrics").status()).isEqualTo(404);
    }
}
