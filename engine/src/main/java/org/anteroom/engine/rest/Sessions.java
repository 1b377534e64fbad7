package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.runtime.ListedSession;
import org.anteroom.engine.runtime.SessionQuarantinedException;
import org.anteroom.engine.runtime.SessionRef;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.session.house.SessionView;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.SessionReader;

/** {@code /v1/sessions}: make, read, list, change, cancel. */
final class Sessions {
    private static final int PAGE = 50;
    private static final int PAGE_MAX = 200;

    private final RestServices services;
    private final Derived derived;

    Sessions(RestServices services, Derived derived) {
        this.services = services;
        this.derived = derived;
    }

    void mount(Router router) {
        router.post("/v1/sessions").handler(Calls.handler(this::create));
        router.get("/v1/sessions").handler(Calls.handler(this::list));
        router.get("/v1/sessions/:id").handler(Calls.handler(call -> find(call, session -> show(call, session))));
        router.patch("/v1/sessions/:id").handler(Calls.handler(this::change));
        router.delete("/v1/sessions/:id").handler(Calls.handler(this::cancel));
    }

    /**
     * Goes on with the session in the path, if it is the caller's, read again where it was over and let go; 503 where its
     * journal is broken.
     */
    void find(Call call, Consumer<SessionRef> then) {
        Program program = call.program();
        String id = call.path("id");
        if (!Ids.isId(id, SessionId.PREFIX)) {
            throw Problem.notFound();
        }
        SessionId session = new SessionId(id);
        reach(call, program, session, found -> then.accept(found.orElseThrow(Problem::notFound)));
    }

    private void reach(Call call, Program program, SessionId session, Consumer<Optional<SessionRef>> then) {
        services.directory()
                .reach(session, program.id())
                .onSuccess(found -> Calls.guarded(call.context(), () -> then.accept(found)))
                .onFailure(failure -> unreachable(failure).send(call.context()));
    }

    private static Problem unreachable(Throwable failure) {
        return failure instanceof SessionQuarantinedException
                ? new Problem(Code.UNAVAILABLE, "This session cannot be served. An operator has to look at it.")
                : Calls.unreadable();
    }

    private void create(Call call) {
        Program program = call.program();
        Fields body = call.body();
        SessionPlan plan = SessionReader.plan(
                body, services.capacityMax(), services.settings().of(program.id())::policy);
        List<Person> roster = SessionReader.roster(body);
        body.done();
        SessionId id = new SessionId(SessionId.PREFIX + derived.bits(call, program, "session"));
        reach(
                call,
                program,
                id,
                made -> made.ifPresentOrElse(
                        known -> Calls.after(call, known.state(), state -> showAgain(call, state)),
                        () -> make(call, program, id, plan, roster)));
    }

    private static void showAgain(Call call, SessionState made) {
        if (!made.request().equals(Optional.of(call.digest()))) {
            throw Problem.otherBody();
        }
        Responses.json(call.context(), 201, SessionView.session(made));
    }

    private void make(Call call, Program program, SessionId id, SessionPlan plan, List<Person> roster) {
        checkCarried(services, plan.policy());
        checkRoom(program, Quotas.Kind.SESSIONS, 1);
        checkRoom(program, Quotas.Kind.SEATS, roster.size());
        Optional<String> request = call.idempotencyKey().map(key -> call.digest());
        var created = new CoreEvents.SessionCreated(program.id(), plan, request);
        services.directory()
                .create(id, Registration.create(created, roster, services.chance()), Calls.answer(call, done -> {
                    call.context().response().putHeader("Location", "/v1/sessions/" + id.value());
                    reach(call, program, id, made -> show(call, 201, made.orElseThrow()));
                }));
    }

    /** Refuses sessions that would be encrypted where the bridge carries no such media. */
    static void checkCarried(RestServices services, Policy policy) {
        if (policy.e2ee() == Policy.E2ee.REQUIRED && !services.carriesCiphertext()) {
            throw new Problem(
                    Code.CONFLICT, "This engine's bridge carries no media that are encrypted from page to page.");
        }
    }

    /** Refuses what would take the program past one of its quotas. */
    private void checkRoom(Program program, Quotas.Kind kind, int more) {
        if (!services.programs().quotas().hasRoom(program.id(), kind, more)) {
            throw Problem.overQuota(kind);
        }
    }

    /**
     * Takes room of a program's quota for what is being made, so that calls at the same time do not pass the bound together.
     *
     * @return gives it back: what was made counts by itself
     */
    Runnable holdRoom(Program program, Quotas.Kind kind, int more) {
        checkRoom(program, kind, more);
        services.programs().quotas().add(program.id(), kind, more);
        return () -> services.programs().quotas().add(program.id(), kind, -more);
    }

    private static void show(Call call, SessionRef session) {
        show(call, 200, session);
    }

    private static void show(Call call, int status, SessionRef session) {
        Calls.after(call, session.state(), state -> Responses.json(call.context(), status, SessionView.session(state)));
    }

    private void change(Call call) {
        find(call, session -> Calls.after(call, session.state(), now -> change(call, session, now)));
    }

    private void change(Call call, SessionRef session, SessionState now) {
        JsonObject body = call.json();
        int capacityMax = services.capacityMax();
        // What is wrong with it is refused before its turn; what it leaves as it is, is as it is in its turn.
        var unused = changed(now, body, capacityMax);
        Calls.answer(
                call,
                session.ask(
                        state -> SessionDecider.change(state, changed(state, body, capacityMax)), SessionView::session),
                shown -> Responses.json(call.context(), 200, shown));
    }

    private static SessionPlan changed(SessionState state, JsonObject json, int capacityMax) {
        Fields body = SessionReader.body(json);
        SessionPlan plan = SessionReader.change(body, state.plan(), capacityMax);
        body.done();
        return plan;
    }

    private void cancel(Call call) {
        find(
                call,
                session -> Calls.after(
                        call,
                        session.ask(Registration::cancel),
                        Calls.answer(call, done -> Responses.none(call.context()))));
    }

    private void list(Call call) {
        Program program = call.program();
        Optional<Instant> from = call.query("from").map(text -> time("/from", text));
        Optional<Instant> to = call.query("to").map(text -> time("/to", text));
        Optional<Phase> phase = call.query("state").map(Sessions::phase);
        Optional<String> after = call.query("cursor");
        int limit = call.limit(PAGE, PAGE_MAX);
        Optional<SeriesId> series = call.query("series").map(Sessions::series);
        Future<List<ListedSession>> listed = series.isPresent()
                ? services.directory().ofSeries(program.id(), series.get())
                : services.directory().listed(program.id());
        Calls.after(call, listed, all -> {
            List<ListedSession> page = all.stream()
                    .filter(one -> from.map(at -> !one.startsAt().isBefore(at)).orElse(true))
                    .filter(one -> to.map(at -> one.startsAt().isBefore(at)).orElse(true))
                    .filter(one -> phase.map(word -> one.phase() == word).orElse(true))
                    .sorted(Comparator.comparing(Sessions::cursor))
                    .filter(one ->
                            after.map(last -> cursor(one).compareTo(last) > 0).orElse(true))
                    .limit(limit + 1L)
                    .toList();
            Optional<String> next = page.size() > limit ? Optional.of(cursor(page.get(limit - 1))) : Optional.empty();
            show(call, page.stream().limit(limit).toList(), next);
        });
    }

    /** Sorts by start, then id. */
    private static String cursor(ListedSession session) {
        return String.format("%012d", session.startsAt().getEpochSecond())
                + session.id().value();
    }

    private void show(Call call, List<ListedSession> page, Optional<String> next) {
        Calls.after(
                call,
                services.directory().show(page),
                items -> Responses.json(
                        call.context(),
                        200,
                        Obj.of("items", items).with("next", next).map()));
    }

    static Instant time(String where, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidException(where, "Must be a time like 2026-01-31T15:00:00Z.");
        }
    }

    static SeriesId series(String word) {
        if (!Ids.isId(word, SeriesId.PREFIX)) {
            throw new InvalidException("/series", "Must be a series' id.");
        }
        return new SeriesId(word);
    }

    private static Phase phase(String word) {
        return Stream.of(Phase.values())
                .filter(phase -> phase.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidException(
                        "/state", "Must be one of scheduled, open, live, ended, sealed, cancelled."));
    }
}
