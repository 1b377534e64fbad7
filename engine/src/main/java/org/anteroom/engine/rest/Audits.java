package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.program.AuditTrail;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Words;
import org.anteroom.engine.wire.InvalidException;

/** The trail of who read or changed what: nothing of that is done before it is kept. */
final class Audits {
    private static final int PAGE = 200;
    private static final int PAGE_MAX = 1000;
    private static final Duration USUAL = Duration.ofDays(7);

    private final RestServices services;

    Audits(RestServices services) {
        this.services = services;
    }

    void mount(Router router) {
        router.get("/v1/audit").handler(Calls.handler(call -> {
            Question question = question(call);
            Fact fact = new Fact("audit-read", call.holder().actor(), Optional.empty(), Optional.empty());
            read(services, call, fact, () -> answer(call, question));
        }));
    }

    private record Question(AuditTrail.Question of, Optional<String> after, int limit) {}

    /** Answers a read once the trail has it; else the call fails. */
    static void read(RestServices services, Call call, Fact fact, Runnable then) {
        after(services.programs().audit().keepOnce(call.program().id(), fact), call, then);
    }

    /** Makes a change once the trail has it; else the call fails. */
    static void change(RestServices services, Call call, Fact fact, Runnable then) {
        after(services.programs().audit().keep(call.program().id(), fact), call, then);
    }

    private static void after(Future<Void> kept, Call call, Runnable then) {
        kept.onSuccess(done -> Calls.guarded(call.context(), then))
                .onFailure(failure ->
                        new Problem(Code.UNAVAILABLE, "This could not be kept. Try again.").send(call.context()));
    }

    private Question question(Call call) {
        Instant to = call.query("to").map(text -> Sessions.time("/to", text)).orElseGet(services.clock()::instant);
        Instant from =
                call.query("from").map(text -> Sessions.time("/from", text)).orElseGet(() -> to.minus(USUAL));
        AuditTrail.Question of = new AuditTrail.Question(from, to, call.query("actor"));
        if (of.isTooLong()) {
            throw new InvalidException("/from", "Must be less than 92 days before the end.");
        }
        return new Question(of, call.query("cursor"), call.limit(PAGE, PAGE_MAX));
    }

    private void answer(Call call, Question question) {
        try {
            services.programs()
                    .audit()
                    .read(call.program().id(), question.of(), question.after(), question.limit())
                    .onSuccess(page -> Responses.json(call.context(), 200, json(page)))
                    .onFailure(failure -> new Problem(Code.UNAVAILABLE, "The trail cannot be read now. Try again.")
                            .send(call.context()));
        } catch (IllegalArgumentException e) {
            throw new InvalidException("/cursor", "Must be a cursor of this list.");
        }
    }

    private static Map<String, Object> json(AuditTrail.Page page) {
        List<Map<String, Object>> items = page.items().stream()
                .map(item -> Obj.of("seq", item.seq())
                        .with("at", Words.time(item.at()))
                        .with("action", item.fact().action())
                        .with("actor", item.fact().actor())
                        .with("object", item.fact().object())
                        .with("detail", item.fact().detail())
                        .with("hash", item.hash())
                        .map())
                .toList();
        return Obj.of("items", items).with("next", page.next()).map();
    }
}
