package org.anteroom.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The figures of a run, in the order in which they were measured; as a table and as JSON. */
final class Figures {
    private final List<Row> rows = new ArrayList<>();

    private record Row(String name, double value, String unit, Optional<String> aim) {}

    void add(String name, double value, String unit) {
        rows.add(new Row(name, value, unit, Optional.empty()));
    }

    void add(String name, double value, String unit, String aim) {
        rows.add(new Row(name, value, unit, Optional.of(aim)));
    }

    String table() {
        StringBuilder table = new StringBuilder();
        for (Row row : rows) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-44s %12.1f %-8s %s%n",
                    row.name(),
                    row.value(),
                    row.unit(),
                    row.aim().map(aim -> "aim " + aim).orElse("")));
        }
        return table.toString();
    }

    JsonObject json() {
        JsonObject json = new JsonObject();
        for (Row row : rows) {
            JsonObject figure = new JsonObject()
                    .put("value", Math.round(row.value() * 1000) / 1000.0)
                    .put("unit", row.unit());
            row.aim().ifPresent(aim -> figure.put("aim", aim));
            json.put(row.name(), figure);
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
