package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.anteroom.engine.Patience;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a running engine keeps and passes on of keys, in a session that is encrypted from page to page. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EncryptedSessionTest {
    private static final String ONE = "1".repeat(22);
    private static final String TWO = "2".repeat(22);

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

    private static JsonObject encrypted() {
        return Rest.draft().put("policy", new JsonObject().put("e2ee", "required"));
    }

    private String session() {
        return rest.session(encrypted());
    }

    /** A session with staff and a patient inside, both with a device and a stay. */
    private final class Room implements AutoCloseable {
        final String session = session();
        final Rest.Joined maya = rest.join(session, "Maya Chen", "facilitator");
        final Rest.Joined ana = rest.join(session, "Ana Lopez", "patient");
        final Device staff = engine.device(maya.token());
        final Device patient = engine.device(ana.token());
        final String program;
        final DeviceKeys ofStaff;
        final DeviceKeys ofPatient;

        Room() {
            staff.done("knock");
            program = staff.welcomeIn("main").getJsonObject("e2ee").getString("program");
            ofStaff = new DeviceKeys(program, session, maya.seat());
            ofPatient = new DeviceKeys(program, session, ana.seat());
        }

        Room admitted() {
            staff.send(ofStaff.device());
            staff.event("device-set");
            staff.send(ofStaff.stays(ONE, TWO));
            staff.event("stays-posted");
            patient.send(ofPatient.device());
            patient.event("device-set");
            patient.send(ofPatient.stays(ONE, TWO));
            patient.event("stays-posted");
            patient.done("knock");
            staff.done("admit", Device.seats(ana.seat()));
            return this;
        }

        @Override
        public void close() {
            staff.close();
            patient.close();
        }
    }

    @Test
    void encryption_isFixedWhenTheSessionIsMade() {
        for (String made : List.of("off", "required")) {
            String session = rest.session(Rest.draft().put("policy", new JsonObject().put("e2ee", made)));
            String other = made.equals("off") ? "required" : "off";
            JsonObject change = new JsonObject().put("policy", new JsonObject().put("e2ee", other));
            rest.patch("/v1/sessions/" + session, change).problem(409, "conflict");
            JsonObject same = new JsonObject().put("policy", new JsonObject().put("e2ee", made));
            assertThat(rest.patch("/v1/sessions/" + session, same)
                            .is(200)
                            .json()
                            .getJsonObject("policy")
                            .getString("e2ee"))
                    .isEqualTo(made);
        }
    }

    @Test
    void whoeverIsAwayOrWaits_isToldThatTheSessionIsEncrypted() {
        String session = session();
        Rest.Joined ana = rest.join(session, "Ana Lopez", "patient");
        try (Device patient = engine.device()) {
            patient.hello(ana.token());
            assertThat(patient.welcomeIn("away").getJsonObject("session").getString("e2ee"))
                    .isEqualTo("required");
            patient.done("knock");
            JsonObject waiting = patient.welcomeIn("waiting");
            assertThat(waiting.getJsonObject("session").getString("e2ee")).isEqualTo("required");
            assertThat(waiting.getJsonObject("e2ee").fieldNames()).containsExactly("program");
        }
    }

    @Test
    void admission_takesAStay_andNamesItToThePlace() {
        try (Room room = new Room().admitted()) {
            JsonObject moved = room.staff.event("seat-moved").getJsonObject("data");
            while (!"main".equals(moved.getString("to"))) {
                moved = room.staff.event("seat-moved").getJsonObject("data");
            }
            assertThat(moved.getString("stay")).isEqualTo(ONE);
            assertThat(moved.getJsonObject("who").getJsonObject("stay").getString("id"))
                    .isEqualTo(ONE);
            JsonObject welcome = room.patient.welcomeIn("main");
            assertThat(welcome.getJsonObject("you").getJsonObject("stay").getString("id"))
                    .isEqualTo(ONE);
            JsonObject keys = welcome.getJsonObject("e2ee");
            assertThat(keys.getLong("epoch")).isLessThanOrEqualTo(welcome.getLong("seq"));
            assertThat(keys.getJsonArray("staff")
                            .getJsonObject(0)
                            .getJsonObject("device")
                            .getString("key"))
                    .isEqualTo(room.ofStaff.key());
        }
    }

    @Test
    void vouching_isSeenByThoseInThePlace_andEndsWithAnotherKey() {
        try (Room room = new Room().admitted()) {
            room.patient.welcomeIn("main");
            room.staff.send(room.ofStaff.vouch(room.ofPatient));
            JsonObject vouched = room.patient.event("device-vouched").getJsonObject("data");
            assertThat(vouched.getString("by")).isEqualTo(room.maya.seat());
            assertThat(vouched.getString("byKey")).isEqualTo(room.ofStaff.key());
            DeviceKeys another = new DeviceKeys(room.program, room.session, room.ana.seat());
            room.patient.send(another.device());
            room.staff.event("device-set");
            room.staff.send(room.ofStaff.vouch(room.ofPatient));
            refused(room.staff, "conflict");
        }
    }

    @Test
    void keys_arePassedOnInThePlaceAlone_andSaidAgainToWhoComesBack() {
        try (Room room = new Room().admitted()) {
            long epoch = room.patient.welcomeIn("main").getJsonObject("e2ee").getLong("epoch");
            room.staff.send(DeviceKeys.keys("main", epoch - 1, 6, room.ana.seat()));
            room.staff.send(DeviceKeys.keys("main", epoch, 7, room.ana.seat()));
            JsonObject keys = e2ee(room.patient, "keys");
            assertThat(keys.getLong("kid")).isEqualTo(7);
            assertThat(keys.getString("from")).isEqualTo(room.maya.seat());
            room.patient.send(DeviceKeys.e2ee("have").put("kid", 7));
            assertThat(e2ee(room.staff, "have").getString("from")).isEqualTo(room.ana.seat());
            room.patient.send(DeviceKeys.e2ee("need").put("epoch", epoch).put("seat", room.maya.seat()));
            assertThat(e2ee(room.staff, "need").getLong("epoch")).isEqualTo(epoch);
            try (Device again = engine.device()) {
                again.hello(room.ana.token());
                again.welcomeIn("main");
                assertThat(e2ee(again, "keys").getLong("kid")).isEqualTo(7);
            }
        }
    }

    @Test
    void whoWaits_isPassedNoKey() {
        try (Room room = new Room().admitted()) {
            room.patient.welcomeIn("main");
            room.staff.done("sendToWaiting", Device.seat(room.ana.seat()));
            JsonObject waiting = room.patient.welcomeIn("waiting");
            room.staff.send(DeviceKeys.keys("main", waiting.getLong("seq"), 9, room.ana.seat()));
            room.patient.send(DeviceKeys.keys("main", waiting.getLong("seq"), 9, room.maya.seat()));
            room.staff.ask("messageWaiting", new JsonObject().put("text", "In a minute."));
            room.patient.event("message");
            assertThat(room.patient.seen()).noneMatch(frame -> "e2ee".equals(frame.getString("type")));
            assertThat(room.staff.seen()).noneMatch(frame -> "e2ee".equals(frame.getString("type")));
        }
    }

    @Test
    void whatIsForged_isRefused() {
        try (Room room = new Room()) {
            JsonObject foreign = room.ofPatient.device();
            room.staff.send(foreign);
            refused(room.staff, "invalid");
            JsonObject offTheCurve = room.ofStaff.device();
            String key = room.ofStaff.key();
            offTheCurve.put("key", key.substring(0, 85) + (key.charAt(85) == 'A' ? "B" : "A") + key.charAt(86));
            room.staff.send(offTheCurve);
            refused(room.staff, "invalid");
            room.staff.send(room.ofStaff.stays(ONE));
            refused(room.staff, "conflict");
            room.staff.send(room.ofStaff.device());
            room.staff.event("device-set");
            JsonObject stays = room.ofStaff.stays(ONE);
            stays.getJsonArray("keys").getJsonObject(0).put("id", TWO);
            room.staff.send(stays);
            refused(room.staff, "invalid");
            room.patient.send(room.ofPatient.device());
            room.patient.event("device-set");
            room.patient.send(room.ofPatient.vouch(room.ofStaff));
            refused(room.patient, "forbidden");
        }
    }

    @Test
    void badFrames_areRefused_andTheConnectionStays() {
        try (Room room = new Room()) {
            room.staff.send(room.ofStaff.device());
            room.staff.event("device-set");
            for (JsonObject bad : List.of(
                    DeviceKeys.e2ee("device"),
                    DeviceKeys.e2ee("nothing"),
                    room.ofStaff.device().put("more", 1),
                    room.ofStaff.device().put("key", "A"),
                    room.ofStaff.stays(ONE, TWO, "3".repeat(22), "4".repeat(22), "5".repeat(22)),
                    room.ofStaff.stays(ONE, ONE),
                    DeviceKeys.e2ee("stays").put("keys", new JsonArray()),
                    DeviceKeys.keys("nowhere", 1, 1, room.ana.seat()),
                    DeviceKeys.keys("main", 0, 1, room.ana.seat()),
                    DeviceKeys.keys("main", 1, 1L << 32, room.ana.seat()),
                    DeviceKeys.keys("main", 1, 1, room.ana.seat(), room.ana.seat()),
                    DeviceKeys.keys("main", 1, 1),
                    DeviceKeys.e2ee("have").put("kid", -1),
                    DeviceKeys.e2ee("need").put("epoch", 1).put("seat", "me"))) {
                room.staff.send(bad);
                refused(room.staff, "invalid");
            }
            room.staff.done("start");
        }
    }

    @Test
    void plainSession_takesNoKeys() {
        String session = rest.session(Rest.draft());
        Rest.Joined maya = rest.join(session, "Maya Chen", "facilitator");
        try (Device staff = engine.device(maya.token())) {
            staff.done("knock");
            JsonObject welcome = staff.welcomeIn("main");
            assertThat(welcome.containsKey("e2ee")).isFalse();
            assertThat(welcome.getJsonObject("session").containsKey("e2ee")).isFalse();
            staff.send(new DeviceKeys("prg_" + ONE, session, maya.seat()).device());
            Patience.await()
                    .untilAsserted(
                            () -> assertThat(staff.seen()).anyMatch(frame -> "reject".equals(frame.getString("type"))));
        }
    }

    private static void refused(Device device, String code) {
        JsonObject answer = device.answer("e2ee");
        assertThat(answer.getString("type")).isEqualTo("reject");
        assertThat(answer.getString("code")).as(answer.encode()).isEqualTo(code);
    }

    private static JsonObject e2ee(Device device, String name) {
        return device.next(
                frame -> "e2ee".equals(frame.getString("type")) && name.equals(frame.getString("name")),
                "the frame e2ee " + name);
    }
}
