package org.anteroom.engine.attendance;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.view.Words;

/**
 * A ledger as CSV (RFC 4180): a header, then one row a seat. A cell that a spreadsheet would take for a formula is
 * defused by a leading apostrophe.
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
            "breakoutSeconds");

    private AttendanceCsv() {}

    public static String write(Ledger ledger) {
        return Stream.concat(Stream.of(HEADER), ledger.accounts().stream().map(account -> row(ledger, account)))
                .map(row -> row.stream().map(AttendanceCsv::cell).collect(Collectors.joining(",")) + "\r\n")
                .collect(Collectors.joining());
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
                Long.toString(stays.stream()
                        .filter(stay -> stay.place().kind() == Place.Kind.BREAKOUT)
                        .mapToLong(ledger::seconds)
                        .sum()));
    }

    private static String cell(String value) {
        boolean formula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
        String safe = formula ? "'" + value : value;
        boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return quoted ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
