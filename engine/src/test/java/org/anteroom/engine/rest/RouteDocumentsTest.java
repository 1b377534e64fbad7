package org.anteroom.engine.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.anteroom.engine.checkin.CheckInRegistry;
import org.anteroom.engine.dose.live.DoseBoard;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalLimits;
import org.anteroom.engine.journal.sqlite.DataFolder;
import org.anteroom.engine.journal.sqlite.SqliteJournal;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.program.SeatTokens;
import org.anteroom.engine.rest.document.Document;
import org.anteroom.engine.rest.document.Requests;
import org.anteroom.engine.runtime.HostServices;
import org.anteroom.engine.runtime.MediaHub;
import org.anteroom.engine.runtime.SecureChance;
import org.anteroom.engine.runtime.SessionDirectory;
import org.anteroom.engine.runtime.VertxTimers;
import org.anteroom.engine.series.SeriesPlanner;
import org.anteroom.engine.series.SeriesRegistry;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.settings.SettingsRegistry;
import org.anteroom.engine.vault.RootPassword;
import org.anteroom.engine.vault.Vault;
import org.anteroom.engine.webhook.NoDeliveries;
import org.anteroom.engine.wire.Refusals;
import org.anteroom.signaling.embedded.EmbeddedBridge;
import org.anteroom.signaling.embedded.EmbeddedBridgeOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The routes that are mounted and the operations of openapi.yaml: the same ones. */
class RouteDocumentsTest {
    /** The gateway answers it at the upgrade, before any route. */
    private static final String UPGRADE = "get /v1/connect";

    private final Vertx vertx = Vertx.vertx();
    private Journal journal;
    private DataFolder folder;
    private Path web;

    @BeforeEach
    void open(@TempDir Path path) throws IOException {
        folder = DataFolder.open(path.resolve("data"));
        Vault vault =
                Vault.open(folder.path(), RootPassword.of("a-random-password-of-a-test-is-not-stretched-"), false);
        journal = SqliteJournal.open(folder, vault, JournalLimits.defaults(), InstantSource.system());
        web = Files.createDirectories(path.resolve("web"));
        Files.writeString(web.resolve("index.html"), "<!doctype html><title>Anteroom</title>");
    }

    @AfterEach
    void close() {
        journal.close()
                .eventually(vertx::close)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        folder.close();
    }

    @Test
    void everyRoute_isAnOperation_andEveryOperationARoute() {
        Set<String> documented = new Requests(Document.openApi())
                .operations().stream()
                        .map(operation -> operation.method() + " " + operation.path())
                        .collect(Collectors.toCollection(TreeSet::new));
        Set<String> mounted = routes();
        mounted.add(UPGRADE);
        assertThat(mounted).isEqualTo(documented);
    }

    private Set<String> routes() {
        Router router = Router.router(vertx);
        ProgramRegistry programs = new ProgramRegistry(journal);
        new Api(services(programs)).mount(router);
        PagePolicy policy = new PagePolicy(MediaOrigins.none(), Optional.empty());
        new Pages(programs, Optional.of(web), Optional::empty, policy).mount(router);
        Set<String> routes = new TreeSet<>();
        for (Route route : router.getRoutes()) {
            if (route.methods() != null) {
                route.methods()
                        .forEach(method -> routes.add(method.name().toLowerCase(java.util.Locale.ROOT) + " "
                                + path(String.valueOf(route.getName()), route)));
            }
        }
        return routes;
    }

    /** The path of a route as the document writes it. */
    private static String path(String name, Route route) {
        String path = route.getPath() == null ? name : route.getPath();
        return path.replaceAll(":([a-z]+)", "{$1}").replaceAll("^/(assets|embed)/$", "/$1/{file}");
    }

    private RestServices services(ProgramRegistry programs) {
        InstantSource clock = InstantSource.system();
        SecureChance chance = new SecureChance();
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        MediaHub media = new MediaHub(new EmbeddedBridge(vertx, EmbeddedBridgeOptions.defaults(), meters), meters);
        HostServices host = new HostServices(new VertxTimers(vertx), journal, clock, chance, meters, 100);
        SessionDirectory directory = new SessionDirectory(host, media, programs);
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
        return new RestServices(
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
                session -> Registration.Reuse.SAME_DEVICE,
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
                new CheckInRegistry(journal, clock));
    }
}
