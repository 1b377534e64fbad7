package org.anteroom.bench;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.bench.ThreadTimes.ThreadTime;
import org.anteroom.signaling.synthetic.FreePorts;

/** An engine in a process of its own, on loopback, with a data folder that goes when it is closed. */
final class EngineProcess implements AutoCloseable {
    private static final int READY_MS_MAX = 120_000;
    private static final int POLL_MS = 5;
    /** The engine hears of its own collections somewhat later. */
    private static final int COUNTED_MS = 200;

    private static final int END_SECONDS = 15;
    private static final int ENDPOINTS_MAX = 20_000;
    /** Thousands of sockets are open before the first says who it is. */
    private static final int HELLO_MS = 60_000;

    /** Passed on from whoever starts the bench, so that runs with one loop and with several can be compared. */
    static final String LOOPS = "ANTEROOM_SESSIONS_LOOPS";

    /** As far as the kernel keeps a thread's name. */
    private static final String LOOP = "vert.x-eventloo";

    private static final int BURST_MAX = 10_000;
    private static final int COMMANDS_PER_SECOND_MAX = 1_000;

    private final Path folder;
    private final Process process;
    private final int port;
    private final int managementPort;
    private final String key = "key_bench." + UUID.randomUUID();
    private final long readyNanos;

    /** Starts it and returns when it is ready. */
    EngineProcess() throws IOException, InterruptedException {
        this(Map.of());
    }

    /**
     * The same with settings of one's own.
     *
     * @param more variables of the engine's environment
     */
    EngineProcess(Map<String, String> more) throws IOException, InterruptedException {
        this(List.of(), generous(more));
    }

    /**
     * One with the limits that it is shipped with.
     *
     * @param flags of its JVM, after those of this one
     * @param more variables of its environment
     */
    static EngineProcess asShipped(List<String> flags, Map<String, String> more)
            throws IOException, InterruptedException {
        return new EngineProcess(flags, more);
    }

    private EngineProcess(List<String> flags, Map<String, String> more) throws IOException, InterruptedException {
        folder = Files.createTempDirectory("anteroom-bench");
        port = FreePorts.tcp();
        managementPort = FreePorts.tcp();
        ProcessBuilder builder = new ProcessBuilder(command(flags));
        settings(builder.environment());
        builder.environment().putAll(more);
        builder.redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("log").toFile()));
        long began = System.nanoTime();
        process = builder.start();
        boolean ready = false;
        try {
            awaitReady();
            readyNanos = System.nanoTime() - began;
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    /** The engine as it is on this process's class path, with this process's flags. */
    private List<String> command(List<String> more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> flag.startsWith("-X") || flag.startsWith("--") || flag.startsWith("-Dfile"))
                .forEach(command::add);
        command.addAll(more);
        if (EngineProcess.class.getResource("/web/index.html") == null) {
            Path web = Files.createDirectory(folder.resolve("web"));
            Files.writeString(web.resolve("index.html"), "<!doctype html><title>Bench</title>");
            command.add("-Danteroom.web=" + web);
        }
        command.addAll(List.of("-cp", classPath(), "org.anteroom.engine.Main"));
        return command;
    }

    /** Without the bench's own part, so that it is the path that the archive of classes was made for. */
    private static String classPath() {
        String classes = File.separator + "bench" + File.separator + "target" + File.separator;
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty() && !entry.contains(classes) && !entry.endsWith("-tests.jar"))
                .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("anteroom-bench-"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void settings(Map<String, String> environment) {
        environment.keySet().removeIf(name -> name.startsWith("ANTEROOM_") && !name.equals(LOOPS));
        environment.put("ANTEROOM_PORT", Integer.toString(port));
        environment.put("ANTEROOM_MANAGEMENT_PORT", Integer.toString(managementPort));
        environment.put("ANTEROOM_SAMPLE_PORTAL_PORT", "0");
        environment.put("ANTEROOM_MEDIA_PORT", "0");
        environment.put("ANTEROOM_MEDIA_ADDRESSES", "127.0.0.1");
        environment.put("ANTEROOM_DATA", folder.resolve("data").toString());
        environment.put("ANTEROOM_BOOTSTRAP_KEY", key);
    }

    /** What is measured is the engine, not one program's part of it, and not how it holds a flood back. */
    private static Map<String, String> generous(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>();
        environment.put("ANTEROOM_MEDIA_ENDPOINTS_MAX", Integer.toString(ENDPOINTS_MAX));
        environment.put("ANTEROOM_FRAMES_HELLO_MS", Integer.toString(HELLO_MS));
        environment.put("ANTEROOM_FRAMES_HELLOS_MAX", "20000");
        environment.put("ANTEROOM_FRAMES_HELLOS_PER_ADDRESS_MAX", "20000");
        environment.put("ANTEROOM_FRAMES_COMMAND_BURST", Integer.toString(BURST_MAX));
        environment.put("ANTEROOM_FRAMES_COMMANDS_PER_SECOND", Integer.toString(COMMANDS_PER_SECOND_MAX));
        environment.put("ANTEROOM_QUOTAS_SESSIONS_MAX", "1000000");
        environment.put("ANTEROOM_QUOTAS_SEATS_MAX", "10000000");
        environment.put("ANTEROOM_QUOTAS_CONNECTIONS_MAX", "100000");
        environment.put("ANTEROOM_QUOTAS_COMMANDS_PER_SECOND", "1000000");
        environment.putAll(more);
        return environment;
    }

    private void awaitReady() throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MS_MAX);
        while (get("/readyz").isEmpty()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IOException("The engine did not start:\n" + Files.readString(folder.resolve("log")));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private Optional<String> get(String path) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + managementPort + path)
                    .toURL()
                    .openConnection();
            try (var body = connection.getInputStream()) {
                return Optional.of(new String(body.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** From the start of the process to the first {@code /readyz} that said so. */
    Duration startTime() {
        return Duration.ofNanos(readyNanos);
    }

    int port() {
        return port;
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    /** What it has logged so far. */
    List<String> log() throws IOException {
        return Files.readAllLines(folder.resolve("log"));
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String key() {
        return key;
    }

    /** A counter or gauge of {@code /metrics}, summed over its labels. */
    double metric(String name) {
        return get("/metrics")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Bytes on the heap that are in use after a collection; empty where the JDK has no {@code jcmd}. */
    OptionalDouble liveBytes() throws InterruptedException {
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "GC.run")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            return jcmd.waitFor() == 0 ? OptionalDouble.of(heapBytes()) : OptionalDouble.empty();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    /** Bytes that it asked for since it started, up to now; empty where the JDK has no {@code jcmd}. */
    OptionalDouble allocatedBytes() throws InterruptedException {
        if (liveBytes().isEmpty()) {
            return OptionalDouble.empty();
        }
        TimeUnit.MILLISECONDS.sleep(COUNTED_MS);
        return OptionalDouble.of(metric("jvm_gc_memory_allocated_bytes_total"));
    }

    private double heapBytes() {
        return get("/metrics")
                .orElse("")
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\"")
                        || line.startsWith("jvm_buffer_memory_used_bytes{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** The processor time that it took so far. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** What its event loop took, on which everybody is served. */
    ThreadTime loopTime() {
        return threadTime(LOOP);
    }

    /** What its threads took whose names begin so, as Linux tells it; none elsewhere. */
    ThreadTime threadTime(String prefix) {
        return ThreadTimes.of(process.pid(), prefix);
    }

    /** Resident memory; empty where the system does not tell. */
    OptionalLong residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst();
        } catch (IOException e) {
            return OptionalLong.empty();
        }
    }

    /** Ends this process, by its handle, and takes its folder away. */
    @Override
    public void close() throws IOException {
        process.destroy();
        if (!endsInTime()) {
            process.destroyForcibly().onExit().join();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private boolean endsInTime() {
        try {
            return process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
