package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.anteroom.engine.dose.DosePlan;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.series.SeriesReader;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.settings.DoseReader;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.SessionReader;

/** Doses: what is planned for everybody and for one person, and what a person had of it. */
final class Doses {
    private static final int DAYS_MAX = 400;
    private static final int USUAL_DAYS = 28;

    private final RestServices services;

    Doses(RestServices services) {
        this.services = services;
    }

    void mount(Router router) {
        router.get("/v1/dose").handler(Calls.handler(this::show));
        router.put("/v1/dose").handler(Calls.handler(this::set));
        router.put("/v1/people/:ref/dose").handler(Calls.handler(this::setOfPerson));
        router.get("/v1/people/:ref/attendance").handler(Calls.handler(this::attendance));
    }

    private void show(Call call) {
        DosePlan plan = services.settings().of(call.program().id()).dose();
        Responses.json(call.context(), 200, DoseReader.shown(plan));
    }

    private void set(Call call) {
        Program program = call.program();
        if (!call.json().isEmpty()) {
            var unused = DoseReader.program(call.body());
        }
        kept(
                call,
                "dose-set",
                program.id().value(),
                () -> services.settings().setDose(program.id(), call.json()).map(DoseReader::shown));
    }

    /** The person in the path. */
    static Text ref(Call call) {
        String ref = call.path("ref");
        if (ref.isBlank() || ref.length() > SessionReader.REF_MAX) {
            throw Problem.notFound();
        }
        return new Text(ref);
    }

    private void setOfPerson(Call call) {
        Program program = call.program();
        Text ref = ref(call);
        if (!call.json().isEmpty()) {
            Fields body = call.body();
            var unused =
                    DoseReader.person(body, services.settings().of(program.id()).dose());
        }
        kept(
                call,
                "person-dose-set",
                ref.value(),
                () -> services.settings()
                        .setDose(program.id(), ref, call.json())
                        .map(DoseReader::shown));
    }

    private void kept(Call call, String action, String object, Supplier<Future<Map<String, Object>>> change) {
        Fact fact = new Fact(action, call.holder().actor(), Optional.of(object), Optional.empty());
        Audits.change(
                services,
                call,
                fact,
                () -> change.get()
                        .onSuccess(shown -> Responses.json(call.context(), 200, shown))
                        .onFailure(failure -> SeriesCalls.problem(failure).send(call.context())));
    }

    private void attendance(Call call) {
        Program program = call.program();
        Text ref = ref(call);
        LocalDate last = call.query("to")
                .map(word -> SeriesReader.localDate("/to", word))
                .orElseGet(() -> LocalDate.ofInstant(
                        services.clock().instant(), services.doses().zone(program.id(), ref)));
        LocalDate first = call.query("from")
                .map(word -> SeriesReader.localDate("/from", word))
                .orElseGet(() -> last.minusDays(USUAL_DAYS));
        if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) > DAYS_MAX) {
            throw new InvalidException("/to", "Must be from the first date to at most " + DAYS_MAX + " days after it.");
        }
        Fact fact =
                new Fact("person-attendance-read", call.holder().actor(), Optional.of(ref.value()), Optional.empty());
        Audits.read(
                services,
                call,
                fact,
                () -> Calls.after(
                        call,
                        services.doses()
                                .account(program.id(), ref, first, last)
                                .orElseThrow(() -> Problem.rateLimited(
                                        "Too many accounts are being added up. Try again in a moment.")),
                        account -> Responses.json(call.context(), 200, account)));
    }
}
