package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.anteroom.engine.attendance.Interval;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.export.Outcome;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.runtime.ListedSession;
import org.anteroom.engine.runtime.SessionReading;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.session.Words;

/** What becomes of people over many sessions: the scores of their forms, and who keeps coming. */
final class Outcomes {
    private final RestServices services;
    private final SessionWalk walk;

    Outcomes(RestServices services, SessionWalk walk) {
        this.services = services;
        this.walk = walk;
    }

    void mount(Router router) {
        router.get("/v1/people/:ref/outcomes").handler(Calls.handler(this::outcomes));
        router.get("/v1/retention").handler(Calls.handler(this::retention));
    }

    private void outcomes(Call call) {
        String ref = Doses.ref(call).value();
        List<Map<String, Object>> items = new ArrayList<>();
        Function<SessionReading, List<Map<String, Object>>> read = now -> Outcome.of(now.state())
                .filter(outcome -> outcome.seat().ref().value().equals(ref))
                .map(outcome -> Obj.of("session", outcome.session().value())
                        .withAll(outcome.scores())
                        .map())
                .toList();
        walked(
                call,
                fact(call, "outcomes-read", Optional.of(ref)),
                session -> true,
                read,
                items::addAll,
                () -> Obj.of("ref", ref).with("items", items).map());
    }

    private void retention(Call call) {
        Map<String, Coming> people = new TreeMap<>();
        Function<SessionReading, List<Ledger.Account>> read = now -> now.ledger().accounts().stream()
                .filter(account -> account.seat().role() == Role.PATIENT)
                .toList();
        Consumer<List<Ledger.Account>> take = accounts -> accounts.forEach(
                account -> people.computeIfAbsent(account.seat().ref().value(), ref -> new Coming())
                        .take(account));
        Optional<SeriesId> series = call.query("series").map(Sessions::series);
        walked(
                call,
                fact(call, "retention-read", series.map(SeriesId::value)),
                session -> series.map(session::isOf).orElse(true),
                read,
                take,
                () -> Obj.of(
                                "items",
                                people.entrySet().stream()
                                        .map(person -> person.getValue().json(person.getKey()))
                                        .toList())
                        .map());
    }

    /** How often somebody was expected, and came. */
    private static final class Coming {
        private int planned;
        private int attended;
        private int completed;
        private Optional<Instant> lastAttendedAt = Optional.empty();

        void take(Ledger.Account account) {
            planned++;
            if (account.presentSeconds() == 0) {
                return;
            }
            attended++;
            completed += account.complete() ? 1 : 0;
            List<Interval> stays = account.intervals();
            Instant from = stays.get(stays.size() - 1).from();
            lastAttendedAt = lastAttendedAt.filter(known -> known.isAfter(from)).or(() -> Optional.of(from));
        }

        Map<String, Object> json(String ref) {
            return Obj.of("ref", ref)
                    .with("planned", planned)
                    .with("attended", attended)
                    .with("completed", completed)
                    .with("lastAttendedAt", lastAttendedAt.map(Words::time))
                    .map();
        }
    }

    /** @param object whose outcomes, or of which series */
    private static Fact fact(Call call, String action, Optional<String> object) {
        return new Fact(action, call.holder().actor(), object, Optional.empty());
    }

    /** Reads something of each session of the span, takes it in, and answers with what became of it. */
    private <T> void walked(
            Call call,
            Fact fact,
            Predicate<ListedSession> wanted,
            Function<SessionReading, T> read,
            Consumer<T> take,
            Supplier<Map<String, Object>> answer) {
        ProgramId program = call.program().id();
        Span span = Span.of(call, services.clock().instant());
        Audits.read(services, call, fact, () -> {
            Runnable over = walk.begin(program);
            Future<Void> all = walk.sessions(program, span, wanted.and(session -> session.phase() != Phase.CANCELLED))
                    .compose(sessions -> walk.each(
                            sessions,
                            session -> SessionWalk.unlessGone(call)
                                    .compose(here -> walk.read(program, session, read))
                                    .<Void>compose(found -> {
                                        found.ifPresent(take);
                                        return Future.succeededFuture();
                                    })))
                    .onComplete(done -> over.run());
            Calls.after(call, all, done -> Responses.json(call.context(), 200, answer.get()));
        });
    }
}
