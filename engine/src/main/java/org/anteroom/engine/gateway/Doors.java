package org.anteroom.engine.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.anteroom.engine.wire.AddressCounts;
import org.anteroom.engine.wire.AnnouncedBody;
import org.anteroom.engine.wire.Refusals;

/**
 * The HTTP connections, and how long each may take to ask. Those of which nobody knows whose they are are bounded, over
 * all and by address; a connection that brought a good key, or became a WebSocket, is none of them any more. On the
 * server's context.
 */
public final class Doors {
    /** From so many bytes on a body that nobody wants is no small matter. */
    private static final int LARGE = 10_000;
    /** The largest body that anybody may send: whoever has a wrong key learns of it. */
    private static final int DRAIN_BYTES_MAX = 256 * 1024;

    private static final long DRAIN_MS = 10_000;
    /** Connections whose refused bodies are read at a time; who comes while there are more is closed at once. */
    private static final int DRAINS_MAX = 64;
    /** Those of one address among them, as {@link AddressCounts} counts: else one keeps everybody else's answers. */
    private static final int DRAINS_PER_ADDRESS_MAX = 8;

    /** What every browser's connection comes to. */
    private static final String IDLE = "idle";

    private final Overdue overdue;
    private final Limits limits;
    private final Predicate<String> isProxy;
    private final BiFunction<SocketAddress, MultiMap, String> addressOf;
    private final MeterRegistry meters;
    private final Refusals refusals;
    private final Map<SocketAddress, Line> lines = new HashMap<>();
    private final AddressCounts addresses = new AddressCounts();
    private final AddressCounts draining = new AddressCounts();
    private int strangers;
    private int drains;

    /**
     * The bounds of HTTP connections.
     *
     * @param headMs how long a new connection may take to ask something
     * @param bodyMs how long a request's body may take
     * @param idleMs how long a connection may take to ask the next thing
     * @param strangersMax connections at a time of which nobody knows whose they are
     * @param perAddressMax the same of one address; of IPv6 a /64 is one
     */
    public record Limits(long headMs, long bodyMs, long idleMs, int strangersMax, int perAddressMax) {}

    /** One connection, while it is HTTP. */
    private static final class Line {
        final HttpConnection connection;
        final String address;
        boolean stranger = true;
        int open;
        Overdue.Timer timer;
        /** What ends the bodies that are still read, by request. */
        final Map<HttpServerRequest, Overdue.Timer> bodies = new HashMap<>();
        /** Those of them that are answered, and read to be thrown away, with where they come from. */
        final Map<HttpServerRequest, String> drains = new HashMap<>();

        Line(HttpConnection connection, String address, Overdue.Timer timer) {
            this.connection = connection;
            this.address = address;
            this.timer = timer;
        }
    }

    /**
     * @param isProxy whether an address is a trusted proxy's, which stands for many
     * @param addressOf where a request comes from, by its peer and its headers
     * @param refusals who is told of what is closed
     */
    public Doors(
            Vertx vertx,
            Limits limits,
            Predicate<String> isProxy,
            BiFunction<SocketAddress, MultiMap, String> addressOf,
            MeterRegistry meters,
            Refusals refusals) {
        this.overdue = new Overdue(vertx, System::nanoTime);
        this.limits = limits;
        this.isProxy = isProxy;
        this.addressOf = addressOf;
        this.meters = meters;
        this.refusals = refusals;
        meters.gauge("anteroom_http_strangers", this, doors -> doors.strangers);
        meters.gauge("anteroom_http_bodies", this, Doors::bodies);
    }

    /** How many requests' bodies have not ended. */
    private double bodies() {
        return lines.values().stream().mapToInt(line -> line.bodies.size()).sum();
    }

    /** A connection was accepted. One too many is closed. */
    public void opened(HttpConnection connection) {
        SocketAddress remote = connection.remoteAddress();
        // Whoever had this address before is gone, whether or not that was told.
        forget(remote);
        String address = String.valueOf(remote.hostAddress());
        boolean proxy = isProxy.test(address);
        if (strangers >= limits.strangersMax() || (!proxy && addresses.of(address) >= limits.perAddressMax())) {
            refuse(connection, proxy ? "" : address, "capacity");
            return;
        }
        String counted = proxy ? "" : address;
        Line line = new Line(
                connection, counted, overdue.after(limits.headMs(), () -> refuse(connection, counted, "head")));
        lines.put(remote, line);
        strangers++;
        addresses.add(line.address);
        connection.closeHandler(ignored -> {
            if (lines.get(remote) == line) {
                forget(remote);
            }
        });
        Pipelined.bound(connection, () -> refuse(line, "pipelined"));
    }

    /** A request's head is read. */
    public void asked(HttpServerRequest request) {
        Line line = lines.get(request.connection().remoteAddress());
        if (line == null) {
            return;
        }
        line.timer.cancel();
        line.open++;
        // A file's request is not read to its end before the file is sent, which may take a bad line as long as it
        // likes.
        if (!request.isEnded() && AnnouncedBody.bytes(request).orElse(LARGE) > 0) {
            line.bodies.put(request, overdue.after(limits.bodyMs(), () -> {
                line.bodies.remove(request);
                if (!request.isEnded()) {
                    refuse(line, "body");
                }
            }));
            // Whoever is refused on the head is answered before the end of even an empty body is told.
            request.end().onComplete(ignored -> ended(line, request));
        }
    }

    /** Else each request would be kept for as long as a body may take. */
    private void ended(Line line, HttpServerRequest request) {
        if (!line.drains.containsKey(request)) {
            Optional.ofNullable(line.bodies.remove(request)).ifPresent(Overdue.Timer::cancel);
        }
    }

    /**
     * A request is answered.
     *
     * @param known whether it brought a good key
     */
    public void answered(HttpServerRequest request, boolean known) {
        Line line = lines.get(request.connection().remoteAddress());
        if (line == null) {
            return;
        }
        if (known) {
            noStranger(line);
        } else if (line.stranger && isLarge(request) && !request.isEnded()) {
            drain(line, request);
            return;
        }
        finished(line, request);
    }

    private void finished(Line line, HttpServerRequest request) {
        if (request.isEnded()) {
            ended(line, request);
        }
        line.open--;
        if (line.open == 0) {
            line.timer = overdue.after(limits.idleMs(), () -> refuse(line, IDLE));
        }
    }

    /** Whether what a body has left is too much to be read to its end, whoever sends it. */
    private static boolean isLarge(HttpServerRequest request) {
        return AnnouncedBody.bytes(request).orElse(LARGE) >= LARGE;
    }

    /**
     * Reads some of a refused body, for some time, to throw it away: most clients read their answer only when they have
     * sent all, and a connection that is closed before takes it from them. Past that it is closed.
     */
    private void drain(Line line, HttpServerRequest request) {
        Optional.ofNullable(line.bodies.remove(request)).ifPresent(Overdue.Timer::cancel);
        String from = addressOf.apply(request.remoteAddress(), request.headers());
        boolean tooMany = draining.of(from) >= DRAINS_PER_ADDRESS_MAX && !isProxy.test(from);
        if (drains >= DRAINS_MAX || tooMany) {
            refuse(line, "unread");
            return;
        }
        drains++;
        draining.add(from);
        line.drains.put(request, from);
        line.bodies.put(request, overdue.after(DRAIN_MS, () -> refuse(line, "body")));
        request.handler(some -> {
            if (request.bytesRead() > DRAIN_BYTES_MAX && givesBack(line, request)) {
                refuse(line, "drained");
            }
        });
        request.endHandler(ignored -> {
            if (givesBack(line, request)) {
                finished(line, request);
            }
        });
    }

    /** Gives the place back; false where the request has none. */
    private boolean givesBack(Line line, HttpServerRequest request) {
        Optional<String> from = Optional.ofNullable(line.drains.remove(request));
        from.ifPresent(this::countDrained);
        return from.isPresent();
    }

    private void countDrained(String from) {
        drains--;
        draining.remove(from);
    }

    /** The connection becomes a WebSocket, which has bounds of its own. */
    void upgraded(SocketAddress remote) {
        forget(remote);
    }

    private void forget(SocketAddress remote) {
        Optional.ofNullable(lines.remove(remote)).ifPresent(line -> {
            line.timer.cancel();
            line.bodies.values().forEach(Overdue.Timer::cancel);
            line.drains.values().forEach(this::countDrained);
            line.drains.clear();
            noStranger(line);
        });
    }

    private void noStranger(Line line) {
        if (line.stranger) {
            line.stranger = false;
            strangers--;
            addresses.remove(line.address);
        }
    }

    private void refuse(Line line, String reason) {
        refuse(line.connection, line.address, reason);
    }

    private void refuse(HttpConnection connection, String address, String reason) {
        if (!IDLE.equals(reason)) {
            refusals.count("connections closed for " + reason, address);
        }
        meters.counter("anteroom_http_connections_closed", "reason", reason).increment();
        connection.close().onFailure(ignored -> {});
    }
}
