package org.anteroom.engine.export;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.attendance.Interval;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.session.OfSeries;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;

/** Ledgers as CSV: of one session a row a seat, of many the same rows with the session before them. */
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

    private static final List<String> SESSION =
            List.of("session", "series", "occurrence", "externalId", "kind", "startsAt", "durationMinutes");

    private AttendanceCsv() {}

    /** The file of one session. */
    public static String write(Ledger ledger) {
        return ledger.accounts().stream()
                .map(account -> Csv.row(row(ledger, account)))
                .collect(Collectors.joining("", Csv.begin(HEADER), ""));
    }

    /** How the file of many sessions begins. */
    public static String beginOfMany() {
        return Csv.begin(Stream.of(SESSION, HEADER).flatMap(List::stream).toList());
    }

    /** The rows of one of many sessions. */
    public static String rowsOfMany(Ledger ledger) {
        SessionPlan plan = ledger.state().plan();
        List<String> session = List.of(
                ledger.state().id().value(),
                plan.series().map(of -> of.series().value()).orElse(""),
                plan.series().map(OfSeries::occurrence).orElse(""),
                plan.externalId().map(Text::value).orElse(""),
                plan.kind(),
                Words.time(plan.startsAt()),
                Integer.toString(plan.durationMinutes()));
        return ledger.accounts().stream()
                .map(account -> Csv.row(Stream.of(session, row(ledger, account))
                        .flatMap(List::stream)
                        .toList()))
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
                Long.toString(ledger.seconds(
                        stays.stream().filter(stay -> stay.place().kind() == Place.Kind.BREAKOUT))),
                Long.toString(account.beforeStartSeconds()),
                Long.toString(account.afterEndSeconds()));
    }
}
