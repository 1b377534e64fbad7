package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.checkin.CheckInMonth;
import org.anteroom.engine.export.AttendanceCsv;
import org.anteroom.engine.export.AttendanceFhir;
import org.anteroom.engine.export.CheckInFhir;
import org.anteroom.engine.export.Csv;
import org.anteroom.engine.export.Outcome;
import org.anteroom.engine.export.Report;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.runtime.ListedSession;
import org.anteroom.engine.runtime.SessionReading;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.SessionId;

/** The files that there are of many sessions. */
final class ExportFiles {
    private static final List<String> JOURNAL_HEADER = List.of("session", "seq", "at", "name", "by", "data", "hash");

    private final SessionWalk walk;
    private final Journal journal;
    private final Reports reports;
    private final Documenter documenter;
    private final ProgramId program;
    private final Span span;
    private final boolean names;

    /** @param names whether persons in FHIR resources have their names */
    ExportFiles(SessionWalk walk, Journal journal, Documenter documenter, ProgramId program, Span span, boolean names) {
        this.walk = walk;
        this.journal = journal;
        this.documenter = documenter;
        this.program = program;
        this.span = span;
        this.names = names;
        reports = new Reports(journal);
    }

    /** The file of this kind in this format; empty where there is none. */
    Optional<ExportFile> of(String kind, String format) {
        return Optional.ofNullable(
                switch (kind + ' ' + format) {
                    case "attendance csv" ->
                        rows(AttendanceCsv.beginOfMany(), now -> AttendanceCsv.rowsOfMany(now.ledger()));
                    case "attendance json" -> items(now -> List.of(now.ledger().json()));
                    case "attendance fhir" -> resources(report -> new AttendanceFhir(report, names).entries());
                    case "attendance pdf" -> documents();
                    case "outcomes csv" ->
                        new Text(
                                Attendance.CSV,
                                Csv.begin(Outcome.HEADER),
                                "",
                                session -> read(session, now -> rows(Outcome.of(now.state())), ""),
                                month -> answered(month).map(some -> rows(some.stream())));
                    case "outcomes json" ->
                        new Listed(
                                "{\"items\":[",
                                session -> read(session, now -> items(Outcome.of(now.state())), List.of()),
                                month -> answered(month).map(some -> items(some.stream())));
                    case "outcomes fhir" -> resources(report -> new AttendanceFhir(report, names).outcomes());
                    case "journal csv" ->
                        new Text(
                                Attendance.CSV,
                                Csv.begin(JOURNAL_HEADER),
                                "",
                                session -> journal(session, ExportFiles::journalRows));
                    case "journal json" ->
                        new Listed("{\"items\":[", session -> journal(session, ExportFiles::journalItems));
                    default -> null;
                });
    }

    private ExportFile rows(String begin, Function<SessionReading, String> rows) {
        return new Text(Attendance.CSV, begin, "", session -> read(session, rows, ""));
    }

    private ExportFile items(Function<SessionReading, List<Map<String, Object>>> items) {
        return new Listed("{\"items\":[", session -> read(session, now -> json(items.apply(now)), List.of()));
    }

    private Future<List<Outcome>> answered(CheckInMonth month) {
        return walk.answered(month, span, said -> true);
    }

    private static String rows(Stream<Outcome> outcomes) {
        return outcomes.map(outcome -> Csv.row(outcome.cells())).collect(Collectors.joining());
    }

    private static List<String> items(Stream<Outcome> outcomes) {
        return json(outcomes.map(Outcome::json).toList());
    }

    private ExportFile resources(Function<Report, List<Map<String, Object>>> entries) {
        Set<Object> written = new HashSet<>();
        // A person of many sessions is one resource.
        Function<Stream<Map<String, Object>>, List<String>> fresh =
                some -> json(some.filter(entry -> written.add(String.valueOf(entry.get("fullUrl"))))
                        .toList());
        return new Listed(
                Attendance.FHIR,
                "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":[",
                session -> report(session).map(report -> fresh.apply(report.map(entries).orElse(List.of()).stream())),
                month -> answered(month)
                        .map(some -> fresh.apply(some.stream()
                                .flatMap(outcome -> CheckInFhir.entries(program.value(), outcome).stream()))));
    }

    private ExportFile documents() {
        return new ZipOfDocuments(session -> report(session)
                .compose(report -> report.map(
                                found -> documenter.writeOfMany(found).map(Optional::of))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty()))));
    }

    private <T> Future<T> read(ListedSession session, Function<SessionReading, T> read, T none) {
        return walk.read(program, session, read).map(found -> found.orElse(none));
    }

    private Future<Optional<Report>> report(ListedSession session) {
        return walk.read(program, session, SessionReading::ledger)
                .compose(found -> found.map(ledger -> reports.of(ledger).map(Optional::of))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    private <T> Future<T> journal(ListedSession session, JournalPiece<T> piece) {
        return journal.readAll(new StreamId(session.id().value()), entries -> piece.of(session.id(), entries));
    }

    /** Makes a piece of a session's journal, on a thread of the journal. */
    private interface JournalPiece<T> {
        T of(SessionId session, List<StoredEntry> entries);
    }

    private static String journalRows(SessionId session, List<StoredEntry> entries) {
        return entries.stream()
                .map(JournalItem::of)
                .map(item -> Csv.row(List.of(
                        session.value(),
                        String.valueOf(item.get("seq")),
                        String.valueOf(item.get("at")),
                        String.valueOf(item.get("name")),
                        String.valueOf(item.get("by")),
                        new JsonObject(data(item)).encode(),
                        String.valueOf(item.get("hash")))))
                .collect(Collectors.joining());
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> data(Map<String, Object> item) {
        return (Map<String, Object>) item.getOrDefault("data", Map.of());
    }

    private static List<String> journalItems(SessionId session, List<StoredEntry> entries) {
        return entries.stream()
                .map(entry -> Obj.of("session", session.value())
                        .withAll(JournalItem.of(entry))
                        .map())
                .map(item -> new JsonObject(item).encode())
                .toList();
    }

    private static List<String> json(List<Map<String, Object>> items) {
        return items.stream().map(item -> new JsonObject(item).encode()).toList();
    }

    /** Pieces of text, as they are. */
    private record Text(
            String type,
            String beginning,
            String ending,
            Function<ListedSession, Future<String>> pieces,
            Function<CheckInMonth, Future<String>> months)
            implements ExportFile {
        Text(String type, String beginning, String ending, Function<ListedSession, Future<String>> pieces) {
            this(type, beginning, ending, pieces, month -> Future.succeededFuture(""));
        }

        @Override
        public Buffer begin() {
            return Buffer.buffer(beginning);
        }

        @Override
        public Future<Buffer> piece(ListedSession session) {
            return pieces.apply(session).map(Buffer::buffer);
        }

        @Override
        public Future<Buffer> later(CheckInMonth month) {
            return months.apply(month).map(Buffer::buffer);
        }

        @Override
        public Buffer end() {
            return Buffer.buffer(ending);
        }
    }

    /** An array of JSON in an object. */
    private static final class Listed implements ExportFile {
        private final String type;
        private final String beginning;
        private final Function<ListedSession, Future<List<String>>> items;
        private final Function<CheckInMonth, Future<List<String>>> months;
        private boolean first = true;

        Listed(String beginning, Function<ListedSession, Future<List<String>>> items) {
            this(beginning, items, month -> Future.succeededFuture(List.of()));
        }

        Listed(
                String beginning,
                Function<ListedSession, Future<List<String>>> items,
                Function<CheckInMonth, Future<List<String>>> months) {
            this("application/json", beginning, items, months);
        }

        Listed(
                String type,
                String beginning,
                Function<ListedSession, Future<List<String>>> items,
                Function<CheckInMonth, Future<List<String>>> months) {
            this.type = type;
            this.beginning = beginning;
            this.items = items;
            this.months = months;
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public Buffer begin() {
            return Buffer.buffer(beginning);
        }

        @Override
        public Future<Buffer> piece(ListedSession session) {
            return items.apply(session).map(this::joined);
        }

        @Override
        public Future<Buffer> later(CheckInMonth month) {
            return months.apply(month).map(this::joined);
        }

        private Buffer joined(List<String> some) {
            List<String> parts = new ArrayList<>();
            for (String item : some) {
                parts.add((first ? "" : ",") + item);
                first = false;
            }
            return Buffer.buffer(String.join("", parts));
        }

        @Override
        public Buffer end() {
            return Buffer.buffer("]}");
        }
    }
}
