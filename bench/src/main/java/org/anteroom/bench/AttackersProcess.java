package org.anteroom.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Those who attack, in a process of their own that yields to everybody else: on other machines they cost nothing here. */
final class AttackersProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader said;
    private final PrintStream told;
    private final List<String> names;

    /** What an attack came to. */
    record Result(long done, long accepted, long refused, double seconds) {}

    /**
     * Starts it; their seats are taken when this returns.
     *
     * @param nice how far they yield to everybody else, 0 to 19
     */
    AttackersProcess(EngineProcess engine, int mediaPort, int nice) throws IOException {
        process = new ProcessBuilder(
                        "nice",
                        "-n",
                        Integer.toString(nice),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Attackers.class.getName(),
                        engine.url(),
                        engine.key(),
                        Integer.toString(engine.port()),
                        Integer.toString(mediaPort))
                .redirectError(Redirect.INHERIT)
                .start();
        said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        told = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        names = new JsonArray(answer()).stream().map(String::valueOf).toList();
    }

    /** The attacks, in their order. */
    List<String> names() {
        return names;
    }

    void begin(String name) throws IOException {
        told.println(name);
        var unused = answer();
    }

    /** Ends what was begun. */
    Result end() throws IOException {
        told.println();
        JsonObject counts = new JsonObject(answer());
        return new Result(
                counts.getLong("done"),
                counts.getLong("accepted"),
                counts.getLong("refused"),
                counts.getDouble("seconds"));
    }

    private String answer() throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(Attackers.ANSWER)) {
                return line.substring(Attackers.ANSWER.length());
            }
        }
        throw new IOException("The attackers ended");
    }

    /** The processor time that they took so far. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
