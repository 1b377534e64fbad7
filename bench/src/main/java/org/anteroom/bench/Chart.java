package org.anteroom.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Compared figures as bars, in SVG that reads on light and dark pages; each bar has its value written beside it. */
final class Chart {
    private static final int WIDTH = 720;
    private static final int LABEL = 130;
    private static final int VALUE = 110;
    private static final int BAR = 18;
    private static final int GAP = 6;
    private static final int TITLE = 34;
    private final StringBuilder svg = new StringBuilder();
    private int y;

    private Chart() {}

    /**
     * One group of bars for each of these figures that was measured.
     *
     * @param ours whose bars stand out
     */
    static String of(Figures figures, List<String> names, String ours) {
        Chart chart = new Chart();
        Map<String, Map<String, Figures.Row>> compared = figures.compared();
        names.forEach(name -> Optional.ofNullable(compared.get(name)).ifPresent(rows -> chart.group(name, rows, ours)));
        String title = String.join("; ", names);
        return head(chart.y + GAP, title) + chart.svg + "</svg>\n";
    }

    private static String head(int height, String title) {
        return String.format(Locale.ROOT, """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" width="%1$d" height="%2$d" role="img">
            <title>%3$s</title>
            <style>
            text { font: 14px sans-serif; fill: #1b2a33; } .name { font-weight: bold; } rect { fill: #8fb3c4; } .ours { fill: #0b6a8a; }
            @media (prefers-color-scheme: dark) { text { fill: #e6eef2; } rect { fill: #4c6f80; } .ours { fill: #5cc0e0; } }
            </style>
            """, WIDTH, height, title);
    }

    private void group(String name, Map<String, Figures.Row> rows, String ours) {
        y += TITLE;
        String unit = rows.values().iterator().next().unit();
        text(0, y - GAP - 4, "name", name + ", " + unit);
        double most =
                rows.values().stream().mapToDouble(Figures.Row::value).max().orElse(1);
        rows.forEach((server, row) -> {
            long length = Math.max(1, Math.round((WIDTH - LABEL - VALUE) * row.value() / most));
            text(0, y + BAR - 4, "", server);
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"%s/>%n",
                    LABEL,
                    y,
                    length,
                    BAR,
                    server.equals(ours) ? " class=\"ours\"" : ""));
            text(LABEL + length + GAP, y + BAR - 4, "", String.format(Locale.ROOT, "%,.1f", row.value()));
            y += BAR + GAP;
        });
    }

    private void text(long x, long atY, String kind, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\"%s>%s</text>%n",
                x,
                atY,
                kind.isEmpty() ? "" : " class=\"" + kind + "\"",
                words));
    }
}
