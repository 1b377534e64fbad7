package org.anteroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a start takes where the journal holds the sessions of years. Blocks. */
final class JournalStarts {
    private static final int PEOPLE = 8;
    private static final int NOTES = 60;
    private static final double MIB = 1024.0 * 1024;
    private static final String DATA = "ANTEROOM_DATA";
    private static final String READER = "journal-reader";

    private JournalStarts() {}

    static void run(Options options, Figures figures) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("anteroom-bench-journal");
        try {
            Path data = folder.resolve("data");
            fill(data, options, figures);
            start(data, options, figures);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void fill(Path data, Options options, Figures figures) throws IOException, InterruptedException {
        long began = System.nanoTime();
        String live;
        String over;
        try (EngineProcess engine =
                new EngineProcess(Map.of(DATA, data.toString(), "ANTEROOM_TIMERS_OVER_KEPT_MS", "1000"))) {
            Rest rest = new Rest(engine.url(), engine.key());
            over = rest.overSession(PEOPLE, NOTES);
            OverSessions.awaitLetGo(engine);
            live = rest.notedSession(PEOPLE, NOTES);
        }
        try (JournalMaker maker = new JournalMaker(data)) {
            maker.repeat(over, options.over());
            maker.repeat(live, options.live());
            figures.add("sessions that are over", options.over(), "");
            figures.add("sessions that are not", options.live(), "");
            figures.add("entries", (double) maker.entries(), "");
        }
        figures.add("make them", (System.nanoTime() - began) / 1e9, "s");
        figures.add("journal", bytes(data) / MIB, "MiB");
    }

    private static double bytes(Path data) throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static void start(Path data, Options options, Figures figures) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        List<Double> reader = new ArrayList<>();
        for (int i = 0; i < options.starts(); i++) {
            try (EngineProcess engine = new EngineProcess(Map.of(DATA, data.toString()))) {
                times.add((double) engine.startTime().toMillis());
                processor.add(engine.processorTime().toNanos() / 1e6);
                reader.add(engine.threadTime(READER).worked().toNanos() / 1e6);
                if (i == 0) {
                    figures.add("sessions at work after a start", engine.metric("anteroom_sessions"), "");
                    figures.add("sessions let go after it", engine.metric("anteroom_sessions_over"), "");
                }
            }
        }
        figures.add("start to ready, fastest", Figures.percentile(times, 0), "ms");
        figures.add("start to ready, median", Figures.percentile(times, 0.5), "ms", "2000");
        figures.add("processor of a start, fastest", Figures.percentile(processor, 0), "ms");
        figures.add("processor of a start, median", Figures.percentile(processor, 0.5), "ms");
        figures.add("of it, the journal's reader, median", Figures.percentile(reader, 0.5), "ms");
    }
}
