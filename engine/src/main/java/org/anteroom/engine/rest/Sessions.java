package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.runtime.LiveSession;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.view.Obj;
import org.anteroom.engine.view.Snapshots;
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
        router.get("/v1/sessions/:id").handler(Calls.handler(call -> read(call, find(call))));
        router.patch("/v1/sessions/:id").handler(Calls.handler(this::change));
        router.delete("/v1/sessions/:id").handler(Calls.handler(this::cancel));
    }

    /** The session in the path, if it is the caller's; 503 where its journal is broken. */
    LiveSession find(Call call) {
        Program program = call.program();
        String id = call.path("id");
        if (!Ids.isId(id, SessionId.PREFIX)) {
            throw Problem.notFound();
        }
        SessionId session = new SessionId(id);
        if (services.directory().isQuarantined(session)) {
            throw new Problem(Code.UNAVAILABLE, "This session cannot be served. An operator has to look at it.");
        }
        return services.directory()
                .find(session)
                .filter(found -> found.state().program().equals(program.id()))
                .orElseThrow(Problem::notFound);
    }

    private void create(Call call) {
        Program program = call.program();
        Fields body = call.body();
        SessionPlan plan = SessionReader.plan(body, services.capacityMax());
        List<Person> roster = SessionReader.roster(body);
        body.done();
        SessionId id = new SessionId(SessionId.PREFIX + derived.bits(call, program, "session"));
        String digest = call.digest();
        Optional<LiveSession> made = services.directory().find(id);
        if (made.isPresent()) {
            if (!made.get().state().request().equals(Optional.of(digest))) {
                throw new Problem(Code.CONFLICT, "This Idempotency-Key was used with another body.");
            }
            Responses.json(call.context(), 201, Snapshots.session(made.get().state()));
            return;
        }
        Optional<String> request = call.idempotencyKey().map(key -> digest);
        var created = new SessionEvent.SessionCreated(program.id(), plan, request);
        services.directory()
                .create(id, Registration.create(created, roster, services.chance()), Calls.answer(call, done -> {
                    LiveSession session = services.directory().find(id).orElseThrow();
                    call.context().response().putHeader("Location", "/v1/sessions/" + id.value());
                    Responses.json(call.context(), 201, Snapshots.session(session.state()));
                }));
    }

    private void read(Call call, LiveSession session) {
        Responses.json(call.context(), 200, Snapshots.session(session.state()));
    }

    private void change(Call call) {
        LiveSession session = find(call);
        Fields body = call.body();
        SessionPlan plan = SessionReader.change(body, session.state().plan(), services.capacityMax());
        body.done();
        session.host().ask(state -> Registration.change(state, plan), Calls.answer(call, done -> read(call, session)));
    }

    private void cancel(Call call) {
        LiveSession session = find(call);
        session.host().ask(Registration::cancel, Calls.answer(call, done -> Responses.none(call.context())));
    }

    private void list(Call call) {
        Program program = call.program();
        Optional<Instant> from = call.query("from").map(text -> time("/from", text));
        Optional<Instant> to = call.query("to").map(text -> time("/to", text));
        Optional<Phase> phase = call.query("state").map(Sessions::phase);
        Optional<String> after = call.query("cursor");
        int limit = call.limit(PAGE, PAGE_MAX);
        Stream<LiveSession> sessions = call.query("series").isPresent()
                ? Stream.empty()
                : services.directory().of(program.id());
        List<LiveSession> page = sessions.filter(session -> from.map(
                                at -> !session.state().plan().startsAt().isBefore(at))
                        .orElse(true))
                .filter(session -> to.map(
                                at -> session.state().plan().startsAt().isBefore(at))
                        .orElse(true))
                .filter(session ->
                        phase.map(word -> session.state().phase() == word).orElse(true))
                .sorted(Comparator.comparing(Sessions::cursor))
                .filter(session ->
                        after.map(last -> cursor(session).compareTo(last) > 0).orElse(true))
                .limit(limit + 1L)
                .toList();
        List<Map<String, Object>> items = page.stream()
                .limit(limit)
                .map(session -> Snapshots.session(session.state()))
                .toList();
        Optional<String> next = page.size() > limit ? Optional.of(cursor(page.get(limit - 1))) : Optional.empty();
        Responses.json(
                call.context(), 200, Obj.of("items", items).with("next", next).map());
    }

    /** Sorts by start, then id. */
    private static String cursor(LiveSession session) {
        return String.format("%012d", session.state().plan().startsAt().getEpochSecond())
                + session.host().id().value();
    }

    private static Instant time(String where, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new InvalidException(where, "Must be a time like 2026-01-31T15:00:00Z.");
        }
    }

    private static Phase phase(String word) {
        return Stream.of(Phase.values())
                .filter(phase -> phase.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new InvalidException(
                        "/state", "Must be one of scheduled, open, live, ended, sealed, cancelled."));
    }
}
