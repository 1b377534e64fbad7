package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people accept at check-in, by version; what applies reaches who is asked, and what they take back acts at once. */
class ConsentsTest {
    private static final String ENGLISH = "I know who may hear us.";
    private static final String SPANISH = "Sé quién puede oírnos.";

    private TestEngine engine;
    private Rest rest;

    @BeforeEach
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private static JsonObject draft(String... kinds) {
        return new JsonObject()
                .put("name", "Groups by video")
                .put("kinds", new JsonArray(List.of(kinds)))
                .put("texts", new JsonObject().put("en", ENGLISH).put("es", SPANISH));
    }

    private String made(String... kinds) {
        JsonObject made = rest.post("/v1/consents", draft(kinds)).is(201).json();
        assertThat(made.getInteger("version")).isEqualTo(1);
        return made.getString("id");
    }

    private Rest.Answer put(Rest by, String consent, JsonObject draft) {
        return by.send("PUT", "/v1/consents/" + consent, draft.encode(), Map.of());
    }

    private static JsonObject checkIn(JsonObject... accepted) {
        return new JsonObject()
                .put("consent", true)
                .put("location", "Calle 12")
                .put("callback", "+1 253 555 0100")
                .put("contact", "Rosa")
                .put("consents", new JsonArray(List.of(accepted)));
    }

    private static JsonObject accept(String consent, int version) {
        return new JsonObject().put("consent", consent).put("version", version);
    }

    private static JsonObject first(JsonObject welcome) {
        return welcome.getJsonArray("consents").getJsonObject(0);
    }

    private String family() {
        return rest.session(Rest.draft().put("kind", "family"));
    }

    @Test
    void eachPersonOfAFamily_isAsked_andStaffSeeWhatWasAcceptedInWhichLanguage() {
        String consent = made("family");
        String session = family();
        Device staff =
                engine.device(rest.join(session, "Maya Chen", "facilitator").token());
        assertThat(first(staff.seen().get(0)).getString("name")).isEqualTo("Groups by video");
        assertThat(first(staff.seen().get(0)).containsKey("texts")).isFalse();
        staff.done("knock");
        for (String role : List.of("patient", "family")) {
            Joined joined = rest.join(session, "Ana " + role, role);
            Device device = engine.device(joined.token());
            JsonObject asked = first(device.seen().get(0));
            assertThat(asked.getString("consent")).isEqualTo(consent);
            assertThat(asked.getInteger("version")).isEqualTo(1);
            assertThat(asked.getString("name")).isEqualTo("Groups by video");
            assertThat(asked.getJsonObject("texts").getMap()).isEqualTo(Map.of("en", ENGLISH, "es", SPANISH));
            JsonObject missing = device.refused("invalid", "checkIn", checkIn());
            assertThat(missing.getString("detail"))
                    .startsWith("/args/consents: ")
                    .contains(consent);
            device.done("checkIn", checkIn(accept(consent, 1).put("language", "es")));
            JsonObject told = staff.event("check-in-completed").getJsonObject("data");
            assertThat(told.getString("seat")).isEqualTo(joined.seat());
            JsonObject accepted =
                    told.getJsonObject("checkIn").getJsonArray("consents").getJsonObject(0);
            assertThat(accepted.getString("consent")).isEqualTo(consent);
            assertThat(accepted.getInteger("version")).isEqualTo(1);
            assertThat(accepted.getString("language")).isEqualTo("es");
            assertThat(accepted.getInstant("acceptedAt")).isNotNull();
        }
        assertThat(rest.get("/v1/sessions/" + session + "/roster").is(200).body())
                .contains(consent);
    }

    @Test
    void newVersion_reachesWhoWaits_andIsAskedForFromThenOn_alsoAfterARestart() {
        String consent = made("family");
        String session = family();
        Joined joined = rest.join(session, "Ana Lopez", "patient");
        Device ana = engine.device(joined.token());
        JsonObject other = draft("family").put("texts", new JsonObject().put("en", "Other words."));
        assertThat(put(rest, consent, other).is(200).json())
                .isEqualTo(new JsonObject().put("id", consent).put("version", 2));
        JsonObject asked = first(ana.next(
                frame -> "welcome".equals(frame.getString("type"))
                        && first(frame).getInteger("version") == 2,
                "a welcome with the second version"));
        assertThat(asked.getJsonObject("texts").getMap()).isEqualTo(Map.of("en", "Other words."));
        JsonObject outdated = ana.refused("conflict", "checkIn", checkIn(accept(consent, 1)));
        assertThat(outdated.getString("detail")).startsWith("/args/consents/0/version: ");
        engine.restart();
        ana = engine.device(joined.token());
        assertThat(first(ana.seen().get(0)).getInteger("version")).isEqualTo(2);
        ana.refused("conflict", "checkIn", checkIn(accept(consent, 1)));
        ana.done("checkIn", checkIn(accept(consent, 2)));
        JsonArray items = rest.get("/v1/consents").is(200).json().getJsonArray("items");
        assertThat(items)
                .containsExactly(
                        new JsonObject().put("id", consent).put("version", 2).mergeIn(other));
    }

    @Test
    void withdrawnConsent_tellsStaff_holdsThePerson_andTakesThemOutOfTheRoom() {
        String session = rest.session(Map.of("admission", "open"));
        Device staff =
                engine.device(rest.join(session, "Maya Chen", "facilitator").token());
        staff.done("knock");
        Joined joined = rest.join(session, "Ana Lopez", "patient");
        Device ana = engine.device(joined.token());
        assertThat(ana.seen().get(0).containsKey("consents")).isFalse();
        JsonObject agreed = checkIn();
        agreed.remove("consents");
        ana.done("checkIn", agreed);
        assertThat(staff.event("check-in-completed")
                        .getJsonObject("data")
                        .getJsonObject("checkIn")
                        .getJsonArray("consents")
                        .getJsonObject(0)
                        .getString("consent"))
                .isEqualTo("telehealth");
        ana.done("knock");
        ana.welcomeIn("main");
        ana.refused("not-found", "withdrawConsent", new JsonObject().put("consent", "cns_AAAAAAAAAAAAAAAAAAAAAA"));
        JsonObject telehealth = new JsonObject().put("consent", "telehealth");
        ana.done("withdrawConsent", telehealth);
        JsonObject told = new JsonObject().put("seat", joined.seat()).put("consent", "telehealth");
        assertThat(staff.event("consent-withdrawn").getJsonObject("data")).isEqualTo(told);
        assertThat(staff.event("seat-moved")
                        .getJsonObject("data")
                        .getJsonObject("who")
                        .getJsonArray("heldFor"))
                .isEqualTo(new JsonArray().add("consent"));
        JsonObject waiting = ana.welcomeIn("waiting");
        assertThat(waiting.getJsonObject("you").getBoolean("held")).isTrue();
        assertThat(waiting.toString()).doesNotContain("heldFor", "iceServers");
        ana.done("checkIn", agreed);
        staff.done("admit", Device.seats(joined.seat()));
        ana.welcomeIn("main");
        assertThat(rest.get("/v1/sessions/" + session + "/journal").is(200).body())
                .contains("consent-withdrawn");
    }

    @Test
    void makingOne_isDoneOnceUnderAKey_byWhoMay_andFaultsAreNamed() {
        JsonObject once =
                rest.post("/v1/consents", draft("group"), "key-1").is(201).json();
        assertThat(rest.post("/v1/consents", draft("group"), "key-1").is(201).json())
                .isEqualTo(once);
        rest.post("/v1/consents", draft("family"), "key-1").problem(409, "conflict");
        Rest other = rest.program("Other");
        assertThat(other.get("/v1/consents").is(200).json().getJsonArray("items"))
                .isEmpty();
        put(other, once.getString("id"), draft("group")).problem(404, "not-found");
        put(rest, "telehealth", draft("group")).problem(404, "not-found");
        rest.post("/v1/consents", draft()).invalid("/kinds");
        rest.post("/v1/consents", draft("group", "group")).invalid("/kinds");
        rest.post("/v1/consents", draft("party")).invalid("/kinds/0");
        rest.post("/v1/consents", draft("group").put("texts", new JsonObject())).invalid("/texts");
        rest.post("/v1/consents", draft("group").put("texts", new JsonObject().put("English", "x")))
                .invalid("/texts");
        rest.post("/v1/consents", draft("group").put("texts", new JsonObject().put("en", 7)))
                .invalid("/texts/en");
        rest.post("/v1/consents", draft("group").put("texts", new JsonObject().put("en", "x".repeat(4_001))))
                .invalid("/texts/en");
        JsonObject long3 = new JsonObject();
        List.of("en", "es", "de").forEach(language -> long3.put(language, "x".repeat(4_000)));
        rest.post("/v1/consents", draft("group").put("texts", long3)).invalid("/texts");
        rest.post("/v1/consents", draft("group").put("version", 3)).invalid("/version");
        put(rest, once.getString("id"), draft("group").put("name", "")).invalid("/name");
        assertThat(rest.get("/v1/audit").is(200).body()).contains("consent-made");
    }

    @Test
    void kind_asksForFourConsentsAtMost() {
        for (int i = 0; i < 4; i++) {
            var unused = made("group");
        }
        rest.post("/v1/consents", draft("group", "family")).problem(409, "capacity");
        String other = made("family");
        put(rest, other, draft("group")).problem(409, "capacity");
        put(rest, other, draft("family", "individual")).is(200);
        assertThat(rest.get("/v1/audit").is(200).body()).contains("consent-changed");
    }
}
