package org.anteroom.engine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.anteroom.engine.Patience;
import org.anteroom.engine.checkin.CheckInRegistry;
import org.anteroom.engine.dose.live.DoseBoard;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.journal.UncertainJournal;
import org.anteroom.engine.journal.UncertainJournal.Next;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.program.SeatTokens;
import org.anteroom.engine.runtime.AtWork;
import org.anteroom.engine.runtime.HostServices;
import org.anteroom.engine.runtime.MediaHub;
import org.anteroom.engine.runtime.SecureChance;
import org.anteroom.engine.runtime.SessionDirectory;
import org.anteroom.engine.runtime.VertxTimers;
import org.anteroom.engine.series.SeriesPlanner;
import org.anteroom.engine.series.SeriesRegistry;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.settings.SettingsRegistry;
import org.anteroom.engine.webhook.NoDeliveries;
import org.anteroom.engine.wire.Refusals;
import org.anteroom.signaling.embedded.EmbeddedBridge;
import org.anteroom.signaling.embedded.EmbeddedBridgeOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two calls about one session, of which the second comes while the first is being written. */
class ConcurrentCallsTest {
    private static final ProgramId PROGRAM = new ProgramId("prg_AAAAAAAAAAAAAAAAAAAAAA");
    private static final String KEY = "key_AAAAAAAAAAAAAAAAAAAAAA.secret";
    private static final Instant NOW = Instant.parse("2026-03-02T14:00:00Z");
    private static final int SEATS_MAX = 2;
    private static final String ANA = "{\"ref\":\"p1\",\"name\":\"Ana Lopez\",\"role\":\"patient\"}";
    private static final String BEN = "{\"ref\":\"p2\",\"name\":\"Ben Okafor\",\"role\":\"patient\"}";

    private final Vertx vertx = Vertx.vertx();
    private final Context context = vertx.getOrCreateContext();
    private final UncertainJournal journal = new UncertainJournal();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final InstantSource clock = () -> NOW;
    private final SecureChance chance = new SecureChance();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ProgramRegistry programs = new ProgramRegistry(
            journal,
            new Quotas(new Quotas.Limits(10, SEATS_MAX, 10, 1_000), meters, System::nanoTime),
            clock,
            System::nanoTime);
    private SessionDirectory directory;
    private HttpServer server;
    private SessionId session;

    private record Answer(int status, JsonObject body) {}

    @BeforeEach
    void open() {
        HostServices host = new HostServices(new VertxTimers(vertx), journal, clock, chance, meters, 100);
        MediaHub media = new MediaHub(new EmbeddedBridge(vertx, EmbeddedBridgeOptions.defaults(), meters), meters);
        directory = new SessionDirectory(host, media, programs);
        server = await(onContext(this::serve));
        Answer made = await(send(
                "POST",
                "/v1/sessions",
                Optional.empty(),
                "{\"title\":\"Group\",\"kind\":\"group\",\"startsAt\":\"2026-03-02T15:00:00Z\",\"durationMinutes\":60,"
                        + "\"capacity\":8}"));
        assertThat(made.status()).as(made.body().encode()).isEqualTo(201);
        session = new SessionId(made.body().getString("id"));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private Future<HttpServer> serve() {
        Router router = Router.router(vertx);
        SettingsRegistry settings = new SettingsRegistry(journal);
        SeriesRegistry series = new SeriesRegistry(journal);
        SeriesPlanner planner = new SeriesPlanner(
                series,
                settings,
                directory,
                programs.quotas(),
                chance,
                clock,
                meters,
                new SeriesPlanner.Options(new byte[32], Duration.ofDays(14), 12, true));
        new Api(new RestServices(
                        vertx,
                        journal,
                        clock,
                        chance,
                        meters,
                        programs,
                        directory,
                        new SeatTokens(new byte[32]),
                        new byte[32],
                        new byte[32],
                        12,
                        true,
                        id -> Registration.Reuse.SAME_DEVICE,
                        Optional.empty(),
                        List.of(),
                        1 << 20,
                        new Refusals(),
                        settings,
                        series,
                        planner,
                        new DoseBoard(directory, settings, clock),
                        NoDeliveries.calling(vertx),
                        NoDeliveries.of(vertx, journal),
                        NoDeliveries.assertions(vertx, journal),
                        new CheckInRegistry(journal, clock)))
                .mount(router);
        return programs.create(
                        PROGRAM,
                        new Text("Program"),
                        new Crisis("", ""),
                        "us",
                        "",
                        KEY.substring(0, KEY.indexOf('.')),
                        KEY)
                .compose(made -> vertx.createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
    }

    private <T> CompletableFuture<T> onContext(Supplier<Future<T>> run) {
        Promise<T> done = Promise.promise();
        context.runOnContext(ignored -> run.get().onComplete(done));
        return done.future().toCompletionStage().toCompletableFuture();
    }

    private <T> T now(Supplier<T> read) {
        return await(onContext(() -> Future.succeededFuture(read.get())));
    }

    private void act(Runnable run) {
        var unused = now(() -> {
            run.run();
            return run;
        });
    }

    private static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(Patience.SECONDS, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<Answer> send(String method, String path, Optional<String> key, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        key.ifPresent(given -> request.header("Idempotency-Key", given));
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .thenApply(response -> new Answer(response.statusCode(), new JsonObject(response.body())));
    }

    private CompletableFuture<Answer> call(String method, String path, String key, String body) {
        return send(
                method,
                "/v1/sessions/" + session.value() + path,
                Optional.of(key).filter(k -> !k.isEmpty()),
                body);
    }

    /** The answers to two calls, of which the second takes its turn once the first is written. */
    private List<Answer> atATime(
            Supplier<CompletableFuture<Answer>> first, Supplier<CompletableFuture<Answer>> second) {
        act(() -> journal.next(Next.WAITS));
        CompletableFuture<Answer> one = first.get();
        Patience.await().until(() -> one.isDone() || now(journal::waiting) == 1);
        CompletableFuture<Answer> other = second.get();
        Patience.await().until(() -> other.isDone() || now(() -> AtWork.waiting(directory, session)) == 1);
        act(() -> journal.release());
        return List.of(await(one), await(other));
    }

    private long kept(String type) {
        return now(() -> journal.stream(new StreamId(session.value())).stream()
                .filter(entry -> entry.type().equals(type))
                .count());
    }

    private static List<Integer> statuses(List<Answer> answers) {
        return answers.stream().map(Answer::status).toList();
    }

    @Test
    void changesOfTwoFields_areBothKept() {
        List<Answer> answers = atATime(
                () -> call("PATCH", "", "", "{\"title\":\"Another\"}"),
                () -> call("PATCH", "", "", "{\"capacity\":5}"));
        assertThat(statuses(answers)).as(answers.toString()).containsExactly(200, 200);
        assertThat(answers.get(0).body().getInteger("capacity"))
                .as("as the first left it")
                .isEqualTo(8);
        assertThat(answers.get(1).body().getString("title")).isEqualTo("Another");
        assertThat(answers.get(1).body().getInteger("capacity")).isEqualTo(5);
    }

    @Test
    void sameInviteTwice_isMadeOnce() {
        List<Answer> answers =
                atATime(() -> call("POST", "/invites", "k1", ANA), () -> call("POST", "/invites", "k1", ANA));
        assertThat(statuses(answers)).as(answers.toString()).containsExactly(201, 201);
        assertThat(answers.get(1).body()).isEqualTo(answers.get(0).body());
        assertThat(kept("invite-created")).isEqualTo(1);
    }

    @Test
    void anotherInviteUnderTheSameKey_isRefused() {
        List<Answer> answers =
                atATime(() -> call("POST", "/invites", "k1", ANA), () -> call("POST", "/invites", "k1", BEN));
        assertThat(statuses(answers)).as(answers.toString()).containsExactly(201, 409);
        assertThat(answers.get(1).body().getString("detail")).isEqualTo(Problem.OTHER_BODY);
        assertThat(kept("invite-created")).isEqualTo(1);
    }

    @Test
    void lastSeatOfAProgram_isGivenOnce() {
        assertThat(await(call("POST", "/invites", "k0", ANA.replace("p1", "p0")))
                        .status())
                .isEqualTo(201);
        List<Answer> answers =
                atATime(() -> call("POST", "/invites", "k1", ANA), () -> call("POST", "/invites", "k2", BEN));
        assertThat(statuses(answers)).as(answers.toString()).containsExactly(201, 429);
        assertThat(kept("seat-added")).isEqualTo(SEATS_MAX);
    }

    @Test
    void roomThatWasHeld_isGivenBack() {
        act(() -> journal.next(Next.IS_REFUSED));
        assertThat(await(call("POST", "/invites", "k0", ANA)).status()).isEqualTo(503);
        for (String person : List.of(ANA, BEN)) {
            assertThat(await(call("POST", "/invites", "", person)).status()).isEqualTo(201);
        }
        assertThat(await(call("POST", "/invites", "", ANA.replace("p1", "p3"))).status())
                .isEqualTo(429);
    }

    @Test
    void commandUnderTheSameKeyWithAnotherBody_isRefused() {
        List<Answer> answers = atATime(
                () -> call("POST", "/commands", "k1", note("one")),
                () -> call("POST", "/commands", "k1", note("other")));
        assertThat(statuses(answers)).as(answers.toString()).containsExactly(200, 409);
        assertThat(answers.get(1).body().getString("detail")).isEqualTo(Problem.OTHER_BODY);
        assertThat(kept("note")).isEqualTo(1);
    }

    @Test
    void sameCommandTwice_isDoneOnce() {
        List<Answer> answers = atATime(
                () -> call("POST", "/commands", "k1", note("one")), () -> call("POST", "/commands", "k1", note("one")));
        assertThat(statuses(answers)).as(answers.toString()).containsExactly(200, 200);
        assertThat(kept("note")).isEqualTo(1);
    }

    private static String note(String text) {
        return new JsonObject()
                .put("name", "note")
                .put("args", new JsonObject().put("text", text))
                .encode();
    }
}
