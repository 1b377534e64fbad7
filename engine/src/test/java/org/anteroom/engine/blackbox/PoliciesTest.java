package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a program sets for all of its sessions of a kind. */
class PoliciesTest {
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

    private JsonObject policy(String kind) {
        return rest.get("/v1/policies/" + kind).is(200).json();
    }

    private JsonObject policyOf(String session) {
        return rest.get("/v1/sessions/" + session).is(200).json().getJsonObject("policy");
    }

    private Rest.Answer put(Rest by, String kind, JsonObject policy) {
        return by.send("PUT", "/v1/policies/" + kind, policy.encode(), Map.of());
    }

    @Test
    void kinds_letPeopleInAsShipped() {
        Map.of(
                        "group", "manual",
                        "family", "manual",
                        "individual", "roster",
                        "psychiatry", "roster",
                        "case-management", "roster",
                        "orientation", "open")
                .forEach((kind, admission) -> {
                    assertThat(policy(kind).getString("admission")).as(kind).isEqualTo(admission);
                    assertThat(policyOf(rest.session(Rest.draft().put("kind", kind)))
                                    .getString("admission"))
                            .as(kind)
                            .isEqualTo(admission);
                });
    }

    @Test
    void programsPolicy_isThatOfNewSessions_andTheirOwnFieldsGoBeforeIt_alsoAfterARestart() {
        String before = rest.session(Rest.draft().put("kind", "family"));
        JsonObject set =
                new JsonObject().put("checkIn", "required").put("attendance", new JsonObject().put("graceSeconds", 30));
        JsonObject shown = put(rest, "family", set).is(200).json();
        assertThat(shown.getString("checkIn")).isEqualTo("required");
        assertThat(shown.getString("admission")).isEqualTo("manual");
        assertThat(shown.getJsonObject("attendance"))
                .isEqualTo(new JsonObject()
                        .put("graceSeconds", 30)
                        .put("lateAfterSeconds", 600)
                        .put("creditPercent", 80)
                        .put("hallwayCounts", true));
        engine.restart();
        assertThat(policy("family")).isEqualTo(shown);
        JsonObject own =
                new JsonObject().put("chat", "off").put("attendance", new JsonObject().put("lateAfterSeconds", 60));
        JsonObject made =
                policyOf(rest.session(Rest.draft().put("kind", "family").put("policy", own)));
        assertThat(made.getString("checkIn")).isEqualTo("required");
        assertThat(made.getString("chat")).isEqualTo("off");
        assertThat(made.getJsonObject("attendance").getInteger("graceSeconds")).isEqualTo(30);
        assertThat(made.getJsonObject("attendance").getInteger("lateAfterSeconds"))
                .isEqualTo(60);
        assertThat(policyOf(before).getString("checkIn")).isEqualTo("none");
        assertThat(policyOf(rest.session()).getString("checkIn")).isEqualTo("none");
        assertThat(put(rest, "family", new JsonObject()).is(200).json().getString("checkIn"))
                .isEqualTo("none");
    }

    @Test
    void otherProgramsAndUnknownKinds_seeNothingOfIt_andFaultsAreNamed() {
        put(rest, "orientation", new JsonObject().put("admission", "manual")).is(200);
        Rest other = rest.program("Other");
        assertThat(other.get("/v1/policies/orientation").is(200).json().getString("admission"))
                .isEqualTo("open");
        rest.get("/v1/policies/party").problem(404, "not-found");
        put(rest, "party", new JsonObject()).problem(404, "not-found");
        put(rest, "group", new JsonObject().put("admission", "none")).invalid("/admission");
        put(rest, "group", new JsonObject().put("admissions", "open")).invalid("/admissions");
        assertThat(rest.get("/v1/audit").is(200).body()).contains("policy-set");
    }
}
