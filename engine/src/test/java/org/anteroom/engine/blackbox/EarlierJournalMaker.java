package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.session.EventKind;

/**
 * Makes the data folder and the answers that {@link EarlierJournalTest} compares with. It is run by hand, by the release
 * whose journal is to be kept; the README beside the fixture says how.
 */
final class EarlierJournalMaker {
    /** In place of a key: the one that the operator sets. */
    static final String BOOTSTRAP = "bootstrap";

    private final TestEngine engine;
    private final String key;
    private final Rest clinic;
    private final JsonArray reads = new JsonArray();
    private final JsonObject answers = new JsonObject();

    private EarlierJournalMaker(TestEngine engine) {
        this.engine = engine;
        JsonObject program = new JsonObject()
                .put("name", "Riverbank clinic")
                .put("crisis", new JsonObject().put("call", "988").put("text", "741741"))
                .put("region", "us");
        key = engine.rest().post("/v1/programs", program).is(201).json().getString("key");
        clinic = engine.rest(key);
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        try (TestEngine engine = TestEngine.start(folder)) {
            JsonObject answers = new EarlierJournalMaker(engine).make();
            Files.writeString(folder.resolve("answers.json"), answers.encodePrettily() + "\n");
        }
    }

    private JsonObject make() {
        keysAndOrigins();
        String cancelled = cancelled();
        String ended = new Everything(engine, clinic).happens();
        String live = live();
        engine.stopTheClock();
        for (String path : List.of("/v1/sessions", "/v1/keys", "/v1/origins")) {
            read(key, path, "application/json");
        }
        read(BOOTSTRAP, "/v1/sessions", "application/json");
        for (String session : List.of(cancelled, ended, live)) {
            String path = "/v1/sessions/" + session;
            for (String of : List.of("", "/roster", "/journal?limit=1000", "/attendance")) {
                read(key, path + of, "application/json");
            }
            read(key, path + "/attendance", "text/csv");
        }
        checkNothingMissing();
        Instant at = engine.now();
        String trail = "/v1/audit?limit=200&to=" + at.plus(1, ChronoUnit.HOURS);
        return answers.put("at", at.toString())
                .put("key", key)
                .put("reads", reads)
                .put("trail", trail)
                .put("kept", clinic.get(trail).is(200).json().getJsonArray("items"));
    }

    /** Every event is in one of the journals but the step of a clock, which nobody brings about from outside. */
    private void checkNothingMissing() {
        Set<String> missing =
                Features.events().stream().map(EventKind::name).collect(Collectors.toCollection(TreeSet::new));
        reads.stream()
                .map(JsonObject.class::cast)
                .filter(read -> read.getString("path").contains("/journal"))
                .flatMap(read -> new JsonObject(read.getString("body")).getJsonArray("items").stream())
                .forEach(item -> missing.remove(((JsonObject) item).getString("name")));
        assertThat(missing).containsExactly("clock-stepped");
    }

    private void read(String by, String path, String accept) {
        String body = (by.equals(BOOTSTRAP) ? engine.rest() : clinic)
                .get(path, accept)
                .is(200)
                .body();
        reads.add(new JsonObject()
                .put("key", by)
                .put("path", path)
                .put("accept", accept)
                .put("body", body));
    }

    private void keysAndOrigins() {
        JsonObject second = clinic.post("/v1/keys", new JsonObject()).is(201).json();
        answers.put("revokedKey", second.getString("key"));
        clinic.delete("/v1/keys/" + second.getString("id")).is(204);
        for (String origin : List.of("https://portal.example", "https://old.example")) {
            clinic.post("/v1/origins", new JsonObject().put("origin", origin)).is(201);
        }
        clinic.delete("/v1/origins?origin=https://old.example").is(204);
    }

    private String cancelled() {
        JsonObject draft = Rest.draft().put("title", "Wednesday group");
        JsonObject made =
                clinic.post("/v1/sessions", draft, "made-once").is(201).json();
        answers.put("idempotencyKey", "made-once").put("draft", draft);
        String path = "/v1/sessions/" + made.getString("id");
        JsonObject idle = new JsonObject().put("staff", 30).put("patients", 60);
        clinic.patch(
                        path,
                        new JsonObject()
                                .put("title", "Wednesday evening group")
                                .put(
                                        "policy",
                                        new JsonObject().put("video", "off").put("idleMinutes", idle)))
                .is(200);
        clinic.delete(path).is(204);
        return made.getString("id");
    }

    /** A facilitator in main, a patient in a breakout with a hand up and no microphone, one who waits, one who is held. */
    private String live() {
        String session = clinic.session(Rest.draft().put("title", "Thursday group"));
        Joined maya = clinic.join(session, "Maya Chen", "facilitator");
        Joined ana = clinic.join(session, "Ana Lopez", "patient");
        Joined ben = clinic.join(session, "Ben Okafor", "patient");
        String unused = clinic.post(
                        "/v1/sessions/" + session + "/invites", Rest.person("ref.Cy", "Cy Young", "patient"))
                .is(201)
                .json()
                .getString("code");
        try (Device staff = engine.device(maya.token());
                Device patient = engine.device(ana.token());
                Device waiter = engine.device(ben.token())) {
            staff.done("knock");
            patient.done("knock");
            waiter.done("knock");
            staff.done("admit", Device.seats(ana.seat()));
            staff.done("start");
            JsonArray rooms = new JsonArray().add(room("Calm", ana.seat()));
            staff.done("planBreakouts", new JsonObject().put("mode", "manual").put("rooms", rooms));
            staff.done("openBreakouts");
            patient.welcomeIn("breakout:");
            patient.done("raiseHand", new JsonObject().put("on", true));
            staff.done("mute", Device.seat(ana.seat()));
            staff.done("note", new JsonObject().put("text", "Breathing first, then the homework."));
            answers.put("note", staff.ask("note-1", "note", new JsonObject().put("text", "Once.")));
        }
        Patience.await()
                .until(() -> !clinic.get("/v1/sessions/" + session + "/roster")
                        .body()
                        .contains("\"connected\":true"));
        answers.put("live", session)
                .put("code", unused)
                .put(
                        "tokens",
                        new JsonObject()
                                .put("main", maya.token())
                                .put("breakout:", ana.token())
                                .put("waiting", ben.token()));
        return session;
    }

    private static JsonObject room(String name, String seat) {
        return new JsonObject().put("name", name).put("seats", new JsonArray().add(seat));
    }

    /** A session in which everything happens once that can be brought about from outside, and which ends. */
    private static final class Everything {
        private final TestEngine engine;
        private final Rest clinic;
        private final String session;
        private final Joined maya;
        private final Joined ana;
        private final Joined ben;
        private final Joined cy;
        private final Joined dee;
        private final Device staff;
        private final Device first;
        private final Device second;

        Everything(TestEngine engine, Rest clinic) {
            this.engine = engine;
            this.clinic = clinic;
            JsonArray roster = new JsonArray().add(Rest.person("ref.Ana.Lopez", "Ana Lopez", "patient"));
            session = clinic.session(Rest.draft()
                    .put("title", "Tuesday group")
                    .put("externalId", "group-7")
                    .put("roster", roster)
                    .put("policy", new JsonObject(Map.of("checkIn", "optional", "privateChat", true))));
            maya = clinic.join(session, "Maya Chen", "facilitator");
            ana = clinic.join(session, "Ana Lopez", "patient");
            ben = clinic.join(session, "Ben Okafor", "patient");
            cy = clinic.join(session, "Cy Young", "patient");
            dee = clinic.join(session, "Dee Park", "patient");
            staff = engine.device(maya.token());
            staff.done("knock");
            first = engine.device(ana.token());
            second = engine.device(ben.token());
        }

        String happens() {
            door();
            room();
            screens();
            breakouts();
            talk();
            staff.ask("end", new JsonObject().put("reason", "Until next week."));
            for (Device device : List.of(staff, second)) {
                device.bye("ended");
            }
            return session;
        }

        private void door() {
            String path = "/v1/sessions/" + session;
            String taken = clinic.post(path + "/invites", Rest.person("ref.Eve", "Eve Stone", "observer"))
                    .is(201)
                    .json()
                    .getString("id");
            clinic.delete(path + "/invites/" + taken).is(204);
            first.done(
                    "checkIn",
                    new JsonObject()
                            .put("consent", true)
                            .put("location", "12 Made-up Street")
                            .put("callback", "555-0100")
                            .put("contact", "A made-up sister")
                            .put("forms", forms()));
            first.done("knock");
            second.done("knock");
            second.done("stepAway", new JsonObject().put("on", true));
            second.done("stepAway", new JsonObject().put("on", false));
            staff.done("messageWaiting", new JsonObject().put("text", "In a minute."));
            staff.done("hold", Device.seats(ben.seat()).put("on", true));
            staff.done("hold", Device.seats(ben.seat()).put("on", false));
            try (Device denied = engine.device(cy.token())) {
                denied.done("knock");
                staff.done("deny", Device.seats(cy.seat()).put("reason", "This is another group's day."));
                denied.bye("denied");
            }
            staff.done("admit", Device.seats(ana.seat()));
            staff.done("admitAll");
            first.welcomeIn("main");
            second.welcomeIn("main");
        }

        private static JsonObject forms() {
            return new JsonObject().put("phq9", new JsonArray(List.of(1, 0, 1, 0, 1, 0, 1, 0, 1)));
        }

        private void room() {
            staff.done("start");
            staff.done("lock", new JsonObject().put("on", true));
            staff.done("lock", new JsonObject().put("on", false));
            staff.done("extend", new JsonObject().put("minutes", 10));
            first.done("raiseHand", new JsonObject().put("on", true));
            first.done("raiseHand", new JsonObject().put("on", false));
            staff.done("mute", Device.seat(ana.seat()));
            staff.done("allow", Device.seat(ana.seat()).put("what", "microphone"));
            staff.done("askForLess", Device.seat(ana.seat()).put("on", true));
            first.done("declineLess");
            staff.done("changeRole", Device.seat(ben.seat()).put("role", "observer"));
            staff.done("changeRole", Device.seat(ben.seat()).put("role", "patient"));
            staff.done("sendToWaiting", Device.seat(ben.seat()).put("reason", "A word with staff."));
            staff.done("hallway", Device.seats(ben.seat()));
            staff.done("returnFromHallway");
            staff.done("admit", Device.seats(ben.seat()));
            try (Device removed = engine.device(dee.token())) {
                removed.done("knock");
                staff.done("admit", Device.seats(dee.seat()));
                staff.done("remove", Device.seat(dee.seat()).put("ban", true));
                removed.bye("removed");
            }
        }

        private void screens() {
            first.done("requestShare");
            staff.done("denyShare", Device.seat(ana.seat()));
            first.done("requestShare");
            staff.done("grantShare", Device.seat(ana.seat()).put("seconds", 600));
            first.done("startShare");
            first.done("stopShare");
            staff.done("revokeShare", Device.seat(ana.seat()));
        }

        private void breakouts() {
            JsonArray rooms = new JsonArray()
                    .add(EarlierJournalMaker.room("Calm", ana.seat()))
                    .add(EarlierJournalMaker.room("Oak", ben.seat()));
            staff.done(
                    "planBreakouts",
                    new JsonObject().put("mode", "manual").put("rooms", rooms).put("seconds", 600));
            String calm = staff.event("breakouts-planned")
                    .getJsonObject("data")
                    .getJsonObject("plan")
                    .getJsonArray("rooms")
                    .getJsonObject(0)
                    .getString("id");
            staff.done("openBreakouts");
            first.welcomeIn("breakout:");
            first.done("askForHelp");
            staff.done("answerHelp", new JsonObject().put("breakout", calm));
            staff.done("assign", Device.seat(ben.seat()).put("to", "breakout:" + calm));
            staff.done("broadcast", new JsonObject().put("text", "Five minutes more."));
            staff.done("extendBreakouts", new JsonObject().put("seconds", 300));
            staff.done("closeBreakouts", new JsonObject().put("countdownSeconds", 120));
            staff.done("closeBreakouts", new JsonObject().put("countdownSeconds", 0));
            first.welcomeIn("main");
            second.welcomeIn("main");
        }

        private void talk() {
            first.done("chat", new JsonObject().put("to", "place").put("text", "Hello, everyone — glad to be here."));
            first.done("chat", new JsonObject().put("to", maya.seat()).put("text", "Just for you."));
            staff.done("note", new JsonObject().put("text", "Ask about sleep."));
            poll(false);
            second.done("vote", new JsonObject().put("choice", 1));
            staff.done("closePoll", new JsonObject().put("share", true));
            poll(true);
            second.done("vote", new JsonObject().put("choice", 0));
            staff.done("closePoll", new JsonObject().put("share", false));
            first.done("raiseAlert", new JsonObject().put("note", "Please."));
            String alert = staff.event("alert-raised").getJsonObject("data").getString("alert");
            staff.done("acknowledgeAlert", new JsonObject().put("alert", alert));
            first.done("leave", new JsonObject().put("forget", true));
            first.close();
        }

        private void poll(boolean anonymous) {
            staff.done(
                    "openPoll",
                    new JsonObject()
                            .put("question", "Ready to go on?")
                            .put("options", new JsonArray(List.of("Yes", "Not yet")))
                            .put("anonymous", anonymous));
        }
    }
}
