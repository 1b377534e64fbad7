package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.anteroom.engine.Main;
import org.anteroom.engine.Patience;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An engine that is killed again and again while it tells a receiver what happens: no event missing, none out of order within
 * its session, and what comes twice comes by the same id. {@code -Danteroom.test.kills=50} makes it longer.
 */
@Tag("slow")
class WebhookKillTest {
    private static final int KILLS = Integer.getInteger("anteroom.test.kills", 10);
    private static final String KEY = "bootstrap-key-of-a-test-0123456789";
    /** After the engine is ready; the first calls of a cold one take their time. */
    private static final int KILLED_WITHIN_MS = 3_000;

    private static final Pattern READY = Pattern.compile("Anteroom is ready: http://[^/]*:([0-9]+)/");

    private static final int SESSIONS_A_RUN = 100;
    private static final Map<String, String> TYPES = Map.of(
            "session-created", "session.created",
            "session-opened", "session.opened",
            "session-started", "session.started",
            "session-ended", "session.ended",
            "breakouts-opened", "breakouts.opened",
            "breakouts-closed", "breakouts.closed");

    private final HttpClient http = HttpClient.newHttpClient();
    private final long seed = Long.getLong("anteroom.test.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Set<String> sessions = new LinkedHashSet<>();

    @TempDir
    Path folder;

    private int port;

    @Test
    void killedManyTimes_everyEventIsTold_inOrder_andTwiceByTheSameIdAlone() throws Exception {
        System.out.println("Seed " + seed);
        try (Receiver receiver = new Receiver()) {
            Process engine = started();
            JsonObject hook = new JsonObject()
                    .put("url", receiver.url("/hook"))
                    .put("events", List.of("session.*", "breakouts.*"));
            assertThat(call("POST", "/v1/webhooks", hook).orElseThrow().statusCode())
                    .isEqualTo(201);
            for (int kill = 0; kill < KILLS; kill++) {
                Thread killer = killerOf(engine);
                for (int i = 0; i < SESSIONS_A_RUN && engine.isAlive(); i++) {
                    live();
                }
                killer.join();
                assertThat(engine.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
                engine = started();
            }
            try {
                Map<String, List<String>> expected = expected();
                long all = expected.values().stream().mapToLong(List::size).sum();
                Patience.await("all that happened").until(() -> ids(receiver).size() == all);
                check(receiver, expected);
                System.out.printf(
                        "%d kills, %d sessions, %d events, %d deliveries%n",
                        KILLS, expected.size(), all, receiver.calls().size());
            } finally {
                engine.toHandle().destroyForcibly();
                assertThat(engine.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static Set<String> ids(Receiver receiver) {
        Set<String> ids = new LinkedHashSet<>();
        receiver.calls().forEach(call -> ids.add(call.id()));
        return ids;
    }

    private static void check(Receiver receiver, Map<String, List<String>> expected) {
        Map<String, String> bodies = new HashMap<>();
        Map<String, Long> last = new HashMap<>();
        Map<String, List<String>> told = new HashMap<>();
        for (Receiver.Call call : receiver.calls()) {
            String before = bodies.putIfAbsent(call.id(), call.body());
            assertThat(call.body())
                    .as("the same id is the same event")
                    .isEqualTo(before == null ? call.body() : before);
            long seq = call.data().getLong("seq");
            assertThat(seq)
                    .as("in order within %s", call.session())
                    .isGreaterThanOrEqualTo(last.getOrDefault(call.session(), 0L));
            last.put(call.session(), seq);
            if (before == null) {
                told.computeIfAbsent(call.session(), key -> new ArrayList<>()).add(seq + " " + call.type());
            }
        }
        assertThat(told).isEqualTo(expected);
    }

    /** What the journals of all sessions say, told or not. */
    private Map<String, List<String>> expected() throws Exception {
        Map<String, List<String>> expected = new HashMap<>();
        for (String session : sessions()) {
            JsonObject journal =
                    new JsonObject(call("GET", "/v1/sessions/" + session + "/journal?limit=1000", new JsonObject())
                            .orElseThrow()
                            .body());
            List<String> of = expected.computeIfAbsent(session, key -> new ArrayList<>());
            journal.getJsonArray("items").stream()
                    .map(JsonObject.class::cast)
                    .filter(item -> TYPES.containsKey(item.getString("name")))
                    .forEach(item -> of.add(item.getLong("seq") + " " + TYPES.get(item.getString("name"))));
        }
        assertThat(expected.keySet()).containsAll(sessions);
        return expected;
    }

    private List<String> sessions() throws Exception {
        List<String> all = new ArrayList<>();
        String query = "?limit=200";
        while (!query.isEmpty()) {
            JsonObject page = new JsonObject(call("GET", "/v1/sessions" + query, new JsonObject())
                    .orElseThrow()
                    .body());
            page.getJsonArray("items").forEach(one -> all.add(((JsonObject) one).getString("id")));
            query = page.containsKey("next") ? "?limit=200&cursor=" + page.getString("next") : "";
        }
        return all;
    }

    /** A session from its beginning to its end, or to a kill. */
    private void live() throws Exception {
        Optional<HttpResponse<String>> made = call("POST", "/v1/sessions", Rest.draft());
        if (made.isEmpty() || made.get().statusCode() != 201) {
            return;
        }
        String session = new JsonObject(made.get().body()).getString("id");
        sessions.add(session);
        command(session, "start", new JsonObject());
        command(
                session,
                "planBreakouts",
                new JsonObject().put("mode", "self-select").put("roomCount", 2));
        command(session, "openBreakouts", new JsonObject());
        command(session, "closeBreakouts", new JsonObject().put("countdownSeconds", 0));
        if (random.nextInt(4) > 0) {
            command(session, "end", new JsonObject());
        }
    }

    private void command(String session, String name, JsonObject args) throws Exception {
        var unused = call(
                "POST",
                "/v1/sessions/" + session + "/commands",
                new JsonObject().put("name", name).put("args", args));
    }

    /** The answer; empty where the engine was killed before it came. */
    private Optional<HttpResponse<String>> call(String method, String path, JsonObject body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(Patience.SECONDS))
                .header("Authorization", "Bearer " + KEY)
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.encode()));
        try {
            return Optional.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Thread killerOf(Process engine) {
        int delayMs = random.nextInt(KILLED_WITHIN_MS);
        Thread killer = new Thread(
                () -> {
                    try {
                        var unused = engine.waitFor(delayMs, TimeUnit.MILLISECONDS);
                        engine.toHandle().destroyForcibly();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "killer");
        killer.start();
        return killer;
    }

    private Process started() throws Exception {
        Map<String, String> environment = TestEngine.environment(
                folder,
                Map.of(
                        "ANTEROOM_WEBHOOKS_ALLOW_PRIVATE", "true",
                        "ANTEROOM_LOG_LEVEL", "warn"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Danteroom.web=" + folder.resolve("web"),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command);
        // What whoever runs the tests has set is not meant for this engine.
        builder.environment().keySet().removeIf(name -> name.startsWith("ANTEROOM_"));
        builder.environment().putAll(environment);
        Process engine =
                builder.redirectErrorStream(true).redirectOutput(log().toFile()).start();
        Patience.await("the engine").until(() -> !engine.isAlive() || readyAt().isPresent());
        // The system chooses the port: one that was free a moment ago may be somebody else's by now.
        port = readyAt().orElseThrow(() -> new AssertionError("The engine did not start: " + logged()));
        return engine;
    }

    private Path log() {
        return folder.resolve("engine.log");
    }

    private String logged() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<Integer> readyAt() {
        return READY.matcher(logged())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .findFirst();
    }
}
