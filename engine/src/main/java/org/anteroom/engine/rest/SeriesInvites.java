package org.anteroom.engine.rest;

import io.vertx.ext.web.Router;
import java.time.Instant;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.series.Series;
import org.anteroom.engine.series.SeriesInvite;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.SessionReader;

/** Links that open whichever occurrence of a series is on. The code is shown once and kept nowhere. */
final class SeriesInvites {
    private static final int LASTS_SECONDS = 180 * 24 * 3600;
    private static final int LASTS_SECONDS_MAX = 730 * 24 * 3600;

    private final RestServices services;
    private final SeriesCalls calls;
    private final Derived derived;
    private final Codes codes;

    SeriesInvites(RestServices services, SeriesCalls calls, Derived derived, Codes codes) {
        this.services = services;
        this.calls = calls;
        this.derived = derived;
        this.codes = codes;
    }

    void mount(Router router) {
        router.post("/v1/series/:id/invites").handler(Calls.handler(this::invite));
        router.delete("/v1/series/:id/invites/:invite").handler(Calls.handler(this::revoke));
    }

    private void invite(Call call) {
        Program program = call.program();
        Series series = calls.find(call);
        Fields body = call.body();
        Person person = SessionReader.person(body);
        int lasts = body.number("expiresInSeconds", 1, LASTS_SECONDS_MAX, LASTS_SECONDS);
        body.done();
        InviteId id = new InviteId(InviteId.PREFIX + derived.bits(call, program, "invite"));
        String code = codes.code(series.id(), derived.bits(call, program, "code"));
        Instant now = services.clock().instant();
        SeriesInvite invite = new SeriesInvite(
                id,
                person,
                codes.hash(code),
                now.plusSeconds(lasts),
                false,
                call.idempotencyKey().map(key -> call.digest()));
        SeriesCalls.after(call, services.series().invite(series.id(), invite, now), made -> {
            SeriesInvite kept = made.invites().getOrDefault(id, invite);
            Responses.json(
                    call.context(),
                    201,
                    Obj.of("id", id.value())
                            .with("code", code)
                            .with(
                                    "url",
                                    services.publicUrl(call.context().request()) + "/join/"
                                            + program.id().value() + "#" + code)
                            .with("expiresAt", Words.time(kept.expiresAt()))
                            .map());
        });
    }

    private void revoke(Call call) {
        Series series = calls.find(call);
        String id = call.path("invite");
        if (!Ids.isId(id, InviteId.PREFIX) || !series.invites().containsKey(new InviteId(id))) {
            throw Problem.notFound();
        }
        calls.planned(
                call, services.series().revoke(series.id(), new InviteId(id)), done -> Responses.none(call.context()));
    }
}
