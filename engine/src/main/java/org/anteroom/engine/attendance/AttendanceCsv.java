package org.anteroom.engine.attendance;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Words;

/**
 * A ledger as CSV (RFC 4180): a header, then one row a seat. It begins with a byte order mark, by which spreadsheets know
 * UTF-8. A cell that a spreadsheet would take for a formula is defused by a leading apostrophe, and one with a semicolon
 * is quoted too: in many languages that separates cells.
 */
public final class AttendanceCsv {
    private static final List<String> HEADER = List.of(
            "seat",
            "ref",
            "name",
            "role",
            "presentSeconds",
            "creditedMinutes",
            "lateSeconds",
            "leftEarlySeconds",
            "complete",
            "firstIn",
            "lastOut",
            "breakoutSeconds",
            "beforeStartSeconds",
            "afterEndSeconds");

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    /** What begins a formula: as typed, in full width, and as small forms. */
    private static final String FORMULA_STARTERS =
            "=+-@\t\r\n" + "\uFF1D\uFF0B\uFF0D\uFF20" + "\uFE66\uFE62\uFE63\uFE6B" + "\u2212";

    private static final String QUOTED = ",;\"\n\r\t";

    private AttendanceCsv() {}

    public static String write(Ledger ledger) {
        return Stream.concat(Stream.of(HEADER), ledger.accounts().stream().map(account -> row(ledger, account)))
                .map(row -> row.stream().map(AttendanceCsv::cell).collect(Collectors.joining(",")) + "\r\n")
                .collect(Collectors.joining("", BYTE_ORDER_MARK, ""));
    }

    private static List<String> row(Ledger ledger, Ledger.Account account) {
        List<Interval> stays = account.intervals();
        return List.of(
                account.seat().id().value(),
                account.seat().ref().value(),
                account.seat().name().value(),
                account.seat().role().word(),
                Long.toString(account.presentSeconds()),
                Long.toString(account.creditedMinutes()),
                Long.toString(account.lateSeconds()),
                Long.toString(account.leftEarlySeconds()),
                Boolean.toString(account.complete()),
                stays.isEmpty() ? "" : Words.time(stays.get(0).from()),
                stays.isEmpty()
                        ? ""
                        : stays.get(stays.size() - 1).to().map(Words::time).orElse(""),
                Long.toString(ledger.seconds(
                        stays.stream().filter(stay -> stay.place().kind() == Place.Kind.BREAKOUT))),
                Long.toString(account.beforeStartSeconds()),
                Long.toString(account.afterEndSeconds()));
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
