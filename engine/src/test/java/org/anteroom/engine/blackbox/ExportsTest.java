package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attendance and outcomes as files: of one session by Accept, of many by /v1/exports. */
class ExportsTest {
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final String all = "from=" + today + "&to=" + today.plusDays(300);

    @TempDir
    Path folder;

    private TestEngine engine;
    private Rest rest;
    private final List<String> sessions = new ArrayList<>();

    @BeforeEach
    void start() {
        engine = TestEngine.start(folder, Map.of("ANTEROOM_TIMERS_OVER_KEPT_MS", "1"));
        rest = engine.rest();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String at(int day) {
        return today.plusDays(day) + "T10:00:00Z";
    }

    @CanIgnoreReturnValue
    private String planned(int day) {
        return rest.session(Rest.draft().put("startsAt", at(day)).put("externalId", "ext-" + day));
    }

    @CanIgnoreReturnValue
    private Rest.Answer invite(String session, String ref, String name) {
        return rest.post("/v1/sessions/" + session + "/invites", Rest.person(ref, name, "patient"))
                .is(201);
    }

    /** A group of this day that met earlier, whose one patient answered the forms and came in. */
    @CanIgnoreReturnValue
    private String met(int day) {
        String session = planned(day);
        Joined staff = rest.join(session, "Maya Chen", "facilitator");
        Device maya = engine.device(staff.token());
        maya.done("knock");
        String code = invite(session, "p-1", "José Ruiz").json().getString("code");
        Joined patient = rest.join(new JsonObject().put("code", code));
        Device jose = engine.device(patient.token());
        jose.done("checkIn", checkIn());
        jose.done("knock");
        maya.done("admit", Device.seats(patient.seat()));
        maya.done("start");
        maya.ask("end");
        maya.bye("ended");
        jose.bye("ended");
        sessions.add(session);
        return session;
    }

    private static JsonObject checkIn() {
        return new JsonObject()
                .put("consent", true)
                .put("location", "Calle 12")
                .put("callback", "+1 253 555 0100")
                .put("contact", "Rosa")
                .put(
                        "forms",
                        new JsonObject()
                                .put("phq9", new JsonArray(List.of(1, 1, 1, 1, 1, 1, 0, 0, 0)))
                                .put("gad7", new JsonArray(List.of(3, 3, 3, 1, 0, 0, 0))));
    }

    @Test
    void attendanceOfASession_isWrittenInTheFormThatIsAccepted() {
        String path = "/v1/sessions/" + met(61) + "/attendance";
        Rest.Answer fhir = rest.get(path, "application/fhir+json").is(200);
        assertThat(fhir.type()).isEqualTo("application/fhir+json");
        assertThat(fhir.body()).contains("\"VR\"").doesNotContain("José", "Maya Chen", "Tuesday group");
        assertThat(rest.get(path + "?names=true", "application/fhir+json").body())
                .contains("José Ruiz");
        rest.get(path + "?names=perhaps", "application/fhir+json").invalid("/names");

        HttpResponse<byte[]> pdf = rest.file(path, "application/pdf");
        assertThat(pdf.headers().firstValue("content-type")).hasValue("application/pdf");
        assertThat(new String(pdf.body(), 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
        rest.get(path, "image/png").problem(406, "not-acceptable");
        rest.program("Another clinic").get(path, "application/pdf").problem(404, "not-found");
        assertThat(rest.get("/v1/audit").body()).contains("attendance-read", "\"fhir\"", "\"pdf\"");
    }

    @Test
    void exportOfMany_hasEachSessionOfTheSpanOnce_inOrder() {
        met(68);
        met(61);
        met(121);
        planned(65);
        Patience.await().until(() -> engine.metric("anteroom_sessions ") == 1);

        String month = "from=" + today.plusDays(61) + "&to=" + today.plusDays(91);
        Rest.Answer csv =
                rest.get("/v1/exports?" + month + "&kind=attendance&format=csv").is(200);
        assertThat(csv.headers()).containsEntry("anteroom-sessions", "2");
        assertThat(csv.body())
                .startsWith("\uFEFFsession,series,occurrence,externalId,kind,startsAt,durationMinutes,seat,ref,name");
        List<String> rows = csv.body().lines().skip(1).toList();
        assertThat(rows).hasSize(4);
        assertThat(rows.get(0)).startsWith(sessions.get(1));
        assertThat(rows.get(3)).startsWith(sessions.get(0));

        JsonArray ledgers = items("/v1/exports?" + month + "&format=json");
        assertThat(ledgers).hasSize(2);
        assertThat(ledgers.getJsonObject(0))
                .isEqualTo(rest.get("/v1/sessions/" + sessions.get(1) + "/attendance")
                        .json());
        assertThat(engine.metric("anteroom_sessions "))
                .as("an export keeps none of what it reads; the ledger asked for by itself may be")
                .isLessThanOrEqualTo(2);
    }

    private JsonArray items(String path) {
        return rest.get(path).is(200).json().getJsonArray("items");
    }

    @Test
    void exportAsFhir_hasAPersonOfManySessionsOnce() {
        met(61);
        met(68);
        JsonObject bundle =
                rest.get("/v1/exports?" + all + "&format=fhir").is(200).json();
        List<String> addresses = bundle.getJsonArray("entry").stream()
                .map(entry -> ((JsonObject) entry).getString("fullUrl"))
                .toList();
        assertThat(addresses).doesNotHaveDuplicates();
        long sessionsInIt = bundle.getJsonArray("entry").stream()
                .map(entry -> ((JsonObject) entry).getJsonObject("resource"))
                .filter(resource -> resource.getString("resourceType").equals("Provenance"))
                .count();
        assertThat(sessionsInIt).isEqualTo(2);
        assertThat(rest.get("/v1/exports?" + all + "&kind=outcomes&format=fhir").body())
                .contains("QuestionnaireResponse", "44261-6")
                .doesNotContain("Encounter\"", "José");
    }

    @Test
    void exportAsPdf_isADocumentASession_inAZip() throws IOException {
        met(61);
        met(68);
        HttpResponse<byte[]> zip = rest.file("/v1/exports?" + all + "&format=pdf", "*/*");
        assertThat(zip.headers().firstValue("content-type")).hasValue("application/zip");
        List<String> names = new ArrayList<>();
        try (ZipInputStream read = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
            for (ZipEntry entry = read.getNextEntry(); entry != null; entry = read.getNextEntry()) {
                names.add(entry.getName());
                assertThat(new String(read.readNBytes(5), StandardCharsets.ISO_8859_1))
                        .isEqualTo("%PDF-");
            }
        }
        assertThat(names).containsExactly(sessions.get(0) + ".pdf", sessions.get(1) + ".pdf");
    }

    /** Two of a program go on at a time: whoever leaves in the middle takes no room with them. */
    @Test
    void callersWhoHangUp_leaveTheirRoomToOthers() throws IOException {
        met(61);
        String key = rest.post("/v1/keys", new JsonObject()).is(201).json().getString("key");
        for (int i = 0; i < 6; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.port())) {
                String call = "GET /v1/exports?" + all + "&format=pdf HTTP/1.1\r\nHost: 127.0.0.1:" + engine.port()
                        + "\r\nAuthorization: Bearer " + key + "\r\n\r\n";
                socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().flush();
            }
        }
        Patience.await("room for an export")
                .until(() -> rest.get("/v1/exports?" + all).status() == 200);
    }

    @Test
    void exportOfJournals_hasEveryEntry() {
        String session = met(61);
        JsonArray items = items("/v1/exports?" + all + "&kind=journal&format=json");
        JsonArray entries =
                rest.get("/v1/sessions/" + session + "/journal").json().getJsonArray("items");
        assertThat(items).hasSameSizeAs(entries);
        assertThat(items.getJsonObject(3).getString("hash"))
                .isEqualTo(entries.getJsonObject(3).getString("hash"));
        assertThat(rest.get("/v1/exports?" + all + "&kind=journal&format=csv")
                        .is(200)
                        .body()
                        .lines())
                .hasSize(entries.size() + 1);
    }

    @Test
    void outcomes_areAPersonsScoresOverTime() {
        met(61);
        met(68);
        assertThat(items("/v1/exports?" + all + "&kind=outcomes&format=json")).hasSize(2);
        JsonObject outcomes = rest.get("/v1/people/p-1/outcomes?" + all).is(200).json();
        assertThat(outcomes.getString("ref")).isEqualTo("p-1");
        assertThat(outcomes.getJsonArray("items")).hasSize(2);
        JsonObject first = outcomes.getJsonArray("items").getJsonObject(0);
        assertThat(first.getString("session")).isEqualTo(sessions.get(0));
        assertThat(first.getJsonObject("phq9"))
                .isEqualTo(new JsonObject().put("total", 6).put("band", "mild").put("item9", 0));
        assertThat(first.getJsonObject("gad7"))
                .isEqualTo(new JsonObject().put("total", 10).put("band", "moderate"));
        assertThat(rest.get("/v1/people/nobody/outcomes?" + all).is(200).json().getJsonArray("items"))
                .isEmpty();
        assertThat(rest.program("Another clinic")
                        .get("/v1/people/p-1/outcomes?" + all)
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
        assertThat(rest.get("/v1/audit").is(200).json().getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .filter(fact -> fact.getString("action").equals("outcomes-read"))
                        .map(fact -> fact.getString("object")))
                .as("whose outcomes were read, each")
                .contains("p-1", "nobody");
    }

    @Test
    void retention_countsWhoWasExpectedAndCame() {
        met(61);
        invite(planned(62), "p-absent", "Carl Weiss");
        String calledOff = planned(63);
        invite(calledOff, "p-absent", "Carl Weiss");
        rest.delete("/v1/sessions/" + calledOff).is(204);
        assertThat(items("/v1/retention?" + all + "&series=ser_AAAAAAAAAAAAAAAAAAAAAA"))
                .isEmpty();
        JsonArray people = items("/v1/retention?" + all);
        assertThat(people).hasSize(2);
        JsonObject absent = people.stream()
                .map(person -> (JsonObject) person)
                .filter(person -> person.getString("ref").equals("p-absent"))
                .findFirst()
                .orElseThrow();
        assertThat(absent)
                .isEqualTo(new JsonObject()
                        .put("ref", "p-absent")
                        .put("planned", 1)
                        .put("attended", 0)
                        .put("completed", 0));
    }

    @Test
    void whatIsWrongWithAQuestion_isNamed() {
        rest.get("/v1/exports?kind=everything").invalid("/kind");
        rest.get("/v1/exports?format=docx").invalid("/format");
        rest.get("/v1/exports?kind=journal&format=pdf").invalid("/format");
        rest.get("/v1/exports?from=yesterday").invalid("/from");
        rest.get("/v1/exports?from=2020-01-01&to=2026-01-01").invalid("/from");
        rest.get("/v1/exports?from=2026-02-01&to=2026-01-01").invalid("/from");
        rest.get("/v1/exports?to=2026-02-30").invalid("/to");
        rest.get("/v1/retention?series=any").invalid("/series");
        rest.get("/v1/retention?from=2020-01-01&to=2026-01-01").invalid("/from");
        rest.get("/v1/people/" + "x".repeat(1201) + "/outcomes").problem(404, "not-found");
    }
}
