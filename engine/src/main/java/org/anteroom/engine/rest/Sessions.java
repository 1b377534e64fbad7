package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.runtime.LiveSession;
import org.anteroom.engine.runtime.OverSession;
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
        router.get("/v1/sessions/:id").handler(Calls.handler(call -> find(call, session -> read(call, session))));
        router.patch("/v1/sessions/:id").handler(Calls.handler(this::change));
        router.delete("/v1/sessions/:id").handler(Calls.handler(this::cancel));
    }

    /**
     * Goes on with the session in the path, if it is the caller's, read again where it was over and let go; 503 where its
     * journal is broken.
     */
    void find(Call call, Consumer<LiveSession> then) {
        Program program = call.program();
        String id = call.path("id");
        if (!Ids.isId(id, SessionId.PREFIX)) {
            throw Problem.notFound();
        }
        SessionId session = new SessionId(id);
        reach(call, program, session, found -> then.accept(found.orElseThrow(Problem::notFound)));
    }

    private void reach(Call call, Program program, SessionId session, Consumer<Optional<LiveSession>> then) {
        if (services.directory().isQuarantined(session, program.id())) {
            throw new Problem(Code.UNAVAILABLE, "This session cannot be served. An operator has to look at it.");
        }
        services.directory()
                .reach(session, program.id())
                .onSuccess(found -> Calls.guarded(call.context(), () -> then.accept(found)))
                .onFailure(failure -> unreadable().send(call.context()));
    }

    private static Problem unreadable() {
        return new Problem(Code.UNAVAILABLE, "The journal cannot be read now. Try again.");
    }

    private void create(Call call) {
        Program program = call.program();
        Fields body = call.body();
        SessionPlan plan = SessionReader.plan(body, services.capacityMax());
        List<Person> roster = SessionReader.roster(body);
        body.done();
        SessionId id = new SessionId(SessionId.PREFIX + derived.bits(call, program, "session"));
        reach(
                call,
                program,
                id,
                made -> made.ifPresentOrElse(
                        known -> showAgain(call, known), () -> make(call, program, id, plan, roster)));
    }

    private static void showAgain(Call call, LiveSession made) {
        if (!made.state().request().equals(Optional.of(call.digest()))) {
            throw new Problem(Code.CONFLICT, "This Idempotency-Key was used with another body.");
        }
        Responses.json(call.context(), 201, Snapshots.session(made.state()));
    }

    private void make(Call call, Program program, SessionId id, SessionPlan plan, List<Person> roster) {
        checkRoom(program, Quotas.Kind.SESSIONS, 1);
        checkRoom(program, Quotas.Kind.SEATS, roster.size());
        Optional<String> request = call.idempotencyKey().map(key -> call.digest());
        var created = new SessionEvent.SessionCreated(program.id(), plan, request);
        services.directory()
                .create(id, Registration.create(created, roster, services.chance()), Calls.answer(call, done -> {
                    LiveSession session = services.directory().find(id).orElseThrow();
                    call.context().response().putHeader("Location", "/v1/sessions/" + id.value());
                    Responses.json(call.context(), 201, Snapshots.session(session.state()));
                }));
    }

    /** Refuses what would take the program past one of its quotas. */
    void checkRoom(Program program, Quotas.Kind kind, int more) {
        if (!services.programs().quotas().hasRoom(program.id(), kind, more)) {
            throw Problem.overQuota(kind);
        }
    }

    private void read(Call call, LiveSession session) {
        Responses.json(call.context(), 200, Snapshots.session(session.state()));
    }

    private void change(Call call) {
        find(call, session -> change(call, session));
    }

    private void change(Call call, LiveSession session) {
        Fields body = call.body();
        SessionPlan plan = SessionReader.change(body, session.state().plan(), services.capacityMax());
        body.done();
        session.host().ask(state -> Registration.change(state, plan), Calls.answer(call, done -> read(call, session)));
    }

    private void cancel(Call call) {
        find(
                call,
                session -> session.host()
                        .ask(Registration::cancel, Calls.answer(call, done -> Responses.none(call.context()))));
    }

    private void list(Call call) {
        Program program = call.program();
        Optional<Instant> from = call.query("from").map(text -> time("/from", text));
        Optional<Instant> to = call.query("to").map(text -> time("/to", text));
        Optional<Phase> phase = call.query("state").map(Sessions::phase);
        Optional<String> after = call.query("cursor");
        int limit = call.limit(PAGE, PAGE_MAX);
        List<Listed> page = listed(call.query("series").isPresent() ? Optional.empty() : Optional.of(program))
                .filter(one -> from.map(at -> !one.startsAt().isBefore(at)).orElse(true))
                .filter(one -> to.map(at -> one.startsAt().isBefore(at)).orElse(true))
                .filter(one -> phase.map(word -> one.phase() == word).orElse(true))
                .sorted(Comparator.comparing(Listed::cursor))
                .filter(one ->
                        after.map(last -> one.cursor().compareTo(last) > 0).orElse(true))
                .limit(limit + 1L)
                .toList();
        Optional<String> next =
                page.size() > limit ? Optional.of(page.get(limit - 1).cursor()) : Optional.empty();
        show(call, page.stream().limit(limit).toList(), next);
    }

    /** A session of a list, at work or let go. */
    private record Listed(
            SessionId id, Instant startsAt, Phase phase, Optional<LiveSession> live, Optional<OverSession> over) {
        static Listed of(LiveSession live) {
            return new Listed(
                    live.host().id(),
                    live.state().plan().startsAt(),
                    live.state().phase(),
                    Optional.of(live),
                    Optional.empty());
        }

        static Listed of(OverSession over) {
            return new Listed(over.id(), over.startsAt(), over.phase(), Optional.empty(), Optional.of(over));
        }

        /** Sorts by start, then id. */
        String cursor() {
            return String.format("%012d", startsAt.getEpochSecond()) + id.value();
        }
    }

    private Stream<Listed> listed(Optional<Program> program) {
        return program.stream()
                .flatMap(known -> Stream.concat(
                        services.directory().of(known.id()).map(Listed::of),
                        services.directory().overOf(known.id()).map(Listed::of)));
    }

    private void show(Call call, List<Listed> page, Optional<String> next) {
        List<OverSession> over =
                page.stream().flatMap(one -> one.over().stream()).toList();
        services.directory()
                .shown(over)
                .onSuccess(read -> Calls.guarded(call.context(), () -> {
                    Iterator<Map<String, Object>> shown = read.iterator();
                    List<Map<String, Object>> items = new ArrayList<>();
                    page.forEach(one -> items.add(one.live()
                            .map(session -> Snapshots.session(session.state()))
                            .orElseGet(shown::next)));
                    Responses.json(
                            call.context(),
                            200,
                            Obj.of("items", items).with("next", next).map());
                }))
                .onFailure(failure -> unreadable().send(call.context()));
    }

    static Instant time(String where, String text) {
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
