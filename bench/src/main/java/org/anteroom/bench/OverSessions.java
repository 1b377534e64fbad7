package org.anteroom.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What sessions leave behind in memory once they are over. Blocks. */
final class OverSessions {
    private static final int SESSIONS = 10_000;
    private static final int PEOPLE = 8;
    private static final int NOTES = 10;
    private static final int CALLERS = 8;
    private static final int WAIT_SECONDS = 600;
    private static final int POLL_MS = 200;
    private static final double MIB = 1024.0 * 1024;

    private OverSessions() {}

    static void run(Figures figures) throws IOException, InterruptedException {
        try (EngineProcess engine = new EngineProcess(Map.of("ANTEROOM_TIMERS_OVER_KEPT_MS", "1000"))) {
            OptionalDouble empty = engine.liveBytes();
            long began = System.nanoTime();
            fill(new Rest(engine.url(), engine.key()));
            figures.add("sessions that are over", SESSIONS, "");
            figures.add("make and end them", (System.nanoTime() - began) / 1e9, "s");
            awaitLetGo(engine);
            figures.add("sessions in memory", engine.metric("anteroom_sessions"), "", "1");
            OptionalDouble full = engine.liveBytes();
            if (empty.isPresent() && full.isPresent()) {
                figures.add("heap of an empty engine", empty.getAsDouble() / MIB, "MiB");
                figures.add("more of it after them", (full.getAsDouble() - empty.getAsDouble()) / MIB, "MiB", "50");
            }
        }
    }

    private static void fill(Rest rest) throws IOException, InterruptedException {
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int caller = 0; caller < CALLERS; caller++) {
                all.add(callers.submit(() -> {
                    for (int i = 0; i < SESSIONS / CALLERS; i++) {
                        var unused = rest.overSession(PEOPLE, NOTES);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                var unused = one.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("A session could not be made and ended", e);
        } finally {
            callers.shutdownNow();
        }
    }

    /** One is left: the sample session. */
    static void awaitLetGo(EngineProcess engine) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (engine.metric("anteroom_sessions") > 1 && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }
}
