package org.anteroom.signaling.colibri;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * The REST interface of one videobridge. Each request has a deadline, each answer a bound, and every failure is a
 * {@link BridgeException}. Redirects are not followed: whoever answers with one is not the bridge.
 */
final class ColibriClient {
    private static final String CONFERENCES = "/colibri/v2/conferences/";
    private static final int BREAKER_FAILURES = 3;
    private static final long BREAKER_REST_MS = 2_000;

    private final HttpClient http;
    private final int number;
    private final URI base;
    private final ColibriOptions options;
    private final LongSupplier clockMs;
    private final PoolMeters meters;
    private final Breaker breaker = new Breaker(BREAKER_FAILURES, BREAKER_REST_MS);

    ColibriClient(
            HttpClient http, int number, URI base, ColibriOptions options, LongSupplier clockMs, PoolMeters meters) {
        this.http = http;
        this.number = number;
        this.base = base;
        this.options = options;
        this.clockMs = clockMs;
        this.meters = meters;
    }

    Future<JsonObject> create(JsonObject conference) {
        return guarded(HttpMethod.POST, CONFERENCES, Optional.of(conference));
    }

    /** A create that may take its time. Not guarded: until it succeeds the bridge is not used. */
    Future<JsonObject> createInTime(JsonObject conference) {
        return exchange(HttpMethod.POST, CONFERENCES, Optional.of(conference), options.warmUpDeadlineMs())
                .compose(this::json);
    }

    Future<JsonObject> change(String meeting, JsonObject change) {
        return guarded(HttpMethod.PATCH, CONFERENCES + meeting, Optional.of(change));
    }

    /** Who is in the conference and who speaks there. */
    Future<JsonObject> speakers(String meeting) {
        return guarded(HttpMethod.GET, CONFERENCES + meeting + "/dominant-speaker-identification", Optional.empty());
    }

    /** What the bridge knows of one endpoint; the conference by the bridge's own id of it. */
    Future<JsonObject> endpoint(String conference, String endpoint) {
        return guarded(HttpMethod.GET, "/debug/" + conference + "/" + endpoint, Optional.empty());
    }

    /** The bridge's figures of itself. Not guarded: it is part of the check. */
    Future<JsonObject> statistics() {
        return exchange(HttpMethod.GET, "/colibri/stats", Optional.empty(), options.healthDeadlineMs())
                .compose(this::json);
    }

    /** Whether the bridge calls itself healthy. A success lets requests through again. */
    Future<Void> check() {
        return exchange(HttpMethod.GET, "/about/health", Optional.empty(), options.healthDeadlineMs())
                .compose(answer -> answer.isPage() ? failed(Fault.FOREIGN) : Future.succeededFuture())
                .onSuccess(ignored -> breaker.succeeded())
                .mapEmpty();
    }

    private Future<JsonObject> guarded(HttpMethod method, String path, Optional<JsonObject> body) {
        if (!breaker.lets(clockMs.getAsLong())) {
            return failed(Fault.SPARED);
        }
        long beganMs = clockMs.getAsLong();
        return exchange(method, path, body, options.requestDeadlineMs())
                .compose(this::json)
                .onComplete(done -> {
                    Optional<Fault> fault = Optional.ofNullable(done.cause()).map(BridgeException::of);
                    if (fault.filter(Fault::isOfBridge).isPresent()) {
                        breaker.failed(clockMs.getAsLong());
                    } else {
                        breaker.succeeded();
                    }
                    meters.asked(number, fault, clockMs.getAsLong() - beganMs);
                });
    }

    /** A successful answer: its body, and whether it says that it is a page for people. */
    private record Answer(Buffer body, boolean isPage) {}

    private Future<Answer> exchange(HttpMethod method, String path, Optional<JsonObject> body, int deadlineMs) {
        RequestOptions request = new RequestOptions()
                .setMethod(method)
                .setHost(base.getHost())
                .setPort(port())
                .setSsl("https".equals(base.getScheme()))
                .setURI(prefix() + path)
                .setConnectTimeout(deadlineMs)
                .setFollowRedirects(false);
        return http.request(request)
                .compose(opened -> answer(opened, body)
                        .timeout(deadlineMs, TimeUnit.MILLISECONDS)
                        .onFailure(failure -> opened.reset()))
                .timeout(deadlineMs, TimeUnit.MILLISECONDS)
                .recover(this::named);
    }

    private int port() {
        return base.getPort() > 0 ? base.getPort() : "https".equals(base.getScheme()) ? 443 : 80;
    }

    private String prefix() {
        String path = Optional.ofNullable(base.getPath()).orElse("");
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private Future<Answer> answer(HttpClientRequest request, Optional<JsonObject> body) {
        request.putHeader("Accept", "application/json");
        Future<HttpClientResponse> response = body.map(json ->
                        request.putHeader("Content-Type", "application/json").send(json.toBuffer()))
                .orElseGet(request::send);
        return response.compose(answered -> {
            Optional<Fault> fault = fault(answered.statusCode());
            if (fault.isPresent()) {
                // Read to its end, so that the connection can be used again; what it says is not looked at.
                return bounded(answered).compose(ignored -> failed(fault.get()));
            }
            boolean page = Optional.ofNullable(answered.getHeader("Content-Type"))
                    .filter(type -> type.contains("html"))
                    .isPresent();
            return bounded(answered).map(read -> new Answer(read, page));
        });
    }

    private static Optional<Fault> fault(int status) {
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        if (status < 400) {
            return Optional.of(Fault.FOREIGN);
        }
        if (status == 404) {
            return Optional.of(Fault.GONE);
        }
        return Optional.of(status < 500 ? Fault.REFUSED : Fault.FAILING);
    }

    private Future<Buffer> bounded(HttpClientResponse response) {
        Promise<Buffer> read = Promise.promise();
        Buffer whole = Buffer.buffer();
        response.handler(chunk -> {
            if (whole.length() + chunk.length() > options.answerBytesMax()) {
                read.tryFail(new BridgeException(number, Fault.FOREIGN));
            } else {
                whole.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(read::tryFail);
        response.endHandler(ignored -> read.tryComplete(whole));
        return read.future();
    }

    private Future<JsonObject> json(Answer answer) {
        try {
            return Future.succeededFuture(new JsonObject(answer.body()));
        } catch (DecodeException | ClassCastException e) {
            return failed(Fault.FOREIGN);
        }
    }

    private <T> Future<T> named(Throwable failure) {
        if (failure instanceof BridgeException) {
            return Future.failedFuture(failure);
        }
        return failed(failure instanceof TimeoutException ? Fault.SLOW : Fault.UNREACHABLE);
    }

    private <T> Future<T> failed(Fault fault) {
        return Future.failedFuture(new BridgeException(number, fault));
    }
}
