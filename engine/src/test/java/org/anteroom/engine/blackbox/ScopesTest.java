package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anteroom.engine.blackbox.Rest.Answer;
import org.anteroom.engine.rest.document.Document;
import org.anteroom.engine.rest.document.Operation;
import org.anteroom.engine.rest.document.Requests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What an API key may be used for: at every operation of openapi.yaml that needs one. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScopesTest {
    private static final Document OPEN = Document.openApi();
    private static final List<String> ALL = List.of("read", "sessions", "admin");

    private TestEngine engine;

    @BeforeAll
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
    }

    @AfterAll
    void stop() {
        engine.close();
    }

    private Rest key(Rest of, List<String> scopes) {
        JsonObject draft = new JsonObject().put("scopes", new JsonArray(scopes));
        return engine.rest(of.post("/v1/keys", draft).is(201).json().getString("key"));
    }

    /** The operations that need a key; whoever adds one says there which scope it needs. */
    private static List<Operation> needingAKey() {
        List<Operation> operations = new Requests(OPEN)
                .operations().stream()
                        .filter(operation -> !operation.needsNoKey())
                        .toList();
        operations.forEach(operation -> {
            JsonObject node = node(operation);
            String name = operation.method() + " " + operation.path();
            assertThat(node.containsKey("security"))
                    .as("%s of openapi.yaml says its scope: security: [{apiKey: [read]}]", name)
                    .isTrue();
            assertThat(operation.scopes()).as(name).isNotEmpty().isSubsetOf(ALL);
            assertThat(node.getJsonObject("responses").fieldNames()).as(name).contains("403");
        });
        assertThat(operations).hasSizeGreaterThan(20);
        return operations;
    }

    private static JsonObject node(Operation operation) {
        return OPEN.tree()
                .getJsonObject("paths")
                .getJsonObject(operation.path())
                .getJsonObject(operation.method());
    }

    @Test
    void everyOperation_isForbiddenWithoutItsScope_andNotWithIt() {
        Rest clinic = engine.rest().program("A clinic of many keys");
        Map<String, Rest> with = new HashMap<>();
        Map<String, Rest> without = new HashMap<>();
        for (String scope : ALL) {
            with.put(scope, key(clinic, List.of(scope)));
            without.put(
                    scope,
                    key(
                            clinic,
                            ALL.stream().filter(other -> !other.equals(scope)).toList()));
        }
        for (Operation operation : needingAKey()) {
            String name = operation.method() + " " + operation.path();
            for (String scope : ALL) {
                boolean may = operation.scopes().contains(scope);
                assertThat(isForbidden(call(with.get(scope), operation)))
                        .as("%s with %s", name, scope)
                        .isEqualTo(!may);
            }
            for (String scope : operation.scopes()) {
                if (operation.scopes().size() == 1) {
                    assertThat(isForbidden(call(without.get(scope), operation)))
                            .as("%s without %s", name, scope)
                            .isTrue();
                }
            }
        }
    }

    private static boolean isForbidden(Answer answer) {
        return answer.status() == 403 && answer.json().getString("detail").contains("scope");
    }

    private static Answer call(Rest rest, Operation operation) {
        String path = operation.path();
        for (Object entry : node(operation).getJsonArray("parameters", new JsonArray())) {
            JsonObject parameter = OPEN.resolved((JsonObject) entry);
            if (parameter.getString("in").equals("path")) {
                path = path.replace("{" + parameter.getString("name") + "}", value(parameter));
            }
        }
        String body = operation.takesBody() ? example(operation) : "";
        return rest.send(operation.method().toUpperCase(java.util.Locale.ROOT), path, body, Map.of());
    }

    /** An id of nothing that there is, of the form that this parameter has to have. */
    private static String value(JsonObject parameter) {
        String pattern = OPEN.schema(parameter.getJsonObject("schema")).getString("pattern", "");
        return pattern.matches("\\^[a-z]{3}_.*")
                ? pattern.substring(1, 5) + "A".repeat(22)
                : parameter.getString("example", "x");
    }

    private static String example(Operation operation) {
        JsonObject examples = node(operation)
                .getJsonObject("requestBody")
                .getJsonObject("content")
                .getJsonObject("application/json")
                .getJsonObject("examples");
        return examples.getJsonObject(examples.fieldNames().iterator().next())
                .getJsonObject("value")
                .encode();
    }

    @Test
    void keyShows_nameScopesAndLastUse_andIsTheSameByItsIdempotencyKeyAlone() {
        Rest clinic = engine.rest().program("A clinic that looks at its keys");
        JsonObject draft = new JsonObject().put("name", "Nightly report").put("scopes", new JsonArray().add("read"));
        JsonObject made = clinic.post("/v1/keys", draft, "k1").is(201).json();
        assertThat(clinic.post("/v1/keys", draft, "k1").is(201).json()).isEqualTo(made);
        clinic.post("/v1/keys", new JsonObject(), "k1").problem(409, "conflict");

        String id = made.getString("id");
        assertThat(shown(clinic, id))
                .isEqualTo(new JsonObject()
                        .put("id", id)
                        .put("name", "Nightly report")
                        .put("scopes", new JsonArray().add("read")));
        Rest report = engine.rest(made.getString("key"));
        report.get("/v1/sessions").is(200);
        Instant used = Instant.parse(shown(clinic, id).getString("lastUsedAt"));
        assertThat(used).isBetween(engine.now().minusSeconds(120), engine.now());

        engine.pass(Duration.ofMinutes(5));
        report.get("/v1/sessions").is(200);
        assertThat(Instant.parse(shown(clinic, id).getString("lastUsedAt"))).isAfter(used.plusSeconds(200));
        engine.restart();
        assertThat(shown(clinic, id).fieldNames()).contains("lastUsedAt");
    }

    private static JsonObject shown(Rest clinic, String id) {
        return clinic.get("/v1/keys").is(200).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(key -> key.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void scopes_areJudgedAfterWhatIsInvalid_andBeforeWhatIsThere() {
        Rest clinic = engine.rest().program("A clinic with order");
        Rest reads = key(clinic, List.of("read"));
        reads.post("/v1/sessions", Rest.draft().put("capacity", -1)).invalid("/capacity");
        reads.post("/v1/sessions", Rest.draft()).problem(403, "forbidden");
        reads.delete("/v1/sessions/ses_AAAAAAAAAAAAAAAAAAAAAA").problem(403, "forbidden");
        reads.get("/v1/sessions/ses_AAAAAAAAAAAAAAAAAAAAAA").problem(404, "not-found");

        Rest makes = key(clinic, List.of("sessions"));
        String path = "/v1/sessions/" + makes.session();
        makes.get(path).is(200);
        makes.get(path + "/roster").problem(403, "forbidden");
        reads.get(path + "/roster").is(200);
    }

    @Test
    void badScopes_areNamedByPointer() {
        Rest clinic = engine.rest().program("A clinic with typos");
        for (Object bad : List.of("write", 7, "", "READ")) {
            clinic.post("/v1/keys", new JsonObject().put("scopes", new JsonArray().add(bad)))
                    .invalid("/scopes/0");
        }
        clinic.post("/v1/keys", new JsonObject().put("scopes", new JsonArray())).invalid("/scopes");
        clinic.post("/v1/keys", new JsonObject().put("scopes", "read")).invalid("/scopes");
        clinic.post("/v1/keys", new JsonObject().putNull("scopes")).invalid("/scopes");
        clinic.post("/v1/keys", new JsonObject().put("scopes", new JsonArray(List.of("read", "read"))))
                .invalid("/scopes/1");
        clinic.post("/v1/keys", new JsonObject().put("scopes", new JsonArray(List.of("read", "read", "read", "x"))))
                .invalid("/scopes");
        for (String name : Set.of("<b>x</b>", " ", "a\u202eb", "x".repeat(81))) {
            clinic.post("/v1/keys", new JsonObject().put("name", name)).invalid("/name");
        }
        clinic.post("/v1/keys", new JsonObject().put("scope", "read")).invalid("/scope");
    }

    @Test
    void lastKeyThatMayChangeKeys_isKept() {
        Rest clinic = engine.rest().program("A clinic with one door");
        var unused = key(clinic, List.of("read", "sessions"));
        String first = clinic.get("/v1/keys").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getJsonArray("scopes").contains("admin"))
                .findFirst()
                .orElseThrow()
                .getString("id");
        clinic.delete("/v1/keys/" + first).problem(409, "conflict");
        Rest next = key(clinic, List.of("admin"));
        next.delete("/v1/keys/" + first).is(204);
    }
}
