package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.export.AttendanceCsv;
import org.anteroom.engine.export.AttendanceFhir;
import org.anteroom.engine.export.Report;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.runtime.SessionReading;
import org.anteroom.engine.runtime.SessionRef;
import org.anteroom.engine.wire.InvalidException;

/** {@code /v1/sessions/{id}/attendance}: the ledger of one session, in the form that the caller accepts. */
final class Attendance {
    static final String FHIR = "application/fhir+json";
    static final String CSV = "text/csv; charset=utf-8";
    private static final List<String> FORMS = List.of("application/json", "text/csv", FHIR, "application/pdf");

    private final RestServices services;
    private final Sessions sessions;
    private final Reports reports;
    private final Documenter documenter;

    Attendance(RestServices services, Sessions sessions, Documenter documenter) {
        this.services = services;
        this.sessions = sessions;
        this.documenter = documenter;
        reports = new Reports(services.journal());
    }

    void mount(Router router) {
        router.get("/v1/sessions/:id/attendance")
                .handler(Calls.handler(call -> sessions.find(call, session -> answer(call, session))));
    }

    private void answer(Call call, SessionRef session) {
        call.context().response().putHeader("Vary", "Accept");
        String accept = Optional.ofNullable(call.context().request().getHeader("Accept"))
                .orElse("*/*");
        boolean names = names(call);
        switch (Accepts.best(accept, FORMS)) {
            case "application/json" ->
                ledger(call, session, "json", ledger -> Responses.json(call.context(), 200, ledger.json()));
            case "text/csv" ->
                ledger(
                        call,
                        session,
                        "csv",
                        ledger -> Responses.send(call.context(), 200, CSV, AttendanceCsv.write(ledger)));
            case FHIR -> report(call, session, "fhir", report -> fhir(call, report, names));
            case "application/pdf" -> report(call, session, "pdf", report -> pdf(call, report));
            default ->
                throw new Problem(
                        Code.NOT_ACCEPTABLE,
                        "Attendance is written as application/json, text/csv, application/fhir+json or"
                                + " application/pdf.");
        }
    }

    /** Whether persons in FHIR resources have their names. */
    static boolean names(Call call) {
        return call.query("names")
                .map(word -> switch (word) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new InvalidException("/names", "Must be true or false.");
                })
                .orElse(false);
    }

    private void ledger(Call call, SessionRef session, String form, Consumer<Ledger> answer) {
        Fact fact = new Fact(
                "attendance-read",
                call.holder().actor(),
                Optional.of(session.id().value()),
                Optional.of(form));
        Audits.read(services, call, fact, () -> Calls.after(call, session.read(SessionReading::ledger), answer));
    }

    private void report(Call call, SessionRef session, String form, Consumer<Report> answer) {
        ledger(call, session, form, ledger -> Calls.after(call, reports.of(ledger), answer));
    }

    private static void fhir(Call call, Report report, boolean names) {
        List<Map<String, Object>> entries = new AttendanceFhir(report, names).entries();
        Responses.send(call.context(), 200, FHIR, new JsonObject(AttendanceFhir.bundle(entries)).encode());
    }

    private void pdf(Call call, Report report) {
        Calls.after(
                call,
                documenter
                        .write(report)
                        .orElseThrow(() -> Problem.rateLimited("Too many documents are being written.")),
                document -> Responses.send(call.context(), "application/pdf", document));
    }
}
