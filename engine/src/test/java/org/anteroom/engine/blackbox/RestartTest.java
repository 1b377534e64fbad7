package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.anteroom.engine.Engine;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.anteroom.engine.config.ConfigLoader;
import org.anteroom.engine.vault.WrongRootKeyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an engine is after it stopped, was killed, or found its journal broken. */
class RestartTest {
    @TempDir
    Path folder;

    /** A facilitator in main, a patient in a breakout with a hand up and no microphone, one who waits. */
    private record People(String session, Joined maya, Joined ana, Joined ben, Device staff, Device patient) {
        static People in(TestEngine engine) {
            Rest rest = engine.rest();
            String session = rest.session();
            Joined maya = rest.join(session, "Maya Chen", "facilitator");
            Joined ana = rest.join(session, "Ana Lopez", "patient");
            Joined ben = rest.join(session, "Ben Okafor", "patient");
            Device staff = engine.device(maya.token());
            staff.done("knock");
            Device patient = engine.device(ana.token());
            patient.done("knock");
            Device waiter = engine.device(ben.token());
            waiter.done("knock");
            staff.done("admit", Device.seats(ana.seat()));
            JsonArray rooms = new JsonArray()
                    .add(new JsonObject().put("name", "Calm").put("seats", new JsonArray().add(ana.seat())));
            staff.done("planBreakouts", new JsonObject().put("mode", "manual").put("rooms", rooms));
            staff.done("openBreakouts");
            patient.welcomeIn("breakout:");
            patient.done("raiseHand", new JsonObject().put("on", true));
            staff.done("mute", Device.seat(ana.seat()));
            return new People(session, maya, ana, ben, staff, patient);
        }

        void checkBackIn(TestEngine engine, long seen) {
            Device staff = engine.device(maya.token());
            JsonObject you = staff.seen().get(0).getJsonObject("you");
            assertThat(you.getString("place")).isEqualTo("main");
            assertThat(you.getString("role")).isEqualTo("facilitator");
            Device patient = engine.device();
            patient.hello(ana.token(), seen);
            JsonObject back = patient.expect("welcome").getJsonObject("you");
            assertThat(back.getString("place")).startsWith("breakout:");
            assertThat(back.containsKey("hand")).isTrue();
            assertThat(back.getJsonObject("grants").getBoolean("microphone")).isFalse();
            Device waiter = engine.device(ben.token());
            assertThat(waiter.seen().get(0).getJsonObject("you").getString("place"))
                    .isEqualTo("waiting");
            assertThat(waiter.seen().get(0).getJsonObject("queue").getInteger("position"))
                    .isEqualTo(1);
            staff.done("closeBreakouts", new JsonObject().put("countdownSeconds", 0));
            patient.welcomeIn("main");
        }
    }

    @Test
    void drained_everybodyIsToldAndComesBackToTheirPlace() {
        try (TestEngine engine = TestEngine.start(folder)) {
            People people = People.in(engine);
            Future<Void> stopped = engine.drain();
            people.staff().bye("draining");
            people.patient().bye("draining");
            TestEngine.await(stopped);
            engine.startAgain();
            people.checkBackIn(engine, 0);
        }
    }

    @Test
    void killed_everybodyIsBackWhereTheyWere_andNothingAcknowledgedIsLost() throws IOException {
        Path other = folder.resolve("other");
        People people;
        long seq;
        try (TestEngine engine = TestEngine.start(folder.resolve("one"))) {
            people = People.in(engine);
            seq = people.staff().done("note", new JsonObject().put("text", "acknowledged"));
            // What is in the files now is what a kill would leave.
            copy(engine.dataFolder(), other.resolve("data"));
        }
        try (TestEngine engine = TestEngine.start(other)) {
            JsonArray journal = engine.rest()
                    .get("/v1/sessions/" + people.session() + "/journal?limit=1000")
                    .is(200)
                    .json()
                    .getJsonArray("items");
            List<Long> seqs = journal.stream()
                    .map(item -> ((JsonObject) item).getLong("seq"))
                    .toList();
            assertThat(seqs).contains(seq).isSorted().doesNotHaveDuplicates();
            assertThat(journal.encode()).contains("acknowledged");
            people.checkBackIn(engine, 0);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copied = Files.copy(file, to.resolve(file.getFileName().toString()));
                Files.setPosixFilePermissions(copied, Files.getPosixFilePermissions(file));
            }
        }
    }

    @Test
    void resume_worksAcrossARestart_andRepeatedCommandsDoNothingTwice() {
        try (TestEngine engine = TestEngine.start(folder)) {
            Rest rest = engine.rest();
            String session = rest.session();
            Joined maya = rest.join(session, "Maya Chen", "facilitator");
            Device before = engine.device(maya.token());
            before.done("knock");
            before.welcomeIn("main");
            JsonObject ack = before.ask("c-before", "broadcast", new JsonObject().put("text", "one"));
            long seen = before.event("announcement").getLong("seq");
            engine.restart();
            engine.rest()
                    .command(session, "broadcast", new JsonObject().put("text", "two"))
                    .is(200);

            Device after = engine.device();
            after.hello(maya.token(), seen);
            assertThat(after.expect("welcome").getBoolean("resumed")).isTrue();
            assertThat(after.event("announcement").getJsonObject("data").getString("text"))
                    .isEqualTo("two");
            JsonObject again = after.ask("c-before", "broadcast", new JsonObject().put("text", "one"));
            assertThat(again).isEqualTo(ack);
            after.done("broadcast", new JsonObject().put("text", "three"));
            JsonObject next = after.event("announcement");
            assertThat(next.getJsonObject("data").getString("text")).isEqualTo("three");
        }
    }

    @Test
    void idempotencyKeys_holdAcrossARestart() {
        try (TestEngine engine = TestEngine.start(folder)) {
            JsonObject draft = Rest.draft();
            JsonObject person = Rest.person("p", "Ana Lopez", "patient");
            JsonObject note = new JsonObject().put("name", "note").put("args", new JsonObject().put("text", "once"));
            JsonObject clinic = new JsonObject()
                    .put("name", "Clinic")
                    .put("crisis", new JsonObject().put("call", "1").put("text", "2"))
                    .put("region", "us");
            JsonObject session =
                    engine.rest().post("/v1/sessions", draft, "k").is(201).json();
            String path = "/v1/sessions/" + session.getString("id");
            JsonObject invite =
                    engine.rest().post(path + "/invites", person, "k").is(201).json();
            JsonObject done =
                    engine.rest().post(path + "/commands", note, "k").is(200).json();
            JsonObject program =
                    engine.rest().post("/v1/programs", clinic, "k").is(201).json();

            engine.restart();

            Rest rest = engine.rest();
            assertThat(rest.post("/v1/sessions", draft, "k").is(201).json()).isEqualTo(session);
            rest.post("/v1/sessions", Rest.draft().put("title", "Other"), "k").problem(409, "conflict");
            JsonObject sameInvite =
                    rest.post(path + "/invites", person, "k").is(201).json();
            assertThat(sameInvite.getString("code")).isEqualTo(invite.getString("code"));
            rest.post(path + "/invites", Rest.person("q", "Ben", "patient"), "k")
                    .problem(409, "conflict");
            assertThat(rest.post(path + "/commands", note, "k").is(200).json()).isEqualTo(done);
            rest.post(path + "/commands", new JsonObject().put("name", "start"), "k")
                    .problem(409, "conflict");
            assertThat(rest.post("/v1/programs", clinic, "k").is(201).json()).isEqualTo(program);
            rest.post("/v1/programs", clinic.copy().put("region", "eu"), "k").problem(409, "conflict");
            engine.rest(program.getString("key")).get("/v1/sessions").is(200);
        }
    }

    @Test
    void brokenJournalOfOneSession_isQuarantined_andTheRestRuns() throws SQLException {
        try (TestEngine engine = TestEngine.start(folder)) {
            Rest rest = engine.rest();
            String broken = rest.session();
            String whole = rest.session();
            JsonObject invite = rest.post(
                            "/v1/sessions/" + broken + "/invites", Rest.person("p", "Ana Lopez", "patient"))
                    .is(201)
                    .json();
            Joined ana = rest.join(broken, "Ben Okafor", "patient");
            engine.stop();
            flip(engine.dataFolder().resolve("journal.db"), broken);
            engine.startAgain();

            Rest after = engine.rest();
            String path = "/v1/sessions/" + broken;
            after.get(path).problem(503, "unavailable");
            after.get(path + "/roster").problem(503, "unavailable");
            after.get(path + "/journal").problem(503, "unavailable");
            after.get(path + "/attendance").problem(503, "unavailable");
            after.patch(path, new JsonObject().put("title", "x")).problem(503, "unavailable");
            after.delete(path).problem(503, "unavailable");
            after.command(broken, "start", new JsonObject()).problem(503, "unavailable");
            after.post(path + "/invites", Rest.person("p", "Ana", "patient")).problem(503, "unavailable");
            engine.rest("")
                    .post("/v1/join", new JsonObject().put("code", invite.getString("code")))
                    .problem(503, "unavailable");
            Device device = engine.device();
            device.hello(ana.token());
            device.bye("draining");
            assertThat(engine.metric("anteroom_quarantined_streams")).isEqualTo(1);
            after.program("Another clinic").get(path).problem(404, "not-found");
            after.get("/v1/sessions/" + whole).is(200);
            assertThat(after.get("/v1/sessions").is(200).json().getJsonArray("items"))
                    .hasSize(1);
            assertThat(after.join(whole, "Cy Young", "patient").seat()).startsWith("sea_");
        }
    }

    private static void flip(Path database, String stream) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                PreparedStatement read = connection.prepareStatement("SELECT e.id, e.body FROM entry e"
                        + " JOIN stream s ON s.id = e.stream WHERE s.name = ? AND e.seq = 2");
                PreparedStatement write = connection.prepareStatement("UPDATE entry SET body = ? WHERE id = ?")) {
            read.setString(1, stream);
            long row;
            byte[] body;
            try (ResultSet found = read.executeQuery()) {
                assertThat(found.next()).isTrue();
                row = found.getLong(1);
                body = found.getBytes(2);
            }
            body[body.length / 2] ^= 1;
            write.setBytes(1, body);
            write.setLong(2, row);
            assertThat(write.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void wrongRootPassword_isNoStart() {
        try (TestEngine engine = TestEngine.start(folder)) {
            assertThat(engine.rest().session()).startsWith("ses_");
        }
        Vertx vertx = Vertx.vertx();
        try {
            Map<String, String> environment =
                    TestEngine.environment(folder, Map.of("ANTEROOM_ROOT_PASSWORD", "another password"));
            assertThatThrownBy(() -> new Engine(ConfigLoader.load(environment), vertx))
                    .isInstanceOf(WrongRootKeyException.class);
        } finally {
            TestEngine.await(vertx.close());
        }
    }
}
