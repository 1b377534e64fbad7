package org.anteroom.engine.rest;

import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.runtime.SessionRef;
import org.anteroom.engine.session.Chance;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Registration.NewInvite;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.session.Turn;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.SessionReader;

/** Invites and seat links: what opens a seat. The code is shown once and kept nowhere. */
final class Invites {
    private static final int LASTS_SECONDS = 14 * 24 * 3600;
    private static final int LASTS_SECONDS_MAX = 180 * 24 * 3600;

    private final RestServices services;
    private final Sessions sessions;
    private final Derived derived;
    private final Codes codes;

    Invites(RestServices services, Sessions sessions, Derived derived, Codes codes) {
        this.services = services;
        this.sessions = sessions;
        this.derived = derived;
        this.codes = codes;
    }

    void mount(Router router) {
        router.post("/v1/sessions/:id/invites").handler(Calls.handler(this::invite));
        router.delete("/v1/sessions/:id/invites/:invite").handler(Calls.handler(this::revoke));
        router.post("/v1/sessions/:id/seats/:seat/link").handler(Calls.handler(this::link));
    }

    private void invite(Call call) {
        sessions.find(call, session -> invite(call, session));
    }

    private void invite(Call call, SessionRef session) {
        Fields body = call.body();
        Person person = SessionReader.person(body);
        int lasts = body.number("expiresInSeconds", 1, LASTS_SECONDS_MAX, LASTS_SECONDS);
        body.done();
        make(call, session, new Made(person, false), lasts);
    }

    private void link(Call call) {
        sessions.find(call, session -> Calls.after(call, session.state(), state -> link(call, session, state)));
    }

    private void link(Call call, SessionRef session, SessionState state) {
        Fields body = call.body();
        int lasts = body.number("expiresInSeconds", 1, LASTS_SECONDS_MAX, LASTS_SECONDS);
        body.done();
        String id = call.path("seat");
        Seat seat = Optional.of(id)
                .filter(value -> Ids.isId(value, SeatId.PREFIX))
                .flatMap(value -> state.seat(new SeatId(value)))
                .orElseThrow(Problem::notFound);
        make(
                call,
                session,
                new Made(new Person(seat.ref(), seat.name(), seat.displayName(), seat.role()), true),
                lasts);
    }

    /** For whom an invite is made, and whether it takes the earlier ones back. */
    private record Made(Person person, boolean alone) {
        /** In its turn: the same request may have been under way when this one was asked. */
        Decision decide(SessionState state, NewInvite invite, String request, Chance chance) {
            Invite made = state.invites().get(invite.id());
            if (made != null) {
                return isOf(made, request) ? Decision.nothing() : Turn.conflict(Problem.OTHER_BODY);
            }
            return alone
                    ? Registration.link(state, person, invite, chance)
                    : Registration.invite(state, person, invite, chance);
        }
    }

    private static boolean isOf(Invite made, String request) {
        return Objects.equals(made.request(), Optional.of(request));
    }

    private void make(Call call, SessionRef session, Made what, int lastsSeconds) {
        Calls.after(call, session.state(), state -> make(call, session, state, what, lastsSeconds));
    }

    private void make(Call call, SessionRef session, SessionState now, Made what, int lastsSeconds) {
        Program program = call.program();
        InviteId id = new InviteId(InviteId.PREFIX + derived.bits(call, program, "invite"));
        String code = codes.code(session.id(), derived.bits(call, program, "code"));
        String digest = call.digest();
        Invite made = now.invites().get(id);
        if (made != null) {
            if (!isOf(made, digest)) {
                throw Problem.otherBody();
            }
            show(call, program, made, code);
            return;
        }
        Instant expiresAt = services.clock().instant().plusSeconds(lastsSeconds);
        NewInvite invite = new NewInvite(
                id, codes.hash(code), expiresAt, call.idempotencyKey().map(key -> digest));
        boolean newSeat = Registration.seatOf(now, what.person().ref()).isEmpty();
        Runnable room = newSeat ? sessions.holdRoom(program, Quotas.Kind.SEATS, 1) : () -> {};
        Chance chance = services.chance();
        Calls.answer(
                call,
                session.ask(
                                state -> what.decide(state, invite, digest, chance),
                                state -> Objects.requireNonNull(state.invites().get(id)))
                        .onComplete(done -> room.run()),
                kept -> show(call, program, kept, code));
    }

    private void show(Call call, Program program, Invite invite, String code) {
        Responses.json(
                call.context(),
                201,
                Obj.of("id", invite.id().value())
                        .with("seat", invite.seat().value())
                        .with("code", code)
                        .with(
                                "url",
                                services.publicUrl(call.context().request()) + "/join/"
                                        + program.id().value() + "#" + code)
                        .with("expiresAt", Words.time(invite.expiresAt()))
                        .map());
    }

    private void revoke(Call call) {
        sessions.find(call, session -> revoke(call, session));
    }

    private void revoke(Call call, SessionRef session) {
        String id = call.path("invite");
        if (!Ids.isId(id, InviteId.PREFIX)) {
            throw Problem.notFound();
        }
        Calls.after(
                call,
                session.ask(state -> Registration.revoke(state, new InviteId(id))),
                Calls.answer(call, done -> Responses.none(call.context())));
    }
}
