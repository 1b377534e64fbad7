package org.anteroom.engine.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.net.SocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.program.SeatTokens;
import org.anteroom.engine.runtime.Bye;
import org.anteroom.engine.runtime.SeatLink;
import org.anteroom.engine.runtime.SessionDirectory;
import org.anteroom.engine.runtime.SessionLine;
import org.anteroom.engine.runtime.Standing;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.wire.AddressCounts;
import org.anteroom.engine.wire.KnownHosts;
import org.anteroom.engine.wire.Refusals;
import org.anteroom.engine.wire.TokenBucket;

/**
 * The door for WebSocket connections at {@code /v1/connect}. It judges the origin at the upgrade and the token in the
 * first frame; what comes after is the connection's. On one Vert.x context.
 */
public final class Gateway {
    static final String SUBPROTOCOL = "anteroom.v1";
    /** RFC 6455; what came before it is another protocol. */
    private static final String VERSION = "13";
    /** Byes that say that a device may not come in any more. */
    private static final Set<String> REFUSALS = Set.of("removed", "denied", "revoked", "expired");

    private static final int CONNECTIONS_MAX = 20_000;
    private static final long BUCKETS_MS = 60_000;

    private final Vertx vertx;
    private final GatewayLimits limits;
    private final FloodLimits floods;
    private final Doors doors;
    private final Refusals refusals;
    private final BiFunction<SocketAddress, MultiMap, String> addressOf;
    private final AddressCounts greeting = new AddressCounts();
    private final SeatTokens tokens;
    private final SessionDirectory directory;
    private final ProgramRegistry programs;
    private final OwnOrigin ownOrigin;
    private final KnownHosts hosts;
    private final MeterRegistry meters;
    private final LongSupplier nanoClock;
    private final Set<Connection> connections = new HashSet<>();
    /** Those that count for their programs. */
    private final Map<SeatId, Set<Connection>> seats = new HashMap<>();

    private final Map<SeatId, TokenBucket> buckets = new HashMap<>();
    private final Map<SeatId, Traffic> traffic = new HashMap<>();
    private final Set<Connection> unnamed = new HashSet<>();
    private boolean draining;

    /**
     * @param doors who is told of connections that become WebSockets
     * @param refusals who is told of upgrades and connections that are refused
     * @param addressOf where a request comes from, by its peer and its headers
     * @param hosts by which hosts the engine may be asked
     * @param nanoClock what rates and silence are measured by; in nanoseconds of any fixed origin
     */
    public Gateway(
            Vertx vertx,
            GatewayLimits limits,
            FloodLimits floods,
            Doors doors,
            Refusals refusals,
            BiFunction<SocketAddress, MultiMap, String> addressOf,
            SeatTokens tokens,
            SessionDirectory directory,
            ProgramRegistry programs,
            OwnOrigin ownOrigin,
            KnownHosts hosts,
            MeterRegistry meters,
            LongSupplier nanoClock) {
        this.vertx = vertx;
        this.limits = limits;
        this.floods = floods;
        this.doors = doors;
        this.refusals = refusals;
        this.addressOf = addressOf;
        this.tokens = tokens;
        this.directory = directory;
        this.programs = programs;
        this.ownOrigin = ownOrigin;
        this.hosts = hosts;
        this.meters = meters;
        this.nanoClock = nanoClock;
        meters.gauge("anteroom_connections", connections, Set::size);
        vertx.setPeriodic(BUCKETS_MS, ignored -> forgetFullBuckets());
    }

    /** A bucket outlives its seat's connections: who comes again does not begin anew. */
    private void forgetFullBuckets() {
        long now = nanoClock.getAsLong();
        buckets.values().removeIf(bucket -> bucket.isFull(now));
        traffic.values().removeIf(one -> one.isFresh(now));
    }

    /** Judges an upgrade: path, subprotocol, origin, and room for one more. */
    public void handshake(ServerWebSocketHandshake handshake) {
        Optional<String> origin = Optional.ofNullable(handshake.headers().get("Origin"));
        boolean known = origin.map(
                        from -> ownOrigin.is(from, handshake.headers().get("Host")) || programs.allowsSomewhere(from))
                .orElse(true);
        if (!"/v1/connect".equals(handshake.path())) {
            refuse(handshake, 404, "path");
        } else if (!VERSION.equals(handshake.headers().get("Sec-WebSocket-Version"))) {
            refuse(handshake, 426, "version");
        } else if (!isAskedByKnownHost(handshake)) {
            refuse(handshake, 400, "host");
        } else if (!known) {
            refuse(handshake, 403, "origin");
        } else if (draining || connections.size() >= CONNECTIONS_MAX || unnamed.size() >= limits.hellosMax()) {
            refuse(handshake, 503, "capacity");
        } else if (greeting.of(addressOf.apply(handshake.remoteAddress(), handshake.headers()))
                >= floods.hellosPerAddressMax()) {
            refuse(handshake, 429, "address");
        } else {
            doors.upgraded(handshake.remoteAddress());
            handshake.accept();
        }
    }

    private boolean isAskedByKnownHost(ServerWebSocketHandshake handshake) {
        return hosts.knows(
                String.valueOf(handshake.headers().get("Host")),
                String.valueOf(handshake.localAddress().hostAddress()));
    }

    private void refuse(ServerWebSocketHandshake handshake, int status, String reason) {
        refusals.count(
                "upgrades refused for " + reason, addressOf.apply(handshake.remoteAddress(), handshake.headers()));
        meters.counter("anteroom_upgrades_refused", "reason", reason).increment();
        handshake.reject(status);
    }

    /** Serves an accepted connection. */
    public void serve(ServerWebSocket socket) {
        Connection connection = new Connection(this, socket, addressOf.apply(socket.remoteAddress(), socket.headers()));
        connections.add(connection);
        unnamed.add(connection);
        greeting.add(connection.address());
        connection.open();
    }

    /** The connection said who it is. */
    void named(Connection connection) {
        if (unnamed.remove(connection)) {
            greeting.remove(connection.address());
        }
    }

    void closed(Connection connection) {
        named(connection);
        if (connections.remove(connection)) {
            connection.opened().ifPresent(opened -> {
                programs.quotas().add(opened.program(), Quotas.Kind.CONNECTIONS, -1);
                seats.computeIfPresent(opened.seat(), (seat, some) -> {
                    some.remove(connection);
                    return some.isEmpty() ? null : some;
                });
            });
        }
    }

    /**
     * Whether the program may have this connection too; counts it if so. A seat that comes back before its old connection
     * is closed is let in.
     */
    boolean takesConnection(Connection connection, Opened opened) {
        ProgramId program = opened.program();
        boolean claims = opened.token().claim().isPresent();
        boolean again =
                !claims && seats.getOrDefault(opened.seat(), Set.of()).stream().anyMatch(Connection::isOpen);
        boolean takes = again || programs.quotas().hasRoom(program, Quotas.Kind.CONNECTIONS, 1);
        if (takes) {
            programs.quotas().add(program, Quotas.Kind.CONNECTIONS, 1);
            if (!claims) {
                seats.computeIfAbsent(opened.seat(), seat -> new HashSet<>()).add(connection);
            }
        }
        return takes;
    }

    /** Whether the program may send one more command now. */
    boolean takesCommand(ProgramId program) {
        return programs.quotas().takesCommand(program);
    }

    /** What a token opens for this origin. */
    Future<Greeting> open(String token, Optional<String> origin, String host) {
        return tokens.read(token)
                .map(read -> directory
                        .standing(read.session())
                        .compose(standing -> greeting(read, standing, from(origin, host))))
                .orElseGet(() -> Future.succeededFuture(Greeting.BAD_TOKEN));
    }

    private Predicate<ProgramId> from(Optional<String> origin, String host) {
        return program -> origin.map(from -> mayConnect(program, from, host)).orElse(true);
    }

    private Future<Greeting> greeting(SeatTokens.Opens token, Standing standing, Predicate<ProgramId> mayConnect) {
        Optional<ProgramId> program = standing.program().filter(mayConnect);
        return switch (standing.kind()) {
            case AT_WORK -> program.map(of -> opened(token, of)).orElseGet(Gateway::badToken);
            case OVER ->
                program.map(ignored -> Future.succeededFuture(Greeting.OVER)).orElseGet(Gateway::badToken);
            case QUARANTINED -> Future.succeededFuture(Greeting.UNAVAILABLE);
            case NONE -> badToken();
        };
    }

    private Future<Greeting> opened(SeatTokens.Opens token, ProgramId program) {
        Opened opened = new Opened(directory.line(token.session()), program, token);
        return Future.succeededFuture(new Greeting(Optional.of(opened), Bye.DRAINING));
    }

    private static Future<Greeting> badToken() {
        return Future.succeededFuture(Greeting.BAD_TOKEN);
    }

    /**
     * What is answered to a token.
     *
     * @param opened what it opens; empty where it opens nothing
     * @param otherwise the goodbye where it opens nothing
     */
    record Greeting(Optional<Opened> opened, Bye otherwise) {
        /** It opened a seat of a session that is over, and let go. */
        static final Greeting OVER = new Greeting(Optional.empty(), Bye.ENDED);
        /** Its session cannot be served now. */
        static final Greeting UNAVAILABLE = new Greeting(Optional.empty(), Bye.DRAINING);

        static final Greeting BAD_TOKEN = new Greeting(Optional.empty(), Bye.EXPIRED);
    }

    private boolean mayConnect(ProgramId program, String origin, String host) {
        return ownOrigin.is(origin, host)
                || programs.find(program)
                        .filter(known -> known.origins().contains(origin))
                        .isPresent();
    }

    /** A token that was read, and the way to its session. */
    record Opened(SessionLine line, ProgramId program, SeatTokens.Opens token) {
        SeatId seat() {
            return token.seat();
        }
    }

    /** A token that was good once opened nothing; for the program's trail. */
    void refused(Opened opened, String code) {
        if (REFUSALS.contains(code)) {
            String session = opened.line().id().value();
            programs.audit()
                    .refused(
                            opened.program(),
                            new Fact("token-refused", opened.seat().value(), Optional.of(session), Optional.of(code)));
        }
    }

    /** The token of the same device with another end. */
    String renewed(SeatTokens.Opens token, Instant until) {
        return tokens.mint(new SeatTokens.Opens(token.session(), token.seat(), token.invite(), token.epoch(), until));
    }

    TokenBucket bucket(SeatId seat) {
        return buckets.computeIfAbsent(
                seat, key -> new TokenBucket(limits.commandBurst(), limits.commandsPerSecond(), nanoClock.getAsLong()));
    }

    /** What a connection may send that came by this token: a device that asks for a seat takes nothing from who has it. */
    Traffic traffic(SeatTokens.Opens token) {
        return token.claim().isPresent() ? Traffic.ofSeat(floods, nanos()) : traffic(token.seat());
    }

    /** The token of the seat that a device asked for. */
    String seatToken(SeatTokens.Opens asked, SeatLink.Pass pass) {
        return tokens.mint(
                new SeatTokens.Opens(asked.session(), asked.seat(), pass.invite(), pass.epoch(), pass.expiresAt()));
    }

    /** What this seat sent of late, by whatever connections. */
    private Traffic traffic(SeatId seat) {
        return traffic.computeIfAbsent(seat, key -> Traffic.ofSeat(floods, nanos()));
    }

    long nanos() {
        return nanoClock.getAsLong();
    }

    FloodLimits floods() {
        return floods;
    }

    LongSupplier nanoClock() {
        return nanoClock;
    }

    Vertx vertx() {
        return vertx;
    }

    GatewayLimits limits() {
        return limits;
    }

    /** A connection was ended for what it sent. */
    void ended(String reason, String address) {
        refusals.count("lines ended for " + reason, address);
    }

    MeterRegistry meters() {
        return meters;
    }

    /** Takes no more connections; those that are open are told by their sessions. */
    public void drain() {
        draining = true;
    }
}
