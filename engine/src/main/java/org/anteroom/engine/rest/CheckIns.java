package org.anteroom.engine.rest;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.checkin.CheckInId;
import org.anteroom.engine.checkin.CheckInMonth;
import org.anteroom.engine.checkin.CheckInRegistry;
import org.anteroom.engine.checkin.CheckInRegistry.RefusedException;
import org.anteroom.engine.checkin.CheckInsOfMonth.Asked;
import org.anteroom.engine.checkin.CheckInsOfMonth.Attempt;
import org.anteroom.engine.checkin.CheckInsOfMonth.Made;
import org.anteroom.engine.checkin.FormName;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.rest.Problem.Code;
import org.anteroom.engine.session.FormAnswers;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.SessionReader;

/**
 * {@code /v1/check-ins}: forms that a person fills in by a link, without a session. The link's code is shown once and kept
 * nowhere. Of links that open nothing nobody is told why.
 */
final class CheckIns {
    /** Called by the page of whoever has a link, without a key. */
    static final String OPEN = "/v1/check-ins/open";

    /** The same. */
    static final String ANSWER = "/v1/check-ins/answer";

    private static final int LASTS_SECONDS_MAX = (int) CheckInRegistry.LASTS_MAX.toSeconds();
    private static final int PHQ9_ITEMS = 9;
    private static final int GAD7_ITEMS = 7;
    private static final int ANSWER_MAX = 3;

    private final RestServices services;
    private final Derived derived;
    private final Codes codes;
    private final LinkGuard guard;

    CheckIns(RestServices services, Derived derived, Codes codes, LinkGuard guard) {
        this.services = services;
        this.derived = derived;
        this.codes = codes;
        this.guard = guard;
    }

    void mount(Router router) {
        router.post("/v1/check-ins").handler(Calls.handler(this::make));
    }

    /** The calls that need no key; before who has one is asked. */
    void mountOpen(Router router) {
        router.post(OPEN).handler(Calls.handler(this::open));
        router.post(ANSWER).handler(Calls.handler(this::answer));
    }

    /** A check-in by the names that follow from the call. */
    private record Named(CheckInMonth month, CheckInId id, String code) {}

    private Named named(Call call, Program program, CheckInMonth month) {
        String part = "check-in " + month.month();
        CheckInId id = new CheckInId(CheckInId.PREFIX + derived.bits(call, program, part));
        return new Named(month, id, codes.code(id, derived.bits(call, program, part + " code")));
    }

    private void make(Call call) {
        Program program = call.program();
        Fields body = call.body();
        Text ref = body.line("ref", SessionReader.REF_MAX);
        Set<FormName> forms = forms(body);
        int lasts = body.number("expiresInSeconds", 1, LASTS_SECONDS_MAX);
        body.done();
        Instant now = services.clock().instant();
        Named named = named(call, program, CheckInMonth.of(program.id(), now));
        // A call that is repeated after the turn of a month is answered by what was made before it.
        Named earlier = named(call, program, named.month().before());
        Named meant = services.checkIns().made(earlier.month(), earlier.id()).isPresent() ? earlier : named;
        Made made = new Made(now.plusSeconds(lasts), call.idempotencyKey().map(key -> call.digest()));
        Asked asked = new Asked(ref, forms, codes.hash(meant.code()), made);
        Fact fact = new Fact(
                "check-in-made", call.holder().actor(), Optional.of(meant.id().value()), Optional.empty());
        Audits.change(
                services,
                call,
                fact,
                () -> services.checkIns()
                        .make(meant.month(), meant.id(), asked)
                        .onSuccess(kept -> show(call, program, meant, kept))
                        .onFailure(failure -> notMade(failure).send(call.context())));
    }

    private static Set<FormName> forms(Fields body) {
        Set<FormName> forms = new LinkedHashSet<>();
        List<FormName> listed = body.list(
                "forms",
                1,
                FormName.values().length,
                (element, where) -> Optional.of(element)
                        .filter(String.class::isInstance)
                        .flatMap(word -> Words.of(FormName.class, String.valueOf(word)))
                        .orElseThrow(() ->
                                new InvalidException(where, "Must be one of " + Words.all(FormName.class) + ".")));
        for (int i = 0; i < listed.size(); i++) {
            if (!forms.add(listed.get(i))) {
                throw new InvalidException(body.at("forms") + "/" + i, "Must stand once.");
            }
        }
        return forms;
    }

    private void show(Call call, Program program, Named named, Made made) {
        Responses.json(
                call.context(),
                201,
                Obj.of("id", named.id().value())
                        .with("code", named.code())
                        .with(
                                "url",
                                services.publicUrl(call.context().request()) + "/check-in/"
                                        + program.id().value() + "#" + named.code())
                        .with("expiresAt", Words.time(made.expiresAt()))
                        .map());
    }

    private static Problem notMade(Throwable failure) {
        if (failure instanceof RefusedException refused) {
            return refused.why() == CheckInRegistry.Refusal.CONFLICT
                    ? Problem.otherBody()
                    : new Problem(Code.CAPACITY, "Your program has as many check-ins as it may have.");
        }
        return new Problem(Code.UNAVAILABLE, "This could not be kept. Try again.");
    }

    private void open(Call call) {
        String from = guard.from(call);
        Fields body = call.body();
        String code = body.string("code");
        body.done();
        CheckInId id = codes.checkIn(code).orElseThrow(() -> refused(from));
        Asked asked = services.checkIns().open(id, codes.hash(code)).orElseThrow(() -> refused(from));
        Optional<Map<String, Object>> crisis = services.checkIns()
                .program(id)
                .flatMap(services.programs()::find)
                .map(Program::crisis)
                .filter(line -> !line.call().isEmpty())
                .map(line ->
                        Obj.of("call", line.call()).with("text", line.text()).map());
        Responses.json(
                call.context(),
                200,
                Obj.of("forms", asked.forms().stream().sorted().map(Words::word).toList())
                        .with("crisis", crisis)
                        .map());
    }

    private void answer(Call call) {
        String from = guard.from(call);
        Fields body = call.body();
        String code = body.string("code");
        FormAnswers answers = answers(body.object("forms"));
        body.done();
        Optional<Attempt> attempt = call.idempotencyKey().map(key -> codes.attempt(code, key, call.digest()));
        CheckInId id = codes.checkIn(code).orElseThrow(() -> refused(from));
        Optional<Asked> asked = services.checkIns().open(id, codes.hash(code));
        ProgramId program = services.checkIns().program(id).orElseThrow(() -> refused(from));
        if (asked.isEmpty()) {
            // It may be a try whose answer was lost on its way.
            keep(call, id, code, attempt, answers, from);
            return;
        }
        refuseOthers(asked.get().forms(), answers);
        Fact fact = new Fact("check-in-answered", id.value(), Optional.of(id.value()), Optional.empty());
        services.programs()
                .audit()
                .keep(program, fact)
                .onSuccess(kept -> Calls.guarded(call.context(), () -> keep(call, id, code, attempt, answers, from)))
                .onFailure(failure -> notMade(failure).send(call.context()));
    }

    private static FormAnswers answers(Fields forms) {
        FormAnswers answers = new FormAnswers(items(forms, "phq9", PHQ9_ITEMS), items(forms, "gad7", GAD7_ITEMS));
        forms.done();
        if (answers.isEmpty()) {
            throw new InvalidException("/forms", "Must hold the answers of a form at least.");
        }
        return answers;
    }

    private static Optional<List<Integer>> items(Fields forms, String form, int items) {
        return forms.has(form) ? Optional.of(forms.numbers(form, items, 0, ANSWER_MAX)) : Optional.empty();
    }

    private static void refuseOthers(Set<FormName> asked, FormAnswers answers) {
        if (answers.phq9().isPresent() && !asked.contains(FormName.PHQ9)) {
            throw new InvalidException("/forms/phq9", "Is not asked for.");
        }
        if (answers.gad7().isPresent() && !asked.contains(FormName.GAD7)) {
            throw new InvalidException("/forms/gad7", "Is not asked for.");
        }
    }

    private void keep(
            Call call, CheckInId id, String code, Optional<Attempt> attempt, FormAnswers answers, String from) {
        services.checkIns()
                .answer(id, codes.hash(code), attempt, answers)
                .onSuccess(kept -> Responses.none(call.context()))
                .onFailure(failure -> {
                    boolean over = failure instanceof RefusedException refused
                            && refused.why() == CheckInRegistry.Refusal.OVER;
                    (over ? refused(from) : notMade(failure)).send(call.context());
                });
    }

    private Problem refused(String from) {
        return guard.refused(from, "This link does not open a check-in any more.");
    }
}
