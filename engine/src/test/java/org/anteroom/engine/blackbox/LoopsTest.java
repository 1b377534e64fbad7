package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.anteroom.engine.Patience;
import org.anteroom.engine.blackbox.Rest.Joined;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions on loops of their own, many at once: each is served in order, and nothing is left behind. */
class LoopsTest {
    private static final int LOOPS = 4;
    private static final int SESSIONS = 40;
    private static final int SEATS = 3 * SESSIONS;
    private static final int AT_ONCE = 8;
    private static final int MESSAGES = 10;

    @TempDir
    Path folder;

    private TestEngine engine(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("ANTEROOM_SESSIONS_LOOPS", Integer.toString(LOOPS));
        return TestEngine.start(folder, environment);
    }

    private static Map<String, String> quotas() {
        return Map.of(
                "ANTEROOM_QUOTAS_SESSIONS_MAX", Integer.toString(SESSIONS),
                "ANTEROOM_QUOTAS_SEATS_MAX", Integer.toString(SEATS),
                "ANTEROOM_QUOTAS_CONNECTIONS_MAX", Integer.toString(SEATS),
                "ANTEROOM_QUOTAS_COMMANDS_PER_SECOND", "100000");
    }

    private static JsonObject message(int number) {
        return new JsonObject().put("to", "place").put("text", "message " + number);
    }

    /** Does something many times, several at once; the first failure fails the test. */
    private static void atOnce(int times, Runnable act) {
        ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                done.add(workers.submit(act));
            }
            for (Future<?> one : done) {
                one.get(Patience.SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        } finally {
            workers.shutdownNow();
        }
    }

    /** One session from its first link to its end. */
    private static void hold(TestEngine engine) {
        Rest rest = engine.rest();
        String session = rest.session();
        Joined maya = rest.join(session, "Maya Chen", "facilitator");
        Joined ana = rest.join(session, "Ana Lopez", "patient");
        Joined ben = rest.join(session, "Ben Okafor", "patient");
        Device staff = engine.device(maya.token());
        staff.done("knock");
        Device first = engine.device(ana.token());
        first.done("knock");
        Device second = engine.device(ben.token());
        second.done("knock");
        staff.done("start");
        staff.done("admit", Device.seats(ana.seat(), ben.seat()));
        first.welcomeIn("main");
        second.welcomeIn("main");
        talk(List.of(staff, first, second));
        inOrder(second);
        long heard = lastSeq(second);
        second.close();
        first.done("chat", message(MESSAGES));

        Device again = engine.device();
        again.hello(ben.token(), heard);
        assertThat(again.expect("welcome").getString("seat")).isEqualTo(ben.seat());
        assertThat(again.event("message").getLong("seq")).isGreaterThan(heard);
        again.done("chat", message(MESSAGES + 1));
        rest.command(session, "end", new JsonObject()).is(200);
        for (Device device : List.of(staff, first, again)) {
            device.bye("ended");
            inOrder(device);
            device.close();
        }
    }

    /** All talk at the same time, and none waits for an answer before the next message. */
    private static void talk(List<Device> devices) {
        for (int i = 0; i < MESSAGES; i++) {
            for (Device device : devices) {
                device.send(Device.frame("m" + i + "-" + device.hashCode(), "chat", message(i)));
            }
        }
        for (Device device : devices) {
            for (int i = 0; i < MESSAGES; i++) {
                String id = "m" + i + "-" + device.hashCode();
                assertThat(device.answer(id).getString("type")).isEqualTo("ack");
                assertThat(device.seen().stream().filter(frame -> id.equals(frame.getValue("id"))))
                        .as("answers to one command")
                        .hasSize(1);
            }
        }
    }

    private static long lastSeq(Device device) {
        List<JsonObject> events = device.events();
        return events.get(events.size() - 1).getLong("seq");
    }

    private static void inOrder(Device device) {
        long last = 0;
        for (JsonObject event : device.events()) {
            assertThat(event.getLong("seq")).isGreaterThan(last);
            last = event.getLong("seq");
        }
    }

    @Test
    void manySessionsAtOnce_areEachServedInOrder_andLeaveNothingBehind() {
        try (TestEngine engine = engine(quotas())) {
            atOnce(SESSIONS, () -> hold(engine));
            Patience.await().until(() -> engine.metric("anteroom_connections ") == 0);
            JsonArray roster = new JsonArray()
                    .add(Rest.person("p1", "Ana Lopez", "patient"))
                    .add(Rest.person("p2", "Ben Okafor", "patient"))
                    .add(Rest.person("p3", "Cy Young", "patient"));
            // The quotas hold as many again, and no more.
            atOnce(
                    SESSIONS,
                    () -> assertThat(engine.rest().session(Rest.draft().put("roster", roster)))
                            .startsWith("ses_"));
            engine.rest().post("/v1/sessions", Rest.draft()).problem(429, "rate-limited");
            assertThat(engine.metric("anteroom_loop_defects_total")).isZero();
            assertThat(engine.metric("anteroom_session_failures_total")).isZero();
        }
    }

    @Test
    void sessionsThatAreOver_areLetGo_whileTheyAreRead() {
        try (TestEngine engine = engine(
                Map.of("ANTEROOM_TIMERS_OVER_KEPT_MS", "1000", "ANTEROOM_QUOTAS_COMMANDS_PER_SECOND", "100000"))) {
            Rest rest = engine.rest();
            List<String> sessions = new CopyOnWriteArrayList<>();
            atOnce(SESSIONS, () -> {
                String session = rest.session();
                var unused = rest.join(session, "Ana Lopez", "patient");
                rest.delete("/v1/sessions/" + session).is(204);
                sessions.add(session);
            });
            Patience.await().until(() -> {
                atOnce(
                        1,
                        () -> sessions.forEach(
                                session -> rest.get("/v1/sessions/" + session).is(200)));
                return engine.metric("anteroom_sessions_over ") == SESSIONS;
            });
            sessions.forEach(session ->
                    rest.get("/v1/sessions/" + session + "/attendance").is(200));
            assertThat(engine.metric("anteroom_loop_defects_total")).isZero();
            assertThat(engine.metric("anteroom_session_failures_total")).isZero();
        }
    }

    @Test
    void restart_findsEverySessionAsItWas_andEverybodyComesBack() {
        try (TestEngine engine = engine(quotas())) {
            Rest rest = engine.rest();
            List<Joined> joined = new CopyOnWriteArrayList<>();
            atOnce(SESSIONS, () -> {
                Joined ana = rest.join(rest.session(), "Ana Lopez", "patient");
                Device device = engine.device(ana.token());
                device.done("knock");
                joined.add(ana);
            });
            engine.restart();
            assertThat(joined).hasSize(SESSIONS);
            joined.forEach(ana -> {
                Device device = engine.device();
                device.hello(ana.token());
                assertThat(device.welcomeIn("waiting").getString("seat")).isEqualTo(ana.seat());
                device.close();
            });
            assertThat(engine.metric("anteroom_sessions ")).isEqualTo(SESSIONS);
            assertThat(engine.metric("anteroom_loop_defects_total")).isZero();
        }
    }
}
