package org.anteroom.engine.export;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rows of a CSV file (RFC 4180). A file begins with a byte order mark, by which spreadsheets know UTF-8. A cell that a
 * spreadsheet would take for a formula is defused by a leading apostrophe, and one with a semicolon is quoted too: in many
 * languages that separates cells.
 */
public final class Csv {
    static final String BYTE_ORDER_MARK = "\uFEFF";
    /** What begins a formula: as typed, in full width, and as small forms. */
    private static final String FORMULA_STARTERS =
            "=+-@\t\r\n" + "\uFF1D\uFF0B\uFF0D\uFF20" + "\uFE66\uFE62\uFE63\uFE6B" + "\u2212";

    private static final String QUOTED = ",;\"\n\r\t";

    private Csv() {}

    /** How a file begins: the mark, then the names of its columns. */
    public static String begin(List<String> header) {
        return BYTE_ORDER_MARK + row(header);
    }

    /** One row with its line end. */
    public static String row(List<String> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",")) + "\r\n";
    }

    private static String cell(String value) {
        String seen = value.stripLeading();
        boolean formula = Stream.of(value, seen)
                .anyMatch(text -> !text.isEmpty() && FORMULA_STARTERS.indexOf(text.charAt(0)) >= 0);
        String safe = formula ? "'" + value : value;
        boolean quoted = safe.chars().anyMatch(c -> QUOTED.indexOf(c) >= 0);
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
