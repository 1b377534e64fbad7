package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Nothing that anybody said or is called stands readable on disk, in the log or in a metric. */
class PrivacyTest {
    private static final List<String> WORDS = List.of(
            "Quetzal",
            "Zbigniew",
            "Brzezin",
            "ref.Quetzal",
            "Ytterbium",
            "Xylophone",
            "Jabberwock",
            "Vorpal",
            "Snickersnack",
            "Bandersnatch",
            "Frumious",
            "Tulgey",
            "Mimsy",
            "Borogove",
            "Outgrabe",
            "Slithy",
            "Gimble",
            "Wabe",
            "Uffish",
            "Callooh",
            "Callay",
            "Beamish",
            "Whiffling");

    @TempDir
    Path folder;

    /** What the engine logs meanwhile, exceptions with all their messages. */
    private static final class Log extends AppenderBase<ILoggingEvent> {
        final Queue<String> lines = new ConcurrentLinkedQueue<>();

        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(event.getFormattedMessage());
            var thrown = event.getThrowableProxy();
            while (thrown != null) {
                line.append(' ').append(thrown.getMessage());
                thrown = thrown.getCause();
            }
            lines.add(line.toString());
        }
    }

    @Test
    void namesRefsTitlesAndTexts_areNowhereToBeRead() throws IOException {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Log log = new Log();
        log.start();
        root.addAppender(log);
        String metrics;
        try (TestEngine engine = TestEngine.start(folder)) {
            sayEverything(engine);
            metrics = engine.metrics();
            searchFolder(engine.dataFolder());
            engine.restart();
            metrics += engine.metrics();
        } finally {
            root.detachAppender(log);
            log.stop();
        }
        searchFolder(folder.resolve("data"));
        String logged = String.join("\n", log.lines);
        assertThat(log.lines).isNotNull();
        for (String word : WORDS) {
            assertThat(metrics).as("metrics").doesNotContainIgnoringCase(word);
            assertThat(logged).as("log").doesNotContainIgnoringCase(word);
        }
    }

    private static void sayEverything(TestEngine engine) {
        Rest rest = engine.rest().program("Ytterbium clinic");
        JsonObject draft = Rest.draft().put("title", "Xylophone group").put("externalId", "Uffish-1");
        String session = rest.session(draft);
        Joined maya = rest.join(session, "Quetzal Brzezin", "facilitator");
        Joined ana = rest.join(session, "Zbigniew Lopez", "patient");
        Device staff = engine.device(maya.token());
        staff.done("knock");
        Device patient = engine.device(ana.token());
        patient.done("knock");
        patient.done(
                "checkIn",
                new JsonObject()
                        .put("consent", true)
                        .put("location", "Jabberwock street")
                        .put("callback", "Vorpal 555")
                        .put("contact", "Snickersnack sister")
                        .put("forms", new JsonObject().put("phq9", new JsonArray(List.of(1, 1, 1, 1, 1, 1, 1, 1, 1)))));
        staff.done("messageWaiting", new JsonObject().put("text", "Bandersnatch soon"));
        staff.done("admit", Device.seats(ana.seat()));
        patient.welcomeIn("main");
        patient.done("chat", new JsonObject().put("to", "place").put("text", "Frumious words"));
        staff.done("broadcast", new JsonObject().put("text", "Tulgey wood"));
        staff.done("note", new JsonObject().put("text", "Mimsy today"));
        patient.done("raiseAlert", new JsonObject().put("note", "Borogove"));
        JsonArray rooms =
                new JsonArray().add(new JsonObject().put("name", "Outgrabe").put("task", "Slithy task"));
        staff.done("planBreakouts", new JsonObject().put("mode", "manual").put("rooms", rooms));
        staff.done(
                "openPoll",
                new JsonObject()
                        .put("question", "Callooh today?")
                        .put("options", new JsonArray(List.of("Callay", "Beamish")))
                        .put("anonymous", true));
        patient.done("vote", new JsonObject().put("choice", 1));
        staff.done("closePoll", new JsonObject().put("share", true));
        patient.done("reportHealth", new JsonObject().put("summary", new JsonObject().put("mood", "Whiffling")));
        staff.done("hallway", Device.seats(ana.seat()));
        staff.done("returnFromHallway");
        patient.refused("invalid", "Gimble", new JsonObject().put("Wabe", "Wabe"));
        patient.refused("invalid", "chat", new JsonObject().put("to", "Gimble").put("text", "Wabe"));
        JsonObject asked = new JsonObject()
                .put("ref", "Wabe-17")
                .put("forms", new JsonArray(List.of("gad7")))
                .put("expiresInSeconds", 600);
        JsonObject link = rest.post("/v1/check-ins", asked).is(201).json();
        JsonObject said = new JsonObject().put("gad7", new JsonArray(List.of(1, 1, 1, 1, 1, 1, 1)));
        engine.rest("")
                .post(
                        "/v1/check-ins/answer",
                        new JsonObject().put("code", link.getString("code")).put("forms", said))
                .is(204);
        engine.rest("")
                .post("/v1/check-ins/open", new JsonObject().put("code", "Gimble"))
                .problem(403, "join-refused");
        rest.post("/v1/sessions", Rest.draft().put("kind", "Gimble")).problem(400, "invalid");
        rest.get("/v1/sessions/Gimble").problem(404, "not-found");
        rest.get("/Wabe?Gimble=Wabe");
        engine.rest("Gimble").get("/v1/sessions").problem(401, "unauthorized");
        Device odd = engine.device();
        odd.sendText("Gimble in the Wabe");
        odd.bye("protocol");
        staff.done("remove", Device.seat(ana.seat()).put("reason", "Uffish thought"));
        patient.bye("removed");
    }

    private static void searchFolder(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (String word : WORDS) {
                    assertThat(bytes.contains(word))
                            .as(file.getFileName() + " holds " + word)
                            .isFalse();
                }
                assertThat(bytes.contains(TestEngine.BOOTSTRAP_KEY))
                        .as("the bootstrap key")
                        .isFalse();
            }
        }
    }
}
