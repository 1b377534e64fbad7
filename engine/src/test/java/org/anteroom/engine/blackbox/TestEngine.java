package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.anteroom.engine.Engine;
import org.anteroom.engine.Patience;
import org.anteroom.engine.config.ConfigLoader;
import org.anteroom.engine.rest.document.FrameShapes;
import org.anteroom.engine.sample.SampleSession;

/** A whole engine in the test's own process: free ports, a folder of the test's own, no sample. */
final class TestEngine implements AutoCloseable {
    static final String BOOTSTRAP_KEY = "bootstrap-key-of-a-test-0123456789";

    /** {@code -Danteroom.test.loops=4} spreads the sessions of every test over so many loops. */
    private static final Optional<String> LOOPS = Optional.ofNullable(System.getProperty("anteroom.test.loops"));

    private final Vertx vertx = Vertx.vertx();
    private final Path data;
    private final Map<String, String> environment;
    private final List<String> undocumented = new CopyOnWriteArrayList<>();
    private volatile Optional<Stopped> stopped = Optional.empty();
    private volatile Duration passed = Duration.ZERO;
    private Engine engine;
    private Engine.Started started;
    private boolean runs;

    private TestEngine(Path data, Map<String, String> more, Optional<Instant> stoppedAt) {
        this.data = data;
        stopped = stoppedAt.map(at -> new Stopped(at, System.nanoTime()));
        environment = environment(data, more);
        engine = new Engine(ConfigLoader.load(environment), vertx, this::now, this::nanos);
        started = await(engine.start());
        runs = true;
    }

    static TestEngine start(Path data) {
        return start(data, Map.of());
    }

    static TestEngine start(Path data, Map<String, String> more) {
        return new TestEngine(data, more, Optional.empty());
    }

    /** An engine for which all happens at one moment, as after {@link #stopTheClock}. */
    static TestEngine stoppedAt(Path data, Instant at) {
        return new TestEngine(data, Map.of(), Optional.of(at));
    }

    static Map<String, String> environment(Path data, Map<String, String> more) {
        web(data);
        Map<String, String> environment = new HashMap<>(Map.of(
                "ANTEROOM_PORT", "0",
                "ANTEROOM_MANAGEMENT_PORT", "0",
                "ANTEROOM_MEDIA_PORT", "0",
                "ANTEROOM_MEDIA_ADDRESSES", "127.0.0.1",
                "ANTEROOM_SAMPLE_ENABLED", "false",
                "ANTEROOM_BOOTSTRAP_KEY", BOOTSTRAP_KEY,
                "ANTEROOM_ROOT_PASSWORD", "the-root-password-of-a-test-random-by-its-form",
                "ANTEROOM_DATA", data.resolve("data").toString()));
        LOOPS.ifPresent(loops -> environment.put("ANTEROOM_SESSIONS_LOOPS", loops));
        environment.putAll(more);
        return environment;
    }

    /** A page where the web client's would be: these tests need none. */
    private static void web(Path folder) {
        try {
            Path web = Files.createDirectories(folder.resolve("web"));
            Files.writeString(web.resolve("index.html"), "<!doctype html><title>Anteroom</title>");
            Path assets = Files.createDirectories(web.resolve("assets"));
            Files.writeString(assets.resolve("room.js"), "// the room\n");
            System.setProperty("anteroom.web", web.toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Drains the engine and starts another on the same folder. */
    void restart() {
        stop();
        startAgain();
    }

    void stop() {
        runs = false;
        await(engine.stop());
    }

    void startAgain() {
        engine = new Engine(ConfigLoader.load(environment), vertx, this::now, this::nanos);
        started = await(engine.start());
        runs = true;
    }

    /** Where the clocks stand. */
    private record Stopped(Instant now, long nanos) {}

    Instant now() {
        return stopped.map(Stopped::now)
                .orElseGet(() -> Instant.now().plus(passed).truncatedTo(ChronoUnit.MILLIS));
    }

    private long nanos() {
        return stopped.map(Stopped::nanos).orElseGet(() -> System.nanoTime() + passed.toNanos());
    }

    /** So much time passes at once, by all clocks; timers go on as they did. */
    void pass(Duration time) {
        passed = passed.plus(time);
    }

    /** From here on all happens at one moment, as far as limits on what devices send see; timers go on. */
    void stopTheClock() {
        stopped = Optional.of(new Stopped(now(), nanos()));
    }

    void startTheClock() {
        stopped = Optional.empty();
    }

    Future<Void> drain() {
        runs = false;
        return engine.stop();
    }

    /** The links of the sample session, where the test asked for one. */
    List<SampleSession.Link> sampleLinks() {
        return started.links();
    }

    Vertx vertx() {
        return vertx;
    }

    Path dataFolder() {
        return data.resolve("data");
    }

    URI uri(String path) {
        return URI.create((listensAsItSays() ? started.url() : "http://127.0.0.1:" + port()) + path);
    }

    /** With a public URL an engine does not tell where it listens. */
    private boolean listensAsItSays() {
        return URI.create(started.url()).getPort() > 0;
    }

    String origin() {
        return started.url();
    }

    int port() {
        return listensAsItSays()
                ? URI.create(started.url()).getPort()
                : Integer.parseInt(environment.getOrDefault("ANTEROOM_PORT", "0"));
    }

    Rest rest() {
        return new Rest(this, BOOTSTRAP_KEY);
    }

    Rest rest(String key) {
        return new Rest(this, key);
    }

    URI management(String path) {
        return URI.create(started.managementUrl() + path);
    }

    String metrics() {
        return Rest.text(management("/metrics"));
    }

    /** The value of a metric whose line begins so; 0 where there is no such line. */
    double metric(String beginning) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Takes note of a frame that some device was sent: at the end each has to be one of asyncapi.yaml. */
    void heard(JsonObject frame) {
        FrameShapes.fault(frame).ifPresent(undocumented::add);
    }

    /** A device with an open line that said nothing yet. */
    Device device() {
        return Device.open(this, Map.of());
    }

    /** A device that joined with this token and was welcomed. */
    Device device(String token) {
        Device device = device();
        device.hello(token);
        device.expect("welcome");
        return device;
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        double defects = runs && LOOPS.isPresent() ? metric("anteroom_loop_defects_total") : 0;
        stop();
        await(vertx.close());
        assertThat(undocumented).as("frames that asyncapi.yaml does not know").isEmpty();
        assertThat(defects).as("defects between loops").isZero();
    }
}
