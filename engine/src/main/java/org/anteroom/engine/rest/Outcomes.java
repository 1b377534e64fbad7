package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
        List<Outcome> found = new ArrayList<>();
        Function<SessionReading, List<Outcome>> read = now -> Outcome.of(now.state())
                .filter(outcome -> outcome.ref().value().equals(ref))
                .toList();
        Walk<List<Outcome>> walk = new Walk<>(session -> true, read, found::addAll);
        walked(call, fact(call, "outcomes-read", Optional.of(ref)), walk, span -> alone(call, span, ref, found), () -> {
            found.sort(Comparator.comparing(Outcome::completedAt));
            return Obj.of("ref", ref)
                    .with("items", found.stream().map(Outcome::ofPerson).toList())
                    .map();
        });
    }

    /** Adds what the person answered without a session. */
    private Future<Void> alone(Call call, Span span, String ref, List<Outcome> found) {
        return walk.each(
                SessionWalk.months(call.program().id(), span),
                month -> SessionWalk.unlessGone(call)
                        .compose(here -> walk.answered(
                                month, span, said -> said.ref().value().equals(ref)))
                        .<Void>compose(said -> {
                            found.addAll(said);
                            return Future.succeededFuture();
                        }));
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
                new Walk<>(session -> series.map(session::isOf).orElse(true), read, take),
                span -> Future.succeededFuture(),
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

    /** Of which sessions what is read, and who takes it. */
    private record Walk<T>(Predicate<ListedSession> wanted, Function<SessionReading, T> read, Consumer<T> take) {}

    /** Reads something of each session of the span, and what there is beside; answers with what became of it. */
    private <T> void walked(
            Call call,
            Fact fact,
            Walk<T> of,
            Function<Span, Future<Void>> beside,
            Supplier<Map<String, Object>> answer) {
        ProgramId program = call.program().id();
        Span span = Span.of(call, services.clock().instant());
        Audits.read(services, call, fact, () -> {
            Runnable over = walk.begin(program);
            Future<Void> all = walk.sessions(
                            program, span, of.wanted().and(session -> session.phase() != Phase.CANCELLED))
                    .compose(sessions -> walk.each(
                            sessions,
                            session -> SessionWalk.unlessGone(call)
                                    .compose(here -> walk.read(program, session, of.read()))
                                    .<Void>compose(found -> {
                                        found.ifPresent(of.take());
                                        return Future.succeededFuture();
                                    })))
                    .compose(done -> beside.apply(span))
                    .onComplete(done -> over.run());
            Calls.after(call, all, done -> Responses.json(call.context(), 200, answer.get()));
        });
    }
}
