package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rights at the moment of delivery, and seats that are taken back, on a running engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightsTest {
    private final List<Device> devices = new ArrayList<>();
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

    @AfterEach
    void hangUp() {
        devices.forEach(Device::close);
        devices.clear();
    }

    private Device device(Joined joined) {
        Device device = engine.device(joined.token());
        devices.add(device);
        return device;
    }

    private Device bare() {
        Device device = engine.device();
        devices.add(device);
        return device;
    }

    @CanIgnoreReturnValue
    private Device staff(Joined joined) {
        Device device = device(joined);
        device.done("knock");
        device.welcomeIn("main");
        return device;
    }

    private static JsonObject text(String words) {
        return new JsonObject().put("text", words);
    }

    @Test
    void demotedCofacilitator_readsNoNotesOnTheWayBack() {
        String session = rest.session();
        Device maya = staff(rest.join(session, "Maya Chen", "facilitator"));
        Joined jo = rest.join(session, "Jo Park", "cofacilitator");
        Device there = staff(jo);
        long seen = maya.done("broadcast", text("one"));
        there.event("announcement");
        there.close();
        maya.event("seat-connection");
        maya.done("note", text("about a patient"));
        maya.done("changeRole", Device.seat(jo.seat()).put("role", "observer"));
        long last = maya.done("broadcast", text("two"));

        Device back = bare();
        back.hello(jo.token(), seen);
        assertThat(back.expect("welcome").getBoolean("resumed")).isTrue();
        assertThat(back.event("announcement").getLong("seq")).isEqualTo(last);
        assertThat(back.seen().toString()).doesNotContain("about a patient").contains("role-changed");
    }

    @Test
    void reload_bringsMessagesAndNotes_asTheSeatMaySeeThemNow() {
        String session = rest.session(Map.of("admission", "open"));
        Device maya = staff(rest.join(session, "Maya Chen", "facilitator"));
        Joined ana = rest.join(session, "Ana Lopez", "patient");
        Joined bo = rest.join(session, "Bo Diaz", "patient");
        for (Joined joined : List.of(ana, bo)) {
            Device there = device(joined);
            there.done("knock");
            there.welcomeIn("main");
            if (joined.equals(ana)) {
                there.done("chat", text("to the room").put("to", "place"));
                there.done("chat", text("to the team").put("to", "staff"));
            }
        }
        maya.done("note", text("about a patient"));

        assertThat(recent(ana)).containsExactly("to the room", "to the team");
        // Bo came after it was said.
        assertThat(recent(bo)).isEmpty();
        maya.done("sendToWaiting", Device.seat(ana.seat()));
        assertThat(recent(ana)).doesNotContain("to the room", "about a patient");
        Joined lead = rest.join(session, "Maya Chen", "facilitator");
        assertThat(recent(lead)).containsExactly("to the room", "to the team", "about a patient");
    }

    /** What a page that knows nothing is told of before. */
    private List<String> recent(Joined joined) {
        Device device = bare();
        device.hello(joined.token());
        JsonObject welcome = device.expect("welcome");
        assertThat(welcome.containsKey("resumed")).isFalse();
        return welcome.getJsonArray("recent", new JsonArray()).stream()
                .map(entry -> ((JsonObject) entry).getJsonObject("data").getString("text"))
                .toList();
    }

    @Test
    void removedPatient_waitsForStaff_underOpenAdmission() {
        String session = rest.session(Map.of("admission", "open"));
        Device maya = staff(rest.join(session, "Maya Chen", "facilitator"));
        Joined ana = rest.join(session, "Ana Lopez", "patient");
        Device there = device(ana);
        there.done("knock");
        there.welcomeIn("main");
        maya.done("remove", Device.seat(ana.seat()));
        there.bye("removed");
        Device back = device(ana);
        back.done("knock");
        back.welcomeIn("waiting");
        maya.done("broadcast", text("something happens"));
        back.done("stepAway", new JsonObject().put("on", true));
        back.done("stepAway", new JsonObject().put("on", false));
        maya.done("admit", Device.seats(ana.seat()));
        back.welcomeIn("main");
    }

    @Test
    void audioSession_isTold_beforeAnybodyAsksForACamera_andInside() {
        String session = rest.session(Map.of("video", "off"));
        Device maya = bare();
        maya.hello(rest.join(session, "Maya Chen", "facilitator").token());
        assertThat(maya.welcomeIn("away").getJsonObject("you").getString("video"))
                .isEqualTo("off");
        maya.done("knock");
        JsonObject inside = maya.welcomeIn("main");
        assertThat(inside.getJsonObject("session").getJsonObject("policy").getString("video"))
                .isEqualTo("off");
        rest.post("/v1/sessions", Rest.draft().put("policy", new JsonObject().put("video", "loud")))
                .invalid("/policy/video");
    }

    @Test
    void revokedInvite_endsTheLineAndTheToken() {
        String path = "/v1/sessions/" + rest.session() + "/invites";
        JsonObject invite = rest.post(path, Rest.person("p1", "Ana Lopez", "patient"))
                .is(201)
                .json();
        Joined ana = join(invite);
        Device there = device(ana);
        rest.delete(path + "/" + invite.getString("id")).is(204);
        there.bye("revoked");
        Device again = bare();
        again.hello(ana.token());
        again.bye("revoked");
    }

    @Test
    void newLink_endsTheDevicesOfTheOldOne_andTheOldCode() {
        String session = "/v1/sessions/" + rest.session();
        JsonObject stolen = rest.post(session + "/invites", Rest.person("p1", "Ana Lopez", "patient"))
                .is(201)
                .json();
        Joined thief = join(stolen);
        Device there = device(thief);
        JsonObject link = rest.post(session + "/seats/" + thief.seat() + "/link", new JsonObject())
                .is(201)
                .json();
        there.bye("revoked");
        engine.rest("")
                .post(
                        "/v1/join",
                        new JsonObject().put("code", stolen.getString("code")).put("device", "d1"))
                .problem(403, "join-refused");
        Device owner = device(join(link));
        Device again = bare();
        again.hello(thief.token());
        again.bye("revoked");
        owner.done("knock");
    }

    private Joined join(JsonObject invite) {
        return rest.join(new JsonObject().put("code", invite.getString("code")).put("device", "d1"));
    }

    @Test
    void extendedSession_givesTokensThatHoldLonger() {
        String session = rest.session();
        Device maya = staff(rest.join(session, "Maya Chen", "facilitator"));
        Joined ana = rest.join(session, "Ana Lopez", "patient");
        Device there = device(ana);
        maya.done("extend", new JsonObject().put("minutes", 30));
        String renewed = there.expect("token").getString("token");
        assertThat(renewed).isNotEqualTo(ana.token());
        there.close();
        Device back = bare();
        back.hello(renewed);
        back.expect("welcome");
    }

    @Test
    void revokedKey_neverComesBack_byItsIdempotencyKey() {
        Rest clinic = rest.program("A clinic with tombstones");
        JsonObject made =
                clinic.post("/v1/keys", new JsonObject(), "again").is(201).json();
        clinic.delete("/v1/keys/" + made.getString("id")).is(204);
        clinic.post("/v1/keys", new JsonObject(), "again").problem(409, "conflict");
        engine.rest(made.getString("key")).get("/v1/keys").problem(401, "unauthorized");
        clinic.post("/v1/keys", new JsonObject(), "another").is(201);
    }
}
