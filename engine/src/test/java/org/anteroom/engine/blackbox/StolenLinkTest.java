package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A seat that two devices want: staff see both, and end the one that is not its owner's. */
class StolenLinkTest {
    private static final String PHONE =
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/124.0.0.0 Mobile Safari/537.36";

    private TestEngine engine;
    private Rest rest;
    private String session;
    private Joined maya;
    private Device staff;
    private String stolenLink;
    private Joined thief;
    private Joined owner;

    @BeforeEach
    void start(@TempDir Path folder) {
        engine = TestEngine.start(folder);
        rest = engine.rest();
        session = rest.session();
        maya = rest.join(session, "Maya Chen", "facilitator");
        staff = engine.device(maya.token());
        staff.done("knock");
        stolenLink = invite();
        thief = join(stolenLink, "thief's browser", PHONE);
        owner = rest.join(code(invite(), "owner's browser"));
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private String invite() {
        return rest.post("/v1/sessions/" + session + "/invites", Rest.person("p-1", "Ana Lopez", "patient"))
                .is(201)
                .json()
                .getString("code");
    }

    private static JsonObject code(String code, String device) {
        return new JsonObject().put("code", code).put("device", device);
    }

    private Joined join(String code, String device, String agent) {
        JsonObject joined = new Rest(engine, "")
                .send("POST", "/v1/join", code(code, device).encode(), Map.of("User-Agent", agent))
                .is(200)
                .json();
        return new Joined(joined.getString("seat"), joined.getString("token"));
    }

    private List<JsonObject> devices() {
        return rest
                .get("/v1/sessions/" + session + "/seats/" + owner.seat() + "/devices")
                .is(200)
                .json()
                .getJsonArray("items")
                .stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static JsonObject end(String seat, int device) {
        return Device.seat(seat).put("device", device);
    }

    /** What staff were told of the owner's seat last. */
    private List<JsonObject> told(int devices, int connected) {
        JsonObject signal = staff.signal("devices", data -> {
            List<Integer> here = of(data).stream()
                    .filter(one -> one.getBoolean("connected"))
                    .map(one -> one.getInteger("device"))
                    .toList();
            return of(data).size() == devices && here.equals(List.of(connected));
        });
        return of(signal.getJsonObject("data"));
    }

    private List<JsonObject> of(JsonObject data) {
        return data.getJsonArray("seats").stream()
                .map(JsonObject.class::cast)
                .filter(seat -> seat.getString("seat").equals(owner.seat()))
                .flatMap(seat -> seat.getJsonArray("devices").stream())
                .map(JsonObject.class::cast)
                .toList();
    }

    private void isOut() {
        try (Device device = engine.device()) {
            device.hello(thief.token());
            device.bye("revoked");
        }
        new Rest(engine, "")
                .post("/v1/join", code(stolenLink, "thief's browser"))
                .problem(403, "join-refused");
        new Rest(engine, "")
                .post("/v1/join", code(stolenLink, "owner's browser"))
                .problem(403, "join-refused");
    }

    @Test
    void deviceThatKeepsTakingTheSeat_isEnded_andStaysOut_andItsOwnerStays() {
        Device first = engine.device(owner.token());
        first.done("knock");
        Device thiefs = engine.device(thief.token());
        first.bye("replaced");
        assertThat(told(2, 1)).hasSize(2);
        Device again = engine.device(owner.token());
        thiefs.bye("replaced");
        List<JsonObject> both = told(2, 2);
        assertThat(both)
                .extracting(one -> one.getInteger("device"), one -> one.getString("kind"))
                .containsExactly(tuple(1, "phone"), tuple(2, null));
        assertThat(both.get(0).getString("lastSeenAt")).isNotBlank();
        Device thiefsAgain = engine.device(thief.token());
        again.bye("replaced");

        staff.done("endDevice", end(owner.seat(), 1));
        thiefsAgain.bye("revoked");
        isOut();
        Device back = engine.device(owner.token());
        assertThat(back.seen().get(0).getJsonObject("you").getString("place")).isEqualTo("waiting");
        isOut();
        back.done("stepAway", new JsonObject().put("on", true));
        assertThat(devices()).extracting(one -> one.getInteger("device")).containsExactly(2);
        assertThat(back.seen()).extracting(frame -> frame.getString("name")).doesNotContain("devices");

        engine.restart();
        isOut();
        engine.device(owner.token()).close();
        assertThat(devices()).extracting(one -> one.getInteger("device")).containsExactly(2);
        assertThat(rest.get("/v1/sessions/" + session + "/journal?limit=200")
                        .is(200)
                        .json()
                        .getJsonArray("items"))
                .map(JsonObject.class::cast)
                .filteredOn(entry -> entry.getString("name").equals("invite-revoked"))
                .extracting(entry -> entry.getString("by"))
                .containsExactly(maya.seat());
    }

    @Test
    void deviceThatLeft_isStillThere_andIsEnded_soThatItsLinkBringsNobodyBack() {
        Device thiefs = engine.device(thief.token());
        thiefs.done("leave", new JsonObject().put("forget", true));
        thiefs.bye("expired");
        JsonObject left =
                staff.signal("devices", data -> of(data).stream().anyMatch(one -> one.getBoolean("signedOut", false)));
        assertThat(of(left.getJsonObject("data")))
                .extracting(
                        one -> one.getInteger("device"),
                        one -> one.getBoolean("connected"),
                        one -> one.getBoolean("signedOut"))
                .containsExactly(tuple(1, false, true), tuple(2, false, null));
        assertThat(devices().get(0).getString("lastSeenAt")).isNotBlank();

        staff.done("endDevice", end(owner.seat(), 1));
        assertThat(devices()).extracting(one -> one.getInteger("device")).containsExactly(2);
        new Rest(engine, "")
                .post("/v1/join", code(stolenLink, "thief's browser"))
                .problem(403, "join-refused");
    }

    @Test
    void deviceThatIsEndedWhileItTakesTheSeatOver_isOut_whicheverComesFirst() {
        Device owners = engine.device(owner.token());
        Device thiefs = engine.device();
        thiefs.hello(thief.token());
        staff.done("endDevice", end(owner.seat(), 1));
        thiefs.bye("revoked");
        isOut();
        owners.close();
        engine.device(owner.token()).close();
    }

    @Test
    void engineThatIsKilledRightAfter_keepsTheDeviceOut(@TempDir Path other) throws IOException {
        staff.done("endDevice", end(owner.seat(), 1));
        // What is in the files now is what a kill would leave.
        RestartTest.copy(engine.dataFolder(), other.resolve("data"));
        engine.close();
        engine = TestEngine.start(other);
        isOut();
        engine.device(owner.token()).close();
    }

    @Test
    void devices_areReadWithAKeyAlone_andTellNothingElseOfThem() {
        engine.device(owner.token()).close();
        Patience.await().until(() -> !devices().get(1).getBoolean("connected"));
        List<JsonObject> items = devices();
        assertThat(items.get(0).fieldNames()).containsExactlyInAnyOrder("device", "kind", "firstUsedAt", "connected");
        assertThat(items.get(1).fieldNames())
                .containsExactlyInAnyOrder("device", "firstUsedAt", "connected", "lastSeenAt");
        assertThat(new JsonArray(items).encode()).doesNotContain("Android").doesNotContain("browser");
        String path = "/v1/sessions/" + session + "/seats/";
        rest.get(path + "sea_AAAAAAAAAAAAAAAAAAAAAA/devices").problem(404, "not-found");
        rest.get(path + "nobody/devices").problem(404, "not-found");
        new Rest(engine, "").get(path + owner.seat() + "/devices").problem(401, "unauthorized");
        rest.program("Elsewhere").get(path + owner.seat() + "/devices").problem(404, "not-found");
        assertThat(rest.get("/v1/audit").is(200).json().getJsonArray("items"))
                .map(JsonObject.class::cast)
                .extracting(entry -> entry.getString("action"), entry -> entry.getString("detail"))
                .contains(tuple("devices-read", owner.seat()));
    }

    @Test
    void program_endsADeviceToo_andBadInputIsSaid() {
        rest.command(session, "endDevice", end(owner.seat(), 0)).invalid("/args/device");
        rest.command(session, "endDevice", Device.seat(owner.seat())).invalid("/args/device");
        rest.command(session, "endDevice", end(owner.seat(), 3)).problem(404, "not-found");
        rest.command(session, "endDevice", end("sea_AAAAAAAAAAAAAAAAAAAAAA", 1)).problem(404, "not-found");
        try (Device patient = engine.device(owner.token())) {
            patient.refused("forbidden", "endDevice", end(owner.seat(), 1));
            staff.refused("conflict", "endDevice", end(maya.seat(), 1));
            rest.command(session, "endDevice", end(owner.seat(), 1)).is(200);
            rest.command(session, "endDevice", end(owner.seat(), 1)).is(200);
            patient.done("knock");
        }
        isOut();
    }
}
