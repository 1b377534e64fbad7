package org.anteroom.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ./anteroom bench}: measures, prints a table, writes JSON. It judges nothing. */
public final class Main {
    private static final int EXIT_USAGE = 2;

    private Main() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        if (List.of(args).contains("--help")) {
            System.out.print(Options.USAGE);
            return;
        }
        try {
            run(Options.parse(List.of(args)), System.out);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(EXIT_USAGE);
        }
    }

    private static void run(Options options, PrintStream out) throws IOException, InterruptedException {
        JsonObject machine = Machine.facts();
        out.println("on " + machine.encode());
        Figures figures = new Figures(out::println);
        Bench.run(options, figures);
        machine.put("loadAfter", Machine.load());
        JsonObject all = new JsonObject()
                .put("machine", machine)
                .put(
                        "options",
                        new JsonObject()
                                .put("people", options.people())
                                .put("roomSize", options.roomSize())
                                .put("rooms", options.rooms())
                                .put("seconds", options.seconds())
                                .put("slowness", options.slowness()))
                .put("figures", figures.json());
        Path file = options.json().toAbsolutePath();
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, all.encodePrettily() + "\n");
        Path markdown = beside(file, ".md");
        Files.writeString(markdown, "On " + machine.encode() + ".\n\n" + figures.markdown());
        out.println("written to " + file + " and " + markdown.getFileName());
        if (options.part() == Options.Part.PEERS) {
            Files.writeString(beside(file, ".svg"), Chart.of(figures, Peers.CHART, OurPeer.NAME));
        }
    }

    private static Path beside(Path json, String ending) {
        String name = String.valueOf(json.getFileName());
        return json.resolveSibling((name.endsWith(".json") ? name.substring(0, name.length() - 5) : name) + ending);
    }
}
