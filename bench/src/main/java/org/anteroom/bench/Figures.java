package org.anteroom.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The figures of a run, in the order in which they were measured: a line each as they come, and at the end as JSON and as Markdown. Where several
 * servers are compared, each has figures of the same names under its own.
 */
final class Figures {
    private final List<Row> rows = new ArrayList<>();
    private final Consumer<String> measured;

    /**
     * One figure.
     *
     * @param of what it is measured on, where there are several
     */
    record Row(Optional<String> of, String name, double value, String unit, Optional<String> aim) {
        private String wholeName() {
            return of.map(server -> server + ": ").orElse("") + name;
        }

        private String line() {
            return String.format(
                            Locale.ROOT,
                            "%-44s %12.1f %-8s %s",
                            wholeName(),
                            value,
                            unit,
                            aim.map(word -> "aim " + word).orElse(""))
                    .stripTrailing();
        }

        private String shown() {
            return String.format(Locale.ROOT, "%.1f", value);
        }
    }

    /** Figures that nobody waits for. */
    Figures() {
        this(line -> {});
    }

    /**
     * Figures that are shown as they come, since a run takes long and can be ended early.
     *
     * @param measured hears each one as a line of the table
     */
    Figures(Consumer<String> measured) {
        this.measured = measured;
    }

    private void add(Row row) {
        rows.add(row);
        measured.accept(row.line());
    }

    void add(String name, double value, String unit) {
        add(new Row(Optional.empty(), name, value, unit, Optional.empty()));
    }

    void add(String name, double value, String unit, String aim) {
        add(new Row(Optional.empty(), name, value, unit, Optional.of(aim)));
    }

    /** One of several servers' figures. */
    void addOf(String server, String name, double value, String unit) {
        add(new Row(Optional.of(server), name, value, unit, Optional.empty()));
    }

    List<Row> rows() {
        return List.copyOf(rows);
    }

    /** A table with a row for each figure, and a column for each server where several are compared. */
    String markdown() {
        List<String> servers =
                rows.stream().flatMap(row -> row.of().stream()).distinct().toList();
        StringBuilder table = new StringBuilder();
        if (rows.stream().anyMatch(row -> row.of().isEmpty())) {
            table.append("| figure | value | unit | aim |\n| --- | ---: | --- | --- |\n");
            rows.stream()
                    .filter(row -> row.of().isEmpty())
                    .forEach(row -> line(
                            table,
                            List.of(
                                    row.name(),
                                    row.shown(),
                                    row.unit(),
                                    row.aim().orElse(""))));
        }
        if (!servers.isEmpty()) {
            table.append("| figure | unit | ")
                    .append(String.join(" | ", servers))
                    .append(" |\n| --- | --- |");
            table.append(" ---: |".repeat(servers.size())).append('\n');
            compared().forEach((name, of) -> {
                List<String> cells = new ArrayList<>(
                        List.of(name, of.values().iterator().next().unit()));
                servers.forEach(server -> cells.add(
                        Optional.ofNullable(of.get(server)).map(Row::shown).orElse("-")));
                line(table, cells);
            });
        }
        return table.toString();
    }

    private static void line(StringBuilder table, List<String> cells) {
        table.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** The figures that several servers have, by name and server. */
    Map<String, Map<String, Row>> compared() {
        Map<String, Map<String, Row>> compared = new LinkedHashMap<>();
        rows.forEach(row -> row.of()
                .ifPresent(server -> compared.computeIfAbsent(row.name(), name -> new LinkedHashMap<>())
                        .put(server, row)));
        return compared;
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        for (Row row : rows) {
            JsonObject figure = new JsonObject()
                    .put("value", Math.round(row.value() * 1000) / 1000.0)
                    .put("unit", row.unit());
            row.aim().ifPresent(aim -> figure.put("aim", aim));
            json.put(row.wholeName(), figure);
        }
        return json;
    }

    /** The value below which that share of all lies; NaN of none, which JSON does not have, so ask first. */
    static double percentile(List<Double> values, double share) {
        List<Double> sorted = values.stream().sorted().toList();
        int rank = (int) Math.ceil(share * sorted.size());
        return sorted.get(Math.max(0, rank - 1));
    }
}
