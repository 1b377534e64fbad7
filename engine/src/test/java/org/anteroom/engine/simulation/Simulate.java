package org.anteroom.engine.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.PrintStream;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Plays one seed and prints what happened, or many and prints those that failed: {@code ./anteroom simulate}. */
public final class Simulate {
    private Simulate() {}

    /** @param seeds one, or the first and the last of many */
    public static void main(String[] seeds) {
        quietLog();
        long first = Long.parseLong(seeds[0]);
        boolean holds = seeds.length == 1 ? one(first) : many(first, Long.parseLong(seeds[1]));
        if (!holds) {
            System.exit(1);
        }
    }

    /** Faults are meant here, and would fill the log. */
    static void quietLog() {
        ((Logger) LoggerFactory.getLogger("org.anteroom.engine.runtime")).setLevel(Level.OFF);
    }

    private static boolean one(long seed) {
        Played played = play(seed, true);
        PrintStream out = System.out;
        played.trail().forEach(out::println);
        out.println(played.words());
        return played.broken().isEmpty();
    }

    private static boolean many(long first, long last) {
        long failed = 0;
        for (long seed = first; seed <= last; seed++) {
            Played played = play(seed, false);
            if (!played.broken().isEmpty()) {
                failed++;
                System.out.println("Seed " + seed + ": " + played.broken());
            }
        }
        System.out.println(failed + " of " + (last - first + 1) + " seeds failed.");
        return failed == 0;
    }

    /**
     * A seed that was played.
     *
     * @param broken what did not hold; empty where all did
     */
    record Played(long seed, Simulation.Report report, List<String> trail, String broken) {
        String words() {
            return broken.isEmpty()
                    ? "Seed " + seed + ": " + report.steps() + " steps, " + report.events() + " events, faults "
                            + report.faults() + ". Every promise held."
                    : "Seed " + seed + ": " + broken + "\nReplay it by: ./anteroom simulate " + seed;
        }
    }

    static Played play(long seed, boolean keepsTrail) {
        Stage stage = new Stage(seed, keepsTrail);
        try {
            return new Played(seed, new Simulation(seed, stage).run(), stage.trail(), "");
        } catch (RuntimeException | AssertionError e) {
            StackTraceElement at = e.getStackTrace()[0];
            String what = e instanceof BrokenPromise ? e.getMessage() : e + " at " + at;
            return new Played(
                    seed, new Simulation.Report(0, 0, stage.faults.counts()), stage.trail(), String.valueOf(what));
        }
    }
}
