package org.anteroom.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Somebody else's server on loopback, on the servers' core, with a folder that goes when it is closed. */
final class ServerProcess implements AutoCloseable {
    private static final int READY_MS_MAX = 60_000;
    private static final int POLL_MS = 20;
    private static final int END_SECONDS = 15;
    private static final int KIB = 1024;

    private final Path folder;
    private final Process process;

    /** Starts it and returns once it listens. Whatever it needs is in the folder, in which it runs. */
    ServerProcess(Path folder, int port, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        this.folder = folder;
        // Thousands of lines are open at a time: as many as this process may have.
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "ulimit -n \"$(ulimit -Hn)\" && exec \"$@\"", "sh");
        builder.command().addAll(command);
        builder.directory(folder.toFile());
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true)
                .redirectOutput(Redirect.to(folder.resolve("log").toFile()));
        process = builder.start();
        boolean ready = false;
        try {
            awaitReady(port);
            Pinned.toServerCore(process.pid());
            ready = true;
        } finally {
            if (!ready) {
                close();
            }
        }
    }

    private void awaitReady(int port) throws IOException, InterruptedException {
        long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READY_MS_MAX);
        while (!listens(port)) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IOException("A server did not start:\n" + Files.readString(folder.resolve("log")));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), READY_MS_MAX);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    long pid() {
        return process.pid();
    }

    /** Resident memory; empty where the system does not tell. */
    OptionalDouble residentBytes() {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst();
        } catch (IOException e) {
            return OptionalDouble.empty();
        }
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().onExit().join();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly().onExit().join();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
