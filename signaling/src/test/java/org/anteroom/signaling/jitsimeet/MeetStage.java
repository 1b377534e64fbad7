package org.anteroom.signaling.jitsimeet;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.anteroom.signaling.ConferenceId;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.Patience;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.synthetic.LocalProsody;

/** A bridge in front of a deployment, people, and the one context that all of them are on. */
final class MeetStage {
    static final ConferenceId HERE = new ConferenceId("here");
    static final Path MODULES = Path.of("src", "test", "resources", "jitsimeet");
    static final Set<SourceKind> VOICE_AND_FACE = Set.of(SourceKind.MICROPHONE, SourceKind.CAMERA);

    final Vertx vertx = Vertx.vertx();
    final ToldOfMeet told = new ToldOfMeet();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Context context = vertx.getOrCreateContext();
    private final Map<String, MeetPerson> people = new HashMap<>();
    private final JitsiMeetOptions options;
    private final JitsiMeetBridge bridge;

    MeetStage(JitsiMeetOptions options) {
        this(options, InstantSource.system());
    }

    MeetStage(JitsiMeetOptions options, InstantSource clock) {
        this.options = options;
        bridge = new JitsiMeetBridge(vertx, options, meters, clock);
    }

    MeetStage(JitsiMeetOptions options, MeetTime time) {
        this.options = options;
        bridge = new JitsiMeetBridge(vertx, options, meters, InstantSource.system(), time);
    }

    static JitsiMeetOptions options(URI service) {
        Deployment deployment = new Deployment(
                URI.create("http://127.0.0.1/libs/lib-jitsi-meet.min.js"),
                service,
                LocalProsody.DOMAIN,
                "conference." + LocalProsody.DOMAIN);
        return JitsiMeetOptions.of(
                        deployment,
                        "focus." + LocalProsody.DOMAIN,
                        LocalProsody.APP_ID,
                        "jitsi",
                        TokenKey.hs256(LocalProsody.SECRET),
                        60)
                .withTimes(MeetTimes.defaults().hastened(4));
    }

    JitsiMeetBridge bridge() {
        return bridge;
    }

    JitsiMeetOptions options() {
        return options;
    }

    /** What this gives, asked for on the one context; fails when it does. */
    <T> T ask(Callable<Future<T>> call) throws Exception {
        Promise<T> promise = Promise.promise();
        context.runOnContext(ignored -> {
            try {
                call.call().onComplete(promise);
            } catch (Exception e) {
                promise.fail(e);
            }
        });
        return promise.future().toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
    }

    void done(Callable<Future<Void>> call) throws Exception {
        var unused = ask(call);
    }

    Throwable failure(Callable<Future<Void>> call) throws Exception {
        try {
            done(call);
        } catch (ExecutionException e) {
            return Optional.ofNullable(e.getCause()).orElse(e);
        }
        throw new AssertionError("It should have failed");
    }

    void start() throws Exception {
        done(() -> bridge.start(told));
    }

    static EndpointId id(String name) {
        return new EndpointId(name);
    }

    void add(String name) throws Exception {
        done(() -> bridge.add(HERE, id(name), VOICE_AND_FACE));
    }

    /** Adds somebody and lets them come in, under a nick of their own choice. */
    @CanIgnoreReturnValue
    MeetPerson join(String name) throws Exception {
        add(name);
        return comes(name);
    }

    /** Comes in by the newest pass. */
    @CanIgnoreReturnValue
    MeetPerson comes(String name) throws Exception {
        MeetPerson person = person(name);
        done(() -> person.join(told.last(name)));
        return person;
    }

    MeetPerson person(String name) {
        return people.computeIfAbsent(name, n -> new MeetPerson(vertx, options, "nick-of-" + n));
    }

    void run(Runnable what) throws Exception {
        done(() -> {
            what.run();
            return Future.<Void>succeededFuture();
        });
    }

    Map<EndpointId, Set<SourceKind>> forwarding() throws Exception {
        return ask(bridge::forwarding);
    }

    double counted(String what) {
        return meters.find("anteroom.jitsi.meet." + what).counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }

    void close() throws Exception {
        done(bridge::stop);
        var unused = vertx.close().toCompletionStage().toCompletableFuture().get(Patience.SECONDS, TimeUnit.SECONDS);
    }
}
