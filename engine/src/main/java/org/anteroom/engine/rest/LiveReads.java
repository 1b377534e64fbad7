package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.program.Digests;
import org.anteroom.engine.runtime.SessionReading;
import org.anteroom.engine.runtime.SessionRef;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Recorded.CommandRef;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.view.Snapshots;
import org.anteroom.engine.wire.CommandReader;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;

/** What a program does with a session at work: commands, roster, devices, journal. */
final class LiveReads {
    private static final int PAGE = 200;
    private static final int PAGE_MAX = 1000;

    private final RestServices services;
    private final Sessions sessions;

    LiveReads(RestServices services, Sessions sessions) {
        this.services = services;
        this.sessions = sessions;
    }

    void mount(Router router) {
        router.post("/v1/sessions/:id/commands").handler(Calls.handler(this::command));
        router.get("/v1/sessions/:id/roster").handler(Calls.handler(this::roster));
        router.get("/v1/sessions/:id/seats/:seat/devices").handler(Calls.handler(this::devices));
        router.get("/v1/sessions/:id/journal").handler(Calls.handler(this::journal));
    }

    private void roster(Call call) {
        sessions.find(
                call,
                session -> kept(
                        call,
                        session,
                        "roster-read",
                        "",
                        () -> Calls.after(
                                call,
                                session.read(now -> Snapshots.roster(now.state(), now.presence())),
                                roster -> Responses.json(call.context(), 200, roster))));
    }

    /** A read of people's data is in the program's trail before it is answered. */
    private void kept(Call call, SessionRef session, String action, String detail, Runnable then) {
        Fact fact = new Fact(
                action,
                call.holder().actor(),
                Optional.of(session.id().value()),
                Optional.of(detail).filter(word -> !word.isEmpty()));
        Audits.read(services, call, fact, then);
    }

    private void devices(Call call) {
        sessions.find(call, session -> Calls.after(call, session.state(), state -> devices(call, session, state)));
    }

    private void devices(Call call, SessionRef session, SessionState state) {
        SeatId seat = Optional.of(call.path("seat"))
                .filter(value -> Ids.isId(value, SeatId.PREFIX))
                .map(SeatId::new)
                .filter(state.seats()::containsKey)
                .orElseThrow(Problem::notFound);
        Runnable answer = () -> Calls.after(
                call,
                session.read(now -> now.devices(seat)),
                devices -> Responses.json(
                        call.context(), 200, Obj.of("items", devices).map()));
        kept(call, session, "devices-read", seat.value(), answer);
    }

    private void command(Call call) {
        sessions.find(call, session -> command(call, session));
    }

    private void command(Call call, SessionRef session) {
        Fields body = call.body();
        String name = body.string("name");
        Fields args = body.maybeObject("args").orElseGet(() -> new Fields(new JsonObject(), "/args"));
        Optional<String> behalf = body.maybeString("onBehalfOf");
        Optional<String> id = body.maybeString("id");
        body.done();
        if (id.filter(given -> given.isEmpty() || given.length() > 64).isPresent()) {
            throw new InvalidException("/id", "Must have 1 to 64 characters.");
        }
        Command command = CommandReader.read(name, args);
        Optional<CommandRef> ref = reference(call, id);
        Calls.after(call, session.read(now -> Before.of(now, ref)), before -> {
            Caller caller = behalf.map(seat -> staffSeat(before.state(), seat)).orElse(Caller.PROGRAM);
            if (before.otherBody()) {
                throw Problem.otherBody();
            }
            Calls.after(
                    call,
                    session.command(caller, ref, command),
                    Calls.answer(
                            call,
                            done -> Responses.json(
                                    call.context(),
                                    200,
                                    new Obj()
                                            .with("id", id)
                                            .with("seq", done.seq())
                                            .withAll(done.answer())
                                            .map())));
        });
    }

    /**
     * What there is before a command.
     *
     * @param otherBody whether its idempotency key was used with another body
     */
    private record Before(SessionState state, boolean otherBody) {
        static Before of(SessionReading now, Optional<CommandRef> ref) {
            boolean otherBody = ref.flatMap(given -> given.keyPrefix()
                            .map(key ->
                                    now.answeredCommands(given.caller(), key).anyMatch(known -> !known.equals(given))))
                    .orElse(false);
            return new Before(now.state(), otherBody);
        }
    }

    /** The seat that the program acts for; it has to be staff. */
    private static Caller staffSeat(SessionState state, String word) {
        if (!Ids.isId(word, SeatId.PREFIX)) {
            throw new InvalidException("/onBehalfOf", "Must be a seat's id.");
        }
        SeatId id = new SeatId(word);
        Seat seat =
                state.seat(id).orElseThrow(() -> new Problem(Code.NOT_FOUND, "There is no such seat in this session."));
        if (!seat.isStaff()) {
            throw new Problem(Code.FORBIDDEN, "A program acts on behalf of staff alone.");
        }
        return Caller.onBehalf(id);
    }

    /** How a repeated call is known again: by its idempotency key, with what stood in it, or by its command id. */
    private static Optional<CommandRef> reference(Call call, Optional<String> id) {
        return call.idempotencyKey()
                .map(given -> CommandRef.keyed(Digests.sha256(given).substring(0, 22), call.digest()))
                .or(() -> id.map(given -> CommandRef.ofProgram(given)));
    }

    private void journal(Call call) {
        sessions.find(call, session -> journal(call, session));
    }

    private void journal(Call call, SessionRef session) {
        int limit = call.limit(PAGE, PAGE_MAX);
        long after = call.query("cursor")
                .map(text -> {
                    try {
                        return Math.max(0, Long.parseLong(text));
                    } catch (NumberFormatException e) {
                        throw new InvalidException("/cursor", "Must be a cursor of this list.");
                    }
                })
                .orElse(0L);
        kept(call, session, "journal-read", "", () -> journal(call, session, after, limit));
    }

    private void journal(Call call, SessionRef session, long after, int limit) {
        Future<List<StoredEntry>> read =
                services.journal().read(new StreamId(session.id().value()), after, limit);
        Calls.after(
                call,
                read,
                entries -> Calls.after(call, session.state(), state -> {
                    boolean more = !entries.isEmpty()
                            && entries.get(entries.size() - 1).seq() < state.seq();
                    Optional<String> next = more
                            ? Optional.of(Long.toString(
                                    entries.get(entries.size() - 1).seq()))
                            : Optional.empty();
                    List<Map<String, Object>> items =
                            entries.stream().map(JournalItem::of).toList();
                    Responses.json(
                            call.context(),
                            200,
                            Obj.of("items", items).with("next", next).map());
                }));
    }
}
