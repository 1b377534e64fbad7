package org.anteroom.signaling.synthetic;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The REST interface of a videobridge without the media: it refuses what the real one refuses, ignores what that ignores,
 * and can be told to misbehave. What it was asked can be read afterwards.
 */
public final class SyntheticVideobridge {
    private static final String CONFERENCES = "/colibri/v2/conferences/";
    private static final String REQUEST = "request";

    private final Vertx vertx;
    private final Map<String, SyntheticConference> conferences = new ConcurrentHashMap<>();
    private final List<String> made = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile Manners manners = Manners.GOOD;
    private volatile boolean draining;
    private volatile double stress;
    private final AtomicInteger failCreates = new AtomicInteger();
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final SyntheticChannels channels =
            new SyntheticChannels(() -> List.copyOf(conferences().values()));
    private boolean cold;
    private boolean shut;
    private volatile boolean withAddresses = true;
    private volatile boolean keepsEmpty;
    private volatile @Nullable HttpServer server;
    private volatile int port;
    private volatile int channelPort;

    /** How it answers. */
    public enum Manners {
        GOOD,
        /** Takes requests and says nothing. */
        SILENT,
        /** 200 with a page for people. */
        PAGE,
        /** 200 with nothing. */
        EMPTY,
        /** 200 with JSON of something else. */
        OTHER_JSON,
        /** 200 with more than anybody wants to read. */
        ENDLESS,
        /** 500. */
        FAILING,
        /** 302. */
        REDIRECTING
    }

    public SyntheticVideobridge(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Listens on loopback, on the port that it had before if it did. */
    public Future<URI> start() {
        HttpServer fresh = vertx.createHttpServer()
                .webSocketHandshakeHandler(channels::shakeHands)
                .requestHandler(this::serve);
        server = fresh;
        if (port == 0) {
            try {
                port = FreePorts.tcp();
            } catch (IOException e) {
                return Future.failedFuture(e);
            }
        }
        return fresh.listen(port, "127.0.0.1").map(listening -> {
            port = listening.actualPort();
            return address();
        });
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What its endpoints are told beside their media. */
    public SyntheticChannels channels() {
        return channels;
    }

    /** The origin of its channels, as it names it. */
    public String channelOrigin() {
        return "ws://127.0.0.1:" + (channelPort == 0 ? port : channelPort);
    }

    /** Names another port for its channels than its own, such as one where nothing listens. */
    public void channelsAt(int elsewhere) {
        channelPort = elsewhere;
    }

    /** Dies: nothing listens any more, and all conferences are gone. */
    public Future<Void> die() {
        HttpServer running = server;
        server = null;
        conferences.clear();
        channels.closeAll();
        return running == null ? Future.succeededFuture() : running.close();
    }

    public void behave(Manners next) {
        manners = next;
    }

    public void drain(boolean on) {
        draining = on;
    }

    public void stress(double level) {
        stress = level;
    }

    /** Is cold from now on: whatever is to be created waits until it is {@link #warm}. */
    public void chill() {
        synchronized (waiting) {
            cold = true;
        }
    }

    /** Is warm from now on, and makes and answers what waited for that. */
    public void warm() {
        synchronized (waiting) {
            cold = false;
            goOn();
        }
    }

    /** From now on whoever is to be added to a conference waits until {@link #open}, whatever else is asked meanwhile. */
    public void shut() {
        synchronized (waiting) {
            shut = true;
        }
    }

    /** Adds again, as far as there still is something to add to. */
    public void open() {
        synchronized (waiting) {
            shut = false;
            goOn();
        }
    }

    /** How many requests wait. */
    public int waiting() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private void goOn() {
        waiting.forEach(Runnable::run);
        waiting.clear();
    }

    /** Has no address but loopback, which it never names. */
    public void withoutAddresses() {
        withAddresses = false;
    }

    /** Keeps conferences without endpoints from now on: the real one ends them, but its documents do not say so. */
    public void keepEmpty() {
        keepsEmpty = true;
    }

    /** Answers the next creates with 500, but makes what they asked for. */
    public void failCreates(int times) {
        failCreates.set(times);
    }

    /** Forgets a conference, as after a restart. */
    public void forgetAll() {
        conferences.clear();
    }

    public Map<String, SyntheticConference> conferences() {
        return Map.copyOf(conferences);
    }

    /** Every conference so far, those that ended included. */
    public List<String> made() {
        return List.copyOf(made);
    }

    /** Every request so far: method, path and body. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve(HttpServerRequest request) {
        request.bodyHandler(body -> {
            asked.add(request.method() + " " + request.path() + " " + body);
            switch (manners) {
                case GOOD -> answer(request, body);
                case SILENT -> {}
                case PAGE ->
                    request.response()
                            .putHeader("Content-Type", "text/html")
                            .end("<!doctype html><title>Welcome</title>");
                case EMPTY -> request.response().end();
                case OTHER_JSON -> request.response().end("[{\"status\":\"ok\"}]");
                case ENDLESS -> request.response().end(Buffer.buffer(new byte[3 << 20]));
                case FAILING -> request.response().setStatusCode(500).end();
                case REDIRECTING ->
                    request.response()
                            .setStatusCode(302)
                            .putHeader("Location", "/elsewhere")
                            .end();
            }
        });
    }

    private void answer(HttpServerRequest request, Buffer body) {
        String path = request.path();
        if (path.equals("/about/health")) {
            request.response().end();
        } else if (path.equals("/colibri/stats")) {
            end(request, new JsonObject().put("stress_level", stress).put("drain", draining));
        } else if (path.startsWith("/debug/")) {
            debug(request, path.split("/", -1));
        } else if (path.equals(CONFERENCES) && request.method().equals(HttpMethod.POST)) {
            object(body)
                    .ifPresentOrElse(
                            json -> waitOrRun(() -> cold, () -> create(request, json)), () -> refuse(request, REQUEST));
        } else if (path.startsWith(CONFERENCES)) {
            waitOrRun(() -> shut && adds(body), () -> conference(request, path.substring(CONFERENCES.length()), body));
        } else {
            request.response().setStatusCode(404).end();
        }
    }

    private static Optional<JsonObject> object(Buffer body) {
        try {
            return Optional.of(new JsonObject(body));
        } catch (DecodeException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static boolean adds(Buffer body) {
        return object(body)
                .map(json -> json.getJsonArray("endpoints", new JsonArray()))
                .filter(endpoints ->
                        endpoints.size() == 1 && endpoints.getJsonObject(0).getBoolean("create", false))
                .isPresent();
    }

    private void waitOrRun(BooleanSupplier waits, Runnable step) {
        Context context = vertx.getOrCreateContext();
        synchronized (waiting) {
            if (waits.getAsBoolean()) {
                waiting.add(() -> context.runOnContext(ignored -> step.run()));
                return;
            }
        }
        step.run();
    }

    private void create(HttpServerRequest request, JsonObject json) {
        String meeting = json.getString("meeting-id", "");
        String name = json.getString("name", "a@b");
        JsonArray endpoints = json.getJsonArray("endpoints", new JsonArray());
        boolean wrong = meeting.isEmpty()
                || !json.getBoolean("create", false)
                || !name.contains("@")
                || conferences.containsKey(meeting);
        if (wrong) {
            refuse(request, "conference");
            return;
        }
        // As in the real one, what fails from here on leaves the conference behind.
        SyntheticConference conference = new SyntheticConference(meeting);
        conferences.put(meeting, conference);
        made.add(meeting);
        if (failCreates.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            request.response().setStatusCode(500).end();
            return;
        }
        change(request, conference, endpoints, true);
    }

    private void conference(HttpServerRequest request, String rest, Buffer body) {
        SyntheticConference conference = conferences.get(rest.split("/", -1)[0]);
        if (conference == null) {
            request.response().setStatusCode(404).end();
        } else if (request.method().equals(HttpMethod.GET) && rest.endsWith("/dominant-speaker-identification")) {
            end(request, conference.speakers());
        } else if (request.method().equals(HttpMethod.PATCH)) {
            object(body).ifPresentOrElse(json -> patch(request, conference, json), () -> refuse(request, ""));
        } else {
            request.response().setStatusCode(405).end();
        }
    }

    private void patch(HttpServerRequest request, SyntheticConference conference, JsonObject json) {
        if (json.getBoolean("expire", false)) {
            conferences.remove(conference.meeting());
            conference.endpoints().forEach(channels::ended);
            end(request, new JsonObject());
            return;
        }
        change(request, conference, json.getJsonArray("endpoints", new JsonArray()), false);
    }

    private void change(
            HttpServerRequest request, SyntheticConference conference, JsonArray endpoints, boolean creating) {
        Optional<JsonObject> changed = endpoints.size() == 1
                ? conference.change(endpoints.getJsonObject(0), channelOrigin(), withAddresses)
                : Optional.empty();
        if (changed.isEmpty()) {
            // The real one says why to who creates, and nothing to who changes.
            refuse(request, creating ? "endpoint" : "");
            return;
        }
        if (endpoints.getJsonObject(0).getBoolean("expire", false)) {
            channels.ended(endpoints.getJsonObject(0).getString("id", ""));
        }
        if (!creating && !keepsEmpty && conference.isEmpty()) {
            conferences.remove(conference.meeting());
        }
        channels.allocate();
        end(request, changed.get());
    }

    private void debug(HttpServerRequest request, String[] path) {
        JsonObject known = new JsonObject();
        conferences.values().stream()
                .filter(conference ->
                        path.length == 4 && conference.idOnBridge().equals(path[2]))
                .forEach(conference -> known.put(path[2], conference.debug(path[3])));
        end(request, new JsonObject().put("conferences", known));
    }

    private static void end(HttpServerRequest request, JsonObject json) {
        request.response().putHeader("Content-Type", "application/json").end(json.toBuffer());
    }

    private static void refuse(HttpServerRequest request, String why) {
        request.response().setStatusCode(400).end(why);
    }
}
