package org.anteroom.engine;

import ch.qos.logback.classic.Level;
import io.vertx.core.Vertx;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.anteroom.engine.config.ConfigException;
import org.anteroom.engine.config.ConfigLoader;
import org.anteroom.engine.config.EngineConfig;
import org.anteroom.engine.journal.sqlite.DataFolderException;
import org.anteroom.engine.vault.VaultException;
import org.anteroom.engine.vault.WrongRootKeyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine as a process. SIGTERM drains it. */
public final class Main {
    private static final int EXIT_CONFIG = 2;
    private static final int EXIT_START = 1;

    private Main() {}

    public static void main(String[] args) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        Engine.warmUp();
        try {
            EngineConfig config = ConfigLoader.load(System.getenv());
            logLevel(config.log().level());
            run(config, out, err);
        } catch (ConfigException e) {
            e.problems().forEach(err::println);
            System.exit(EXIT_CONFIG);
        } catch (WrongRootKeyException | DataFolderException | VaultException e) {
            err.println(e.getMessage());
            System.exit(EXIT_CONFIG);
        } catch (RuntimeException e) {
            fail(e, err);
        }
    }

    /** Ends at once: there is nothing to drain, and what is journaled is on disk. */
    private static void fail(Throwable failure, PrintStream err) {
        err.println("The engine could not start: " + failure.getMessage());
        err.flush();
        Runtime.getRuntime().halt(EXIT_START);
    }

    private static void logLevel(String level) {
        if (LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.toLevel(level, Level.INFO));
        }
    }

    private static void run(EngineConfig config, PrintStream out, PrintStream err) {
        Vertx vertx = Vertx.vertx();
        Engine engine = new Engine(config, vertx);
        engine.start().onSuccess(started -> say(started, config, out)).onFailure(failure -> fail(failure, err));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(engine, vertx, config), "drain"));
    }

    private static void drain(Engine engine, Vertx vertx, EngineConfig config) {
        CountDownLatch done = new CountDownLatch(1);
        engine.stop().eventually(vertx::close).onComplete(ignored -> done.countDown());
        try {
            if (done.await(config.timers().drainMs() + 5_000L, TimeUnit.MILLISECONDS)) {
                // A drained engine ended as it should, which the JVM's own code for a signal (143) does not say.
                Runtime.getRuntime().halt(0);
            }
            System.err.println("The engine did not drain in time.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void say(Engine.Started started, EngineConfig config, PrintStream out) {
        out.println("Anteroom is ready: " + started.url() + "/");
        out.println("  health and metrics: " + started.managementUrl() + "/readyz");
        started.generatedKey().ifPresent(key -> out.println("  API key of the program demo, shown this once: " + key));
        if (!started.links().isEmpty()) {
            out.println("A sample session is ready. Open each link in a browser window of its own:");
            started.links()
                    .subList(0, started.links().size() - 1)
                    .forEach(link -> out.printf("  %-12s %s%n", link.label(), link.url()));
            started.portal().ifPresent(portal -> out.printf("  %-12s %s%n", "Portal", portal));
        }
        out.println(
                "Data: " + config.data().toAbsolutePath().normalize() + " (sealed; delete the folder to begin anew).");
        out.println("Stop: Ctrl+C, or SIGTERM to process "
                + ProcessHandle.current().pid() + "; the session goes on at the next start.");
        out.println(
                started.links().isEmpty()
                        ? "Next: " + started.url() + "/docs has the API, config/README.md every setting."
                        : "Next: join as the facilitator, then as a patient in a second browser; the API is at "
                                + started.url() + "/docs.");
        out.flush();
    }
}
