package org.anteroom.engine.export.pdf;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.anteroom.engine.attendance.AttendanceBook;
import org.anteroom.engine.attendance.Interval;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.export.Report;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.SessionState;

/** What the document of a session says: who, each stay, how the minutes were computed of them, and the proof. */
final class AttendancePage {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM yyyy HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);
    private static final List<String> PEOPLE =
            List.of("Name", "Ref", "Role", "Present", "Credited", "Late", "Left early", "Complete");
    private static final List<String> STAYS =
            List.of("Place", "From (UTC)", "To (UTC)", "Lasted", "Counts", "Journal entries");

    private final Report report;
    private final Ledger ledger;
    private final Page page;

    private AttendancePage(Report report, UnaryOperator<String> readable) {
        this.report = report;
        ledger = report.ledger();
        page = new Page("Attendance: " + report.state().plan().title().value(), readable);
    }

    static Page of(Report report, UnaryOperator<String> readable) {
        AttendancePage written = new AttendancePage(report, readable);
        written.session();
        written.people();
        report.ledger().accounts().forEach(written::person);
        written.proof();
        return written.page;
    }

    private void session() {
        SessionState state = report.state();
        SessionPlan plan = state.plan();
        page.paragraph("Planned: " + day(plan.startsAt()) + " UTC, " + plan.durationMinutes() + " minutes. "
                + happened("Started", state.startedAt()) + happened("Ended", state.endedAt())
                + (state.phase().isOver() ? "" : "It goes on: this is as of " + day(ledger.asOf()) + " UTC."));
        page.paragraph("Kind: " + plan.kind() + ". Session: " + state.id().value() + "."
                + plan.externalId()
                        .map(id -> " The program's own id: " + id.value() + ".")
                        .orElse(""));
        page.paragraph(rule(state.policy().attendance(), plan.durationMinutes()));
        for (AttendanceBook.ClockStep step : ledger.clockSteps()) {
            page.paragraph("At " + day(step.at()) + " UTC the clock was set by " + lasted(step.by())
                    + " (journal entry " + step.seq() + "); that is in no duration below.");
        }
    }

    private static String happened(String what, Optional<Instant> at) {
        return at.map(time -> what + ": " + day(time) + " UTC. ").orElse("");
    }

    private static String rule(Policy.Attendance rule, int planned) {
        return "Present is who is inside and connected. A lost line shorter than " + rule.graceSeconds()
                + " s counts as present. Stays in a hallway " + (rule.hallwayCounts() ? "count" : "do not count")
                + ". Credited minutes are the seconds of all stays that count, summed and then cut to whole minutes."
                + " Complete means at least " + rule.creditPercent() + " % of the planned " + planned
                + " minutes; late means more than " + rule.lateAfterSeconds() + " s after the start.";
    }

    private void people() {
        page.heading("People");
        page.table(PEOPLE, ledger.accounts().stream().map(AttendancePage::row).toList());
    }

    private static List<String> row(Ledger.Account account) {
        Seat seat = account.seat();
        return List.of(
                seat.name().value(),
                seat.ref().value(),
                seat.role().word(),
                lasted(Duration.ofSeconds(account.presentSeconds())),
                account.creditedMinutes() + " min",
                seconds(account.lateSeconds()),
                seconds(account.leftEarlySeconds()),
                account.complete() ? "yes" : "no");
    }

    private void person(Ledger.Account account) {
        if (account.intervals().isEmpty()) {
            return;
        }
        page.heading(account.seat().name().value() + " (" + account.seat().ref().value() + ")");
        page.table(STAYS, account.intervals().stream().map(this::row).toList());
        long counted = ledger.seconds(account.intervals().stream().filter(ledger::counts));
        page.paragraph("Seconds that count: " + counted + ". Credited: " + counted + " / 60, cut to "
                + account.creditedMinutes() + " minutes."
                + outside("before the planned start", account.beforeStartSeconds())
                + outside("after the planned end", account.afterEndSeconds()));
    }

    private static String outside(String when, long seconds) {
        return seconds == 0 ? "" : " Of all presence, " + seconds + " s were " + when + ".";
    }

    private List<String> row(Interval stay) {
        return List.of(
                place(stay.place()),
                time(stay.from()),
                stay.to().map(AttendancePage::time).orElse("goes on"),
                lasted(stay.lasted(ledger.asOf())),
                ledger.counts(stay) ? "yes" : "no",
                "from " + stay.openedBy()
                        + stay.closedBy().map(seq -> " to " + seq).orElse(""));
    }

    private static String place(Place place) {
        return switch (place.kind()) {
            case MAIN -> "Main room";
            case BREAKOUT -> "Breakout";
            case HALLWAY -> "Hallway";
            case AWAY, WAITING -> place.word();
        };
    }

    private void proof() {
        page.heading("Proof");
        page.paragraph("Computed from the session's journal up to entry " + report.seq()
                + ". The journal is a chain: the hash of its last entry stands for all before it.");
        page.proof("Hash of entry " + report.seq() + " (SHA-256): " + report.head());
        page.paragraph("As of " + day(ledger.asOf()) + " UTC.");
    }

    private static String day(Instant at) {
        return DAY.format(at.atOffset(ZoneOffset.UTC));
    }

    private static String time(Instant at) {
        return TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    private static String seconds(long seconds) {
        return seconds == 0 ? "" : lasted(Duration.ofSeconds(seconds));
    }

    /** Minutes and seconds, with a minus where the clock was set back. */
    private static String lasted(Duration time) {
        Duration size = time.abs();
        return (time.isNegative() ? "-" : "") + size.toMinutes() + "\u00A0min\u00A0" + size.toSecondsPart() + "\u00A0s";
    }
}
