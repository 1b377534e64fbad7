package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.anteroom.engine.program.Digests;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.program.SeatTokens;
import org.anteroom.engine.runtime.Outcome;
import org.anteroom.engine.runtime.SessionRef;
import org.anteroom.engine.runtime.Standing;
import org.anteroom.engine.series.Series;
import org.anteroom.engine.series.SeriesDoor;
import org.anteroom.engine.series.SeriesInvite;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Registration.UsedBy;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;

/**
 * {@code POST /v1/join}: from an invite's code, or the word of a program's own system, to a seat's token. Wrong, used,
 * expired, revoked and banned are answered alike, and past a number of them a minute an address is told to wait. A link that
 * opens something opens it meanwhile too.
 */
final class Join {
    private static final int DEVICE_LENGTH_MAX = 128;

    private final RestServices services;
    private final Codes codes;
    private final SeriesDoor door;
    private final LinkGuard guard;
    private final AssertionJoin assertions;

    Join(RestServices services, Codes codes, LinkGuard guard) {
        this.services = services;
        this.codes = codes;
        this.door = new SeriesDoor(services.directory(), services.chance());
        this.guard = guard;
        this.assertions = new AssertionJoin(services, codes, this::on);
    }

    void mount(Router router) {
        router.post("/v1/join").handler(Calls.handler(this::join));
    }

    /** The session of a program's series that is on. */
    private Future<Optional<SessionId>> on(ProgramId program, String word, Instant now) {
        return Optional.of(word)
                .filter(id -> Ids.isId(id, SeriesId.PREFIX))
                .flatMap(id -> services.series().find(new SeriesId(id)))
                .filter(series -> series.program().equals(program))
                .map(series -> door.on(series, now).map(found -> found.map(SessionRef::id)))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    private void join(Call call) {
        String from = guard.from(call);
        Fields body = call.body();
        Optional<String> assertion = body.maybeString("assertion");
        Optional<String> given = assertion.isPresent() ? body.maybeString("code") : Optional.of(body.string("code"));
        Optional<String> device = body.maybeString("device");
        body.done();
        if (assertion.isPresent() && given.isPresent()) {
            throw new InvalidException("/assertion", "Must stand alone: a code opens a seat without it.");
        }
        if (device.filter(id -> id.isBlank() || id.length() > DEVICE_LENGTH_MAX).isPresent()) {
            throw new InvalidException("/device", "Must have 1 to " + DEVICE_LENGTH_MAX + " characters.");
        }
        UsedBy by = new UsedBy(
                device.map(codes::deviceHash),
                DeviceGuess.of(call.context().request().headers()));
        if (assertion.isPresent()) {
            joinBy(call, assertion.get(), by, from);
            return;
        }
        String code = given.orElseThrow();
        Optional<SeriesId> series = codes.series(code);
        if (series.isPresent()) {
            joinSeries(call, series.get(), codes.hash(code), by, from);
            return;
        }
        SessionId id = codes.session(code).orElseThrow(() -> refused(from));
        Calls.after(call, services.directory().standing(id), standing -> {
            if (standing.kind() == Standing.Kind.QUARANTINED) {
                throw new Problem(Code.UNAVAILABLE, "This session cannot be served. Your program can help you.");
            }
            if (standing.kind() != Standing.Kind.AT_WORK) {
                // Whatever the code, it opens nothing any more, so that nothing is read for it.
                throw refused(from);
            }
            Calls.after(
                    call,
                    services.directory().reach(id, standing.program().orElseThrow()),
                    found -> use(call, found.orElseThrow(() -> refused(from)), codes.hash(code), by, from));
        });
    }

    /** By a link of a series: into whichever of its sessions is on. */
    private void joinSeries(Call call, SeriesId id, String hash, UsedBy by, String from) {
        Instant now = services.clock().instant();
        Series series = services.series().find(id).orElseThrow(() -> refused(from));
        SeriesInvite invite = series.invites().values().stream()
                .filter(known -> Digests.same(known.codeHash(), hash) && known.opens(now))
                .findFirst()
                .orElseThrow(() -> refused(from));
        Calls.after(call, door.on(series, now), on -> {
            SessionRef session = on.orElseThrow(() -> refused(from));
            Calls.after(call, session.state(), state -> enter(call, series, session, state, invite, by, from));
        });
    }

    private void enter(
            Call call,
            Series series,
            SessionRef session,
            SessionState now,
            SeriesInvite invite,
            UsedBy by,
            String from) {
        InviteId inSession = SeriesDoor.inSession(invite, session.id());
        boolean newSeat = Registration.seatOf(now, invite.person().ref()).isEmpty();
        Runnable room = newSeat ? holdSeat(series.program(), from) : () -> {};
        Future<SessionRef.Asked<Optional<Invite>>> entered = session.ask(
                        state -> door.enter(state, invite),
                        state -> Optional.ofNullable(state.invites().get(inSession)))
                .onComplete(done -> room.run());
        Calls.after(call, entered, asked -> {
            if (asked.outcome() instanceof Outcome.Unavailable unavailable) {
                throw new Problem(Code.UNAVAILABLE, unavailable.detail());
            }
            Invite made = asked.read().flatMap(found -> found).orElseThrow(() -> refused(from));
            if (!opensStill(series.id(), invite)) {
                // Taken back while it was on its way here: what was made of it meanwhile is taken back too.
                var unused = session.ask(state -> Registration.revoke(state, inSession));
                throw refused(from);
            }
            use(call, session, made, by, from);
        });
    }

    private boolean opensStill(SeriesId series, SeriesInvite invite) {
        return services.series()
                .find(series)
                .map(now -> now.invites().get(invite.id()))
                .filter(now -> now.opens(services.clock().instant()))
                .isPresent();
    }

    /** Takes room for a seat until it counts by itself; that a program has no more is nothing to tell its people. */
    private Runnable holdSeat(ProgramId program, String from) {
        Quotas quotas = services.programs().quotas();
        if (!quotas.hasRoom(program, Quotas.Kind.SEATS, 1)) {
            throw refused(from);
        }
        quotas.add(program, Quotas.Kind.SEATS, 1);
        return () -> quotas.add(program, Quotas.Kind.SEATS, -1);
    }

    /** Past a number of failures nothing of an address is checked any more: it costs more than to look for a code. */
    private void joinBy(Call call, String assertion, UsedBy by, String from) {
        if (guard.isOver(from)) {
            throw refused(from);
        }
        assertions.open(call, assertion, by, () -> refused(from), opened -> {
            Invite invite = Objects.requireNonNull(opened.state().invites().get(opened.invite()));
            Responses.json(call.context(), 200, opened(call, opened.session(), opened.state(), invite));
        });
    }

    private void use(Call call, SessionRef session, String hash, UsedBy by, String from) {
        Calls.after(call, session.state(), state -> {
            Invite invite = state.invites().values().stream()
                    .filter(known -> Digests.same(known.codeHash(), hash))
                    .findFirst()
                    .orElseThrow(() -> refused(from));
            use(call, session, invite, by, from);
        });
    }

    private void use(Call call, SessionRef session, Invite invite, UsedBy by, String from) {
        Registration.Reuse reuse = services.reuse().apply(session.id());
        // With the state that its turn left: the device that uses the link next has another epoch.
        Future<SessionRef.Asked<SessionState>> used = session.use(invite.id(), services.clock()::instant, by, reuse);
        Calls.after(call, used, asked -> {
            if (asked.outcome() instanceof Outcome.Refused) {
                throw refused(from);
            }
            if (asked.outcome() instanceof Outcome.Unavailable unavailable) {
                throw new Problem(Code.UNAVAILABLE, unavailable.detail());
            }
            SessionState state = asked.read().orElseThrow();
            Map<String, Object> answer = asked.outcome() instanceof Outcome.Done done
                            && done.answer().get("claim") instanceof Integer claim
                    ? claims(call, session.id(), state, invite, claim)
                    : opened(call, session.id(), state, invite);
            Responses.json(call.context(), 200, answer);
        });
    }

    /** For a device that has to wait until staff let it take the seat over. */
    private Map<String, Object> claims(Call call, SessionId session, SessionState state, Invite invite, int claim) {
        Instant until = SeatTokens.until(state, services.clock().instant());
        return Obj.of(
                        "token",
                        services.tokens()
                                .mint(SeatTokens.Opens.claim(session, invite.seat(), invite.id(), claim, until)))
                .with("seat", invite.seat().value())
                .with("connect", webSocketUrl(call))
                .with("waits", true)
                .map();
    }

    private Map<String, Object> opened(Call call, SessionId session, SessionState state, Invite invite) {
        return Obj.of("token", token(session, state, invite))
                .with("seat", invite.seat().value())
                .with("connect", webSocketUrl(call))
                .map();
    }

    private String token(SessionId session, SessionState state, Invite invite) {
        Instant until = SeatTokens.until(state, services.clock().instant());
        // As it was used: the device before may have been signed out while this one was asking.
        int epoch = state.invites().getOrDefault(invite.id(), invite).epoch();
        return services.tokens().mint(new SeatTokens.Opens(session, invite.seat(), invite.id(), epoch, until));
    }

    private String webSocketUrl(Call call) {
        String url = services.publicUrl(call.context().request());
        return "ws" + url.substring("http".length()) + "/v1/connect";
    }

    private Problem refused(String from) {
        return guard.refused(from, "This link does not open a session any more.");
    }
}
