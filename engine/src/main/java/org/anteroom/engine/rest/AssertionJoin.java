package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.anteroom.engine.program.Quotas;
import org.anteroom.engine.runtime.Outcome;
import org.anteroom.engine.runtime.SessionRef;
import org.anteroom.engine.session.Chance;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Registration.Asserted;
import org.anteroom.engine.session.Registration.UsedBy;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.signer.Assertion;
import org.anteroom.engine.signer.Assertions;

/**
 * From an assertion to a seat: the seat is made where the person has none yet. Each assertion opens it once, which the journal
 * of its session keeps; that it opens no other session either is kept in memory for as long as it holds. Whoever brings one
 * that opens nothing is not told why, its program is. On the front.
 */
final class AssertionJoin {
    private static final int KNOWN_MAX = 100_000;

    private final RestServices services;
    private final Codes codes;
    private final Occurrences occurrences;
    private final Map<String, Known> known = new LinkedHashMap<>();

    /** Which session of a series is on. */
    interface Occurrences {
        Future<Optional<SessionId>> now(ProgramId program, String series, Instant now);
    }

    /** @param until it opens nothing from then on, known or not */
    private record Known(SessionId session, Instant until) {}

    /** A seat that an assertion opened, by this invite. */
    record Opened(SessionId session, SessionState state, InviteId invite, SeatId seat) {}

    AssertionJoin(RestServices services, Codes codes, Occurrences occurrences) {
        this.services = services;
        this.codes = codes;
        this.occurrences = occurrences;
    }

    /** Opens a seat, and goes on where it did; else the call is refused. */
    void open(Call call, String compact, UsedBy by, Supplier<Problem> refused, Consumer<Opened> then) {
        String audience = services.publicUrl(call.context().request());
        services.assertions()
                .check(compact, audience)
                .onSuccess(assertion -> Calls.guarded(call.context(), () -> open(call, assertion, by, refused, then)))
                .onFailure(failure -> {
                    if (failure instanceof Assertions.BadAssertionException) {
                        refused.get().send(call.context());
                    } else {
                        call.context().fail(failure);
                    }
                });
    }

    private void open(Call call, Assertion assertion, UsedBy by, Supplier<Problem> refused, Consumer<Opened> then) {
        Future<Optional<SessionId>> session = assertion
                .session()
                .map(id -> Future.succeededFuture(Optional.of(id)))
                .orElseGet(() -> occurrences.now(
                        assertion.program(),
                        assertion.series().orElseThrow(),
                        services.clock().instant()));
        Calls.after(call, session, found -> open(call, assertion, found, by, refused, then));
    }

    private void open(
            Call call,
            Assertion assertion,
            Optional<SessionId> session,
            UsedBy by,
            Supplier<Problem> refused,
            Consumer<Opened> then) {
        if (session.isEmpty()) {
            throw refuse(assertion, "session", "No session of that series is on.", refused);
        }
        String jti = codes.jtiHash(assertion.program(), assertion.jti());
        if (!isFirst(jti, session.get(), assertion.until())) {
            throw refuse(assertion, "jti", "It was used before.", refused);
        }
        Calls.after(call, services.directory().reach(session.get(), assertion.program()), found -> {
            SessionRef reached =
                    found.orElseThrow(() -> refuse(assertion, "session", "There is no such session.", refused));
            InviteId invite = new InviteId(InviteId.PREFIX + jti);
            Calls.after(
                    call, reached.state(), state -> use(call, assertion, reached, state, invite, by, refused, then));
        });
    }

    private Problem refuse(Assertion assertion, String reason, String detail, Supplier<Problem> refused) {
        services.assertions().refuse(assertion.signer(), reason, Optional.of(detail));
        return refused.get();
    }

    /** Whether this opened no other session; for the same one its journal knows better. */
    private boolean isFirst(String jti, SessionId session, Instant until) {
        Instant now = services.clock().instant();
        if (known.size() >= KNOWN_MAX / 2) {
            known.values().removeIf(one -> !one.until().isAfter(now));
        }
        if (known.size() >= KNOWN_MAX) {
            known.remove(known.keySet().iterator().next());
        }
        Known before = known.putIfAbsent(jti, new Known(session, until));
        return before == null || before.session().equals(session);
    }

    private void use(
            Call call,
            Assertion assertion,
            SessionRef session,
            SessionState now,
            InviteId invite,
            UsedBy by,
            Supplier<Problem> refused,
            Consumer<Opened> then) {
        Quotas quotas = services.programs().quotas();
        // Whoever has a seat comes back to it, however many seats the program has.
        int seats = Registration.seatOf(now, assertion.person().ref()).isEmpty() ? 1 : 0;
        if (seats > 0 && !quotas.hasRoom(assertion.program(), Quotas.Kind.SEATS, seats)) {
            throw refuse(assertion, "quota", "The program has as many seats as it may have.", refused);
        }
        // Held until it counts by itself, so that calls at the same time do not pass the bound together.
        quotas.add(assertion.program(), Quotas.Kind.SEATS, seats);
        Chance chance = services.chance();
        Asserted asserted = new Asserted(invite, assertion.person(), assertion.until(), by);
        Future<SessionRef.Asked<SessionState>> used = session.ask(
                        state -> Registration.assertion(state, asserted, chance), state -> state)
                .onComplete(done -> quotas.add(assertion.program(), Quotas.Kind.SEATS, -seats));
        Calls.after(call, used, asked -> {
            if (asked.outcome() instanceof Outcome.Refused why) {
                throw refuse(assertion, "session", why.detail(), refused);
            }
            if (asked.outcome() instanceof Outcome.Unavailable unavailable) {
                throw new Problem(Code.UNAVAILABLE, unavailable.detail());
            }
            SessionState state = asked.read().orElseThrow();
            SeatId seat = Objects.requireNonNull(state.invites().get(invite)).seat();
            then.accept(new Opened(session.id(), state, invite, seat));
        });
    }
}
