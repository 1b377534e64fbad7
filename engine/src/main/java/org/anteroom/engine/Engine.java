package org.anteroom.engine;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.anteroom.engine.checkin.CheckInMonth;
import org.anteroom.engine.checkin.CheckInRegistry;
import org.anteroom.engine.config.EngineConfig;
import org.anteroom.engine.config.Secret;
import org.anteroom.engine.dose.live.DoseBoard;
import org.anteroom.engine.gateway.Doors;
import org.anteroom.engine.gateway.FloodLimits;
import org.anteroom.engine.gateway.FlushOnce;
import org.anteroom.engine.gateway.Gateway;
import org.anteroom.engine.gateway.GatewayLimits;
import org.anteroom.engine.gateway.Inlet;
import org.anteroom.engine.gateway.OwnOrigin;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalLimits;
import org.anteroom.engine.journal.sqlite.DataFolder;
import org.anteroom.engine.journal.sqlite.SqliteJournal;
import org.anteroom.engine.ops.AliveMark;
import org.anteroom.engine.ops.Management;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.program.SeatTokens;
import org.anteroom.engine.rest.Api;
import org.anteroom.engine.rest.ClientAddress;
import org.anteroom.engine.rest.Codes;
import org.anteroom.engine.rest.MediaOrigins;
import org.anteroom.engine.rest.OneHost;
import org.anteroom.engine.rest.PagePolicy;
import org.anteroom.engine.rest.Pages;
import org.anteroom.engine.rest.RestServices;
import org.anteroom.engine.rest.StrictTransport;
import org.anteroom.engine.runtime.ClockWatch;
import org.anteroom.engine.runtime.HostServices;
import org.anteroom.engine.runtime.Loops;
import org.anteroom.engine.runtime.MediaHub;
import org.anteroom.engine.runtime.SecureChance;
import org.anteroom.engine.runtime.SessionDirectory;
import org.anteroom.engine.runtime.VertxTimers;
import org.anteroom.engine.sample.SamplePortal;
import org.anteroom.engine.sample.SampleSession;
import org.anteroom.engine.series.SeriesPlanner;
import org.anteroom.engine.series.SeriesRegistry;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.settings.SettingsRegistry;
import org.anteroom.engine.signer.Assertions;
import org.anteroom.engine.signer.SignerRegistry;
import org.anteroom.engine.vault.RootPassword;
import org.anteroom.engine.vault.Vault;
import org.anteroom.engine.webhook.Calling;
import org.anteroom.engine.webhook.Deliveries;
import org.anteroom.engine.webhook.DeliveryStore;
import org.anteroom.engine.webhook.Targets;
import org.anteroom.engine.webhook.WebhookRegistry;
import org.anteroom.engine.webhook.sqlite.SqliteDeliveries;
import org.anteroom.engine.wire.KnownHosts;
import org.anteroom.engine.wire.Refusals;
import org.anteroom.signaling.BridgeKind;
import org.anteroom.signaling.MediaBridge;
import org.anteroom.signaling.PageOrigins;
import org.anteroom.signaling.bridges.Bridges;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One engine: everything put together, started, and drained. Gateway, REST, directory and programs live on one Vert.x context,
 * the front; sessions on it too, or on loops beside it; the journal and the bridge have threads of their own.
 */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long ATTENDANCE_EVERY_MS = 10_000;
    private static final long SERIES_EVERY_MS = 1_000;
    private static final long CHECK_INS_EVERY_MS = 3_600_000;
    private static final long REFUSALS_EVERY_MS = 60_000;
    private static final int HTTP_IDLE_SECONDS = 60;

    private final EngineConfig config;
    private final Vertx vertx;
    private final Context context;
    private final InstantSource clock;
    private final SecureChance chance = new SecureChance();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DataFolder folder;
    private final Vault vault;
    private final Journal journal;
    private final AliveMark alive;
    private final ProgramRegistry programs;
    private final SettingsRegistry settings;
    private final SeriesRegistry series;
    private final SeriesPlanner planner;
    private final DoseBoard doses;
    private final CheckInRegistry checkIns;
    private final MediaBridge bridge;
    private final MediaHub media;
    private final RelaySetup relays;
    private final SessionDirectory directory;
    private final Refusals refusals = new Refusals();
    private final Doors doors;
    private final Gateway gateway;
    private final Management management;
    private final SamplePortal portal;
    private final Codes codes;
    private final Calling calling;
    private final SignerRegistry signers;
    private final Deliveries deliveries;
    private final SeatTokens tokens;
    private final Pages pages;
    private final HttpServer server;
    private Optional<SampleSession> sample = Optional.empty();
    private Optional<JsonObject> sampleLinks = Optional.empty();

    /** What an operator reads at the start. */
    public record Started(
            String url,
            String managementUrl,
            Optional<String> generatedKey,
            List<SampleSession.Link> links,
            Optional<String> portal) {
        @Override
        public String toString() {
            return "Started";
        }
    }

    /**
     * Opens the data folder and puts everything together; blocks for some milliseconds.
     *
     * @throws RuntimeException of the vault, the journal or the data folder, with a message for the operator
     */
    public Engine(EngineConfig config, Vertx vertx) {
        this(config, vertx, () -> Instant.now().truncatedTo(ChronoUnit.MILLIS), System::nanoTime);
    }

    /**
     * An engine with clocks of one's own.
     *
     * @param clock what everything that happens is dated by, in whole milliseconds
     * @param nanoClock what rates and silence of connections are measured by; in nanoseconds of any fixed origin
     */
    public Engine(EngineConfig config, Vertx vertx, InstantSource clock, LongSupplier nanoClock) {
        this.clock = clock;
        this.config = config;
        this.vertx = vertx;
        context = vertx.getOrCreateContext();
        folder = DataFolder.open(config.data());
        vault = Vault.open(folder.path(), password(), folder.holdsJournal());
        journal = SqliteJournal.open(
                folder,
                vault,
                JournalLimits.defaults()
                        .withGroupAndQueue(
                                config.journal().groupMax(), config.journal().queueMax()),
                clock);
        alive = new AliveMark(folder.path());
        bindJvm();
        programs = new ProgramRegistry(journal, new Quotas(quotas(), meters, nanoClock), clock, nanoClock);
        bridge = kind().make(config.media().keys(), vertx, meters, clock);
        media = new MediaHub(bridge, meters);
        relays = new RelaySetup(config.media().turn(), chance);
        settings = new SettingsRegistry(journal);
        HostServices host = new HostServices(
                        new VertxTimers(vertx),
                        journal,
                        clock,
                        chance,
                        meters,
                        config.resumeEventsMax(),
                        relays.relays(),
                        config.timers().overKeptMs(),
                        new ClockWatch(clock, nanoClock))
                .with(settings::consents);
        directory = new SessionDirectory(host, media, programs, loops());
        directory.alsoRestore(SettingsRegistry.PREFIX, settings::restore);
        doses = new DoseBoard(directory, settings, clock);
        checkIns = new CheckInRegistry(journal, clock);
        directory.alsoRestore(CheckInMonth.PREFIX, checkIns::restore);
        series = new SeriesRegistry(journal);
        directory.alsoRestore(SeriesId.PREFIX, series::restore);
        planner = new SeriesPlanner(series, settings, directory, programs.quotas(), chance, clock, meters, planning());
        calling = new Calling(vertx, targets());
        signers = new SignerRegistry(journal);
        deliveries = deliveries();
        codes = new Codes(vault.deriveSecret("invite-code", 32));
        tokens = new SeatTokens(vault.deriveSecret("seat-token", 32));
        OwnOrigin ownOrigin = new OwnOrigin(config.publicUrl());
        ClientAddress clients = new ClientAddress(config.trustedProxies());
        doors = new Doors(vertx, doorLimits(), clients::isTrusted, clients::of, meters, refusals);
        FloodLimits floods = FloodLimits.defaults(
                config.frames().hellosPerAddressMax(),
                config.frames().commandBurst(),
                config.frames().commandsPerSecond());
        gateway = new Gateway(
                vertx,
                limits(),
                floods,
                doors,
                refusals,
                clients::of,
                tokens,
                directory,
                programs,
                ownOrigin,
                hosts(false),
                meters,
                nanoClock);
        management = new Management(vertx, meters, hosts(true)::knows, journal::takesWrites, bridge::takesPeople);
        portal = new SamplePortal(vertx, hosts(false)::knows);
        Optional<Path> web =
                Optional.ofNullable(System.getProperty("anteroom.web")).map(Path::of);
        pages = new Pages(programs, web, () -> sampleLinks, new PagePolicy(mediaOrigins(), config.publicUrl()));
        server = vertx.createHttpServer(serverOptions());
    }

    private SeriesPlanner.Options planning() {
        return new SeriesPlanner.Options(
                vault.deriveSecret("series-occurrence", 32),
                Duration.ofDays(config.series().horizonDays()),
                config.sessions().capacityMax(),
                kind().carriesCiphertext());
    }

    private Targets targets() {
        EngineConfig.Webhooks webhooks = config.webhooks();
        return new Targets(webhooks.allowPrivate(), Set.copyOf(webhooks.ports()));
    }

    private Deliveries deliveries() {
        WebhookRegistry registry = new WebhookRegistry(journal, clock);
        DeliveryStore store = SqliteDeliveries.open(folder.path(), vault);
        Deliveries made = new Deliveries(vertx, context, journal, clock, registry, store, calling, meters);
        directory.alsoRestore(WebhookRegistry.PREFIX, registry::restore);
        directory.alsoRestore(SignerRegistry.PREFIX, signers::restore);
        directory.onQuarantine(made::quarantined);
        return made;
    }

    private Loops loops() {
        int count = config.sessions().loops();
        return count > 1 ? Loops.beside(vertx, context, count, meters) : Loops.onFront();
    }

    /** By which hosts the engine may be asked; the management port also by the names of its containers' network. */
    private KnownHosts hosts(boolean forManagement) {
        List<String> names = new ArrayList<>();
        names.add(forManagement ? config.managementHost() : config.host());
        config.publicUrl().map(url -> URI.create(url).getRawAuthority()).ifPresent(names::add);
        return new KnownHosts(names, forManagement);
    }

    private MediaOrigins mediaOrigins() {
        PageOrigins origins = kind().origins(config.media().keys());
        return new MediaOrigins(origins.scripts(), origins.lines());
    }

    private BridgeKind kind() {
        return Bridges.chosen(config.media().keys());
    }

    private RootPassword password() {
        return config.rootPassword()
                .map(Secret::value)
                .map(RootPassword::of)
                .orElseGet(() -> RootPassword.inFolder(folder.path()));
    }

    private void bindJvm() {
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        gc.bindTo(meters);
    }

    private final JvmGcMetrics gc = new JvmGcMetrics();

    private GatewayLimits limits() {
        EngineConfig.Frames frames = config.frames();
        return new GatewayLimits(
                frames.bytesMax(),
                frames.queuedBytesMax(),
                frames.commandBurst(),
                frames.commandsPerSecond(),
                config.heartbeatMs(),
                frames.helloMs(),
                frames.hellosMax());
    }

    private Quotas.Limits quotas() {
        EngineConfig.ProgramQuotas quotas = config.quotas();
        return new Quotas.Limits(
                quotas.sessionsMax(), quotas.seatsMax(), quotas.connectionsMax(), quotas.commandsPerSecond());
    }

    private Doors.Limits doorLimits() {
        EngineConfig.Http http = config.http();
        return new Doors.Limits(
                http.headMs(),
                http.bodyMs(),
                HTTP_IDLE_SECONDS * 1000L,
                http.connectionsMax(),
                http.connectionsPerAddressMax());
    }

    private HttpServerOptions serverOptions() {
        HttpServerOptions options = Inlet.bounded(new HttpServerOptions())
                .setIdleTimeout(HTTP_IDLE_SECONDS)
                // HTTP/1.1 alone: HTTP/2 has floods of its own.
                .setHttp2ClearTextEnabled(false)
                .setUseAlpn(false)
                .setCompressionSupported(true)
                .setPerMessageWebSocketCompressionSupported(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setMaxWebSocketFrameSize(4 * config.frames().bytesMax())
                .setMaxWebSocketMessageSize(4 * config.frames().bytesMax())
                .addWebSocketSubProtocol("anteroom.v1");
        config.tls()
                .ifPresent(tls -> options.setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(tls.certificate().toString())
                                .setKeyPath(tls.key().toString())));
        return options;
    }

    /** Begins in the background what every start waits for; worth calling before anything else. */
    public static void warmUp() {
        Bridges.KINDS.forEach(BridgeKind::warmUp);
    }

    /** Folds the journal, starts the bridge, and listens; completes when the engine is ready. */
    public Future<Started> start() {
        Promise<Started> started = Promise.promise();
        context.runOnContext(ignored -> startHere().onComplete(started));
        return started.future();
    }

    private Future<Started> startHere() {
        // Without a mark, by what the journal says of each session.
        Instant aliveUntil = alive.last().orElse(Instant.EPOCH);
        Future<Void> bridgeUp = StartException.naming(
                bridge.start(media), "media", config.media().port(), "ANTEROOM_MEDIA_PORT");
        return StartException.naming(
                        management.listen(config.managementPort(), config.managementHost()),
                        "management",
                        config.managementPort(),
                        "ANTEROOM_MANAGEMENT_PORT")
                .compose(ignored -> directory.load(aliveUntil))
                .onSuccess(ignored -> deliveries.start())
                .compose(ignored -> bridgeUp)
                .compose(ignored -> demo())
                .compose(demo -> listen().compose(url ->
                        sample(demo.program(), url).map(links -> ready(url, demo.generatedKey(), links))));
    }

    /** The demo program and, where one was made just now, its key. */
    private record Demo(Program program, Optional<String> generatedKey) {}

    private Future<Demo> demo() {
        Optional<Program> known = programs.named("demo");
        Optional<String> given = config.bootstrapKey().map(Secret::value);
        if (known.isPresent()) {
            given.ifPresent(key -> programs.bootstrap(known.get().id(), key));
            return Future.succeededFuture(new Demo(known.get(), Optional.empty()));
        }
        String keyId = chance.id("key_");
        String key = keyId + "." + chance.bits() + chance.bits();
        Crisis crisis =
                new Crisis(config.demo().crisis().call(), config.demo().crisis().text());
        ProgramId id = new ProgramId(chance.id(ProgramId.PREFIX));
        return programs.create(id, new Text("demo"), crisis, "local", "", keyId, key)
                .map(program -> {
                    programs.bootstrap(id, given.orElse(key));
                    return new Demo(program, given.isPresent() ? Optional.empty() : Optional.of(key));
                });
    }

    private Future<String> listen() {
        Router router = Router.router(vertx);
        router.route().handler(context -> {
            doors.asked(context.request());
            context.addEndHandler(ignored -> doors.answered(context.request(), Api.isKnown(context)));
            context.next();
        });
        router.route().handler(new OneHost(hosts(false), meters));
        router.route().handler(new StrictTransport(new ClientAddress(config.trustedProxies()), config.publicUrl()));
        new Api(rest()).mount(router);
        pages.mount(router);
        server.connectionHandler(connection -> {
                    FlushOnce.on(connection);
                    doors.opened(connection);
                })
                .requestHandler(router)
                .webSocketHandshakeHandler(gateway::handshake)
                .webSocketHandler(gateway::serve);
        return StartException.naming(server.listen(config.port(), config.host()), "web", config.port(), "ANTEROOM_PORT")
                .map(listening -> config.publicUrl()
                        .orElse((config.tls().isPresent() ? "https" : "http") + "://" + inUrl(config.host()) + ":"
                                + listening.actualPort()));
    }

    private static String inUrl(String host) {
        return host.contains(":") ? "[" + host + "]" : host;
    }

    private RestServices rest() {
        return new RestServices(
                vertx,
                journal,
                clock,
                chance,
                meters,
                programs,
                directory,
                tokens,
                vault.deriveSecret("invite-code", 32),
                vault.deriveSecret("idempotency", 32),
                config.sessions().capacityMax(),
                kind().carriesCiphertext(),
                session -> sample.map(made -> made.reuse(session)).orElse(Registration.Reuse.SAME_DEVICE),
                config.publicUrl(),
                config.trustedProxies(),
                config.http().bodyBytesInFlightMax(),
                refusals,
                settings,
                series,
                planner,
                doses,
                calling,
                deliveries,
                new Assertions(vertx, signers, calling, clock),
                checkIns);
    }

    private Future<List<SampleSession.Link>> sample(Program demo, String url) {
        if (!config.samplePublished()) {
            return Future.succeededFuture(List.of());
        }
        int portalPort = config.sample().portalPort();
        return StartException.naming(
                        portal.listen(portalPort, config.host()),
                        "sample portal's",
                        portalPort,
                        "ANTEROOM_SAMPLE_PORTAL_PORT")
                .compose(ignored -> programs.addOrigin(demo.id(), portalUrl()))
                .compose(ignored -> {
                    SampleSession made = new SampleSession(directory, codes, clock, chance, url);
                    sample = Optional.of(made);
                    return made.links(demo);
                })
                .onSuccess(links -> {
                    portal.embed(url, links.get(links.size() - 1));
                    sampleLinks = Optional.of(SampleSession.json(links, portalUrl() + "/"));
                });
    }

    private String portalUrl() {
        return "http://" + inUrl(config.host()) + ":" + portal.port();
    }

    private Started ready(String url, Optional<String> generatedKey, List<SampleSession.Link> links) {
        vertx.setPeriodic(ATTENDANCE_EVERY_MS, ignored -> tellAttendance());
        vertx.setPeriodic(SERIES_EVERY_MS, ignored -> planner.tick());
        vertx.setPeriodic(CHECK_INS_EVERY_MS, ignored -> checkIns.letGo());
        vertx.setPeriodic(REFUSALS_EVERY_MS, ignored -> tellRefusals());
        vertx.setPeriodic(AliveMark.EVERY_MS, ignored -> marked());
        relays.watch(vertx, clock, meters);
        marked();
        management.ready(true);
        Optional<String> portalPage = links.isEmpty() ? Optional.empty() : Optional.of(portalUrl() + "/");
        return new Started(
                url,
                "http://" + inUrl(config.managementHost()) + ":" + management.port(),
                generatedKey,
                links,
                portalPage);
    }

    private void tellAttendance() {
        doses.tell().onComplete(ignored -> directory.signalAttendance());
    }

    /** What came from where that was refused, in counts: a flood is a line a minute for each of its kinds. */
    private void tellRefusals() {
        refusals.tell().forEach(line -> LOG.warn("Refused: {}", line));
    }

    private void marked() {
        var unused = markAlive();
    }

    private Future<Void> markAlive() {
        return directory
                .hereUntil()
                .onSuccess(hereUntil -> hereUntil.ifPresent(this::markAlive))
                .mapEmpty();
    }

    private void markAlive(Instant hereUntil) {
        try {
            alive.write(hereUntil);
        } catch (IOException e) {
            LOG.warn("The alive mark could not be written: {}", e.getClass().getSimpleName());
        }
    }

    /** Drains: nothing new, connections told to come back, the journal flushed and closed. */
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        context.runOnContext(ignored -> stopHere().onComplete(stopped));
        return stopped.future();
    }

    private Future<Void> stopHere() {
        management.ready(false);
        planner.stop();
        gateway.drain();
        return directory
                .drain()
                .otherwiseEmpty()
                .compose(ignored -> vertx.timer(Math.min(300, config.timers().drainMs())))
                .<Void>mapEmpty()
                .compose(ignored -> server.close())
                .eventually(() -> portal.close())
                .eventually(bridge::stop)
                .eventually(deliveries::stop)
                .eventually(journal::close)
                .eventually(deliveries::close)
                .eventually(calling::close)
                .eventually(management::close)
                .eventually(this::markAlive)
                .onComplete(ignored -> {
                    tellRefusals();
                    gc.close();
                    folder.close();
                });
    }
}
