package org.anteroom.engine.webhook;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.anteroom.engine.webhook.Targets.RefusedTargetException;
import org.anteroom.engine.webhook.Targets.Target;

/**
 * Calls what a program named. A name is resolved once, its addresses are judged, and the one that was found good is the one that
 * is connected to; no redirect is followed; a certificate has to be of the name. A call takes so long at most and keeps so much
 * of an answer, whatever the other side does. On any one context.
 */
public final class Calling {
    /** Of one call, from the name to the end of the answer. */
    public static final int DEADLINE_MS = 15_000;

    /** The fault of a call that took longer. */
    static final String TIMEOUT = "timeout";

    private static final int NAMES_AT_ONCE = 16;
    /** Of all webhooks at one address together: one that answers slowly holds nobody up who happens to be there too. */
    private static final int LINES_PER_TARGET_MAX = Dispatcher.AT_ONCE_MAX;

    private static final int IDLE_SECONDS = 10;
    /** What is read of an answer that nobody needs, so that its line can serve the next call. */
    private static final int UNREAD_BYTES_MAX = 16 * 1024;

    private static final int UNREAD_MS_MAX = 1_000;

    private final Vertx vertx;
    private final Targets targets;
    private final Names names;
    private final int deadlineMs;
    private final HttpClient client;
    private final WorkerExecutor resolver;

    /** How a name is resolved; blocks. */
    public interface Names {
        List<InetAddress> of(String host) throws UnknownHostException;
    }

    /**
     * What came of a call.
     *
     * @param status 0 where there was no answer
     * @param fault a short word, empty for a status of 2xx
     * @param headers in lower case; of the answer's those that were asked for
     * @param body where it was asked for
     */
    public record Answer(int status, String fault, Map<String, String> headers, Buffer body) {
        static Answer fault(String word) {
            return new Answer(0, word, Map.of(), Buffer.buffer());
        }

        public boolean isGood() {
            return fault.isEmpty();
        }

        @Override
        public String toString() {
            return "Answer[" + status + " " + fault + "]";
        }
    }

    public Calling(Vertx vertx, Targets targets) {
        this(vertx, targets, host -> Arrays.asList(InetAddress.getAllByName(host)), Optional.empty(), DEADLINE_MS);
    }

    /** @param trust who signs certificates, where it is not those that this Java trusts */
    public Calling(Vertx vertx, Targets targets, Names names, Optional<TrustOptions> trust, int deadlineMs) {
        this.vertx = vertx;
        this.targets = targets;
        this.names = names;
        this.deadlineMs = deadlineMs;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(DEADLINE_MS)
                .setVerifyHost(true)
                .setKeepAliveTimeout(IDLE_SECONDS)
                .setIdleTimeout(2 * DEADLINE_MS)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setDecompressionSupported(false);
        trust.ifPresent(options::setTrustOptions);
        resolver = vertx.createSharedWorkerExecutor("anteroom-names", NAMES_AT_ONCE);
        client = vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(LINES_PER_TARGET_MAX));
    }

    /** What may be called. */
    public Targets targets() {
        return targets;
    }

    /** Posts JSON, and reads of the answer what it begins with alone. Never fails. */
    Future<Answer> post(String url, Map<String, String> headers, byte[] body) {
        return call(url, HttpMethod.POST, headers, Buffer.buffer(body), 0);
    }

    /** Gets a document of at most so many bytes. Never fails. */
    public Future<Answer> get(String url, Map<String, String> headers, int bytesMax) {
        return call(url, HttpMethod.GET, headers, Buffer.buffer(), bytesMax);
    }

    private Future<Answer> call(String url, HttpMethod method, Map<String, String> headers, Buffer body, int bytesMax) {
        try {
            Target target = targets.read(url);
            OneCall call = new OneCall(headers, body, bytesMax);
            long timer = vertx.setTimer(deadlineMs, ignored -> call.end(Answer.fault(TIMEOUT)));
            address(target).onComplete(found -> {
                if (found.failed()) {
                    call.end(Answer.fault("name"));
                } else if (found.result().isEmpty()) {
                    call.end(Answer.fault("address"));
                } else if (!call.isOver()) {
                    call.begin(client.request(options(target, found.result().get(), method)));
                }
            });
            return call.answer.future().onComplete(ignored -> vertx.cancelTimer(timer));
        } catch (RefusedTargetException e) {
            return Future.succeededFuture(Answer.fault("target"));
        }
    }

    /** An address of the target that may be connected to; empty where there is none. */
    private Future<Optional<InetAddress>> address(Target target) {
        if (target.literal().isPresent()) {
            return Future.succeededFuture(target.literal().filter(targets::mayConnect));
        }
        return resolver.executeBlocking(() -> names.of(target.host()), false)
                .map(all -> all.stream().filter(targets::mayConnect).findFirst());
    }

    private static RequestOptions options(Target target, InetAddress address, HttpMethod method) {
        return new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(target.port(), address.getHostAddress()))
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setFollowRedirects(false)
                .setURI(target.path());
    }

    /** Gives its lines up. */
    public Future<Void> close() {
        return client.close().eventually(resolver::close);
    }

    /** One call, which has one answer. */
    private final class OneCall {
        private final Map<String, String> headers;
        private final Buffer body;
        private final int bytesMax;
        private final Promise<Answer> answer = Promise.promise();
        private Optional<HttpClientRequest> request = Optional.empty();

        OneCall(Map<String, String> headers, Buffer body, int bytesMax) {
            this.headers = headers;
            this.body = body;
            this.bytesMax = bytesMax;
        }

        boolean isOver() {
            return answer.future().isComplete();
        }

        /** Ends it, where it is not over, and what is still under way. */
        void end(Answer with) {
            if (answer.tryComplete(with)) {
                request.ifPresent(this::reset);
            }
        }

        private void reset(HttpClientRequest open) {
            var unused = open.reset();
        }

        void begin(Future<HttpClientRequest> begun) {
            begun.onComplete(made -> {
                if (made.failed()) {
                    end(Answer.fault(word(made.cause())));
                    return;
                }
                request = Optional.of(made.result());
                if (isOver()) {
                    reset(made.result());
                    return;
                }
                headers.forEach(made.result()::putHeader);
                made.result().send(body).onSuccess(this::heard).onFailure(failure -> end(Answer.fault(word(failure))));
            });
        }

        private void heard(HttpClientResponse response) {
            int status = response.statusCode();
            String fault = status >= 200 && status < 300 ? "" : status >= 300 && status < 400 ? "redirect" : "status";
            Buffer read = Buffer.buffer();
            long limit = Math.max(bytesMax, UNREAD_BYTES_MAX);
            long[] bytes = {0};
            response.exceptionHandler(failure -> end(Answer.fault(word(failure))));
            response.handler(some -> {
                bytes[0] += some.length();
                if (bytes[0] > limit) {
                    end(Answer.fault("too-large"));
                    request.ifPresent(this::reset);
                } else if (bytesMax > 0) {
                    read.appendBuffer(some);
                }
            });
            Map<String, String> kept = kept(response);
            if (bytesMax > 0) {
                response.endHandler(ignored -> end(new Answer(status, fault, kept, read)));
                return;
            }
            // Nobody needs what follows: the call is over, and its line serves the next one if it ends soon.
            answer.tryComplete(new Answer(status, fault, kept, read));
            long timer = vertx.setTimer(UNREAD_MS_MAX, ignored -> request.ifPresent(this::reset));
            response.endHandler(ignored -> vertx.cancelTimer(timer));
        }

        private Map<String, String> kept(HttpClientResponse response) {
            String control = response.getHeader("Cache-Control");
            return control == null ? Map.of() : Map.of("cache-control", control);
        }
    }

    private static String word(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return "tls";
            }
            if (cause instanceof ConnectException) {
                return "connect";
            }
        }
        return "connection";
    }
}
