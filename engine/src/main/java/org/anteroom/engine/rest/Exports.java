package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.anteroom.engine.checkin.CheckInMonth;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.runtime.ListedSession;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.wire.InvalidException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code /v1/exports}: one file of many sessions, written as it is read. What the caller has not taken yet holds the next
 * session up; who takes nothing for a minute, or not all of it within an hour, is cut off. A file that could not be written to
 * its end is cut off too, so that nobody takes it for whole.
 */
final class Exports {
    private static final Logger LOG = LoggerFactory.getLogger(Exports.class);
    private static final long TAKEN_WITHIN_MS = 60_000;
    /** A whole file: whoever takes a little of it now and then does not hold the room of others for days. */
    private static final long WHOLE_WITHIN_MS = 3_600_000;

    private static final List<String> KINDS = List.of("attendance", "outcomes", "journal");
    private static final Set<String> FORMATS = Set.of("csv", "json", "fhir", "pdf");

    private final RestServices services;
    private final SessionWalk walk;
    private final Documenter documenter;

    Exports(RestServices services, SessionWalk walk, Documenter documenter) {
        this.services = services;
        this.walk = walk;
        this.documenter = documenter;
    }

    void mount(Router router) {
        router.get("/v1/exports").handler(Calls.handler(this::export));
    }

    private void export(Call call) {
        Program program = call.program();
        Span span = Span.of(call, services.clock().instant());
        String kind = word(call, "kind", "attendance", KINDS);
        String format = word(call, "format", "csv", FORMATS);
        ExportFile file = new ExportFiles(
                        walk, services.journal(), documenter, program.id(), span, Attendance.names(call))
                .of(kind, format)
                .orElseThrow(() -> new InvalidException(
                        "/format", "There is no such file of " + kind + "; csv and json there are."));
        Fact fact = new Fact(
                "export-read",
                call.holder().actor(),
                Optional.empty(),
                Optional.of(kind + " " + format + " from " + span.from() + " to " + span.to()));
        Audits.read(services, call, fact, () -> {
            Runnable over = walk.begin(program.id());
            long timer = services.vertx()
                    .setTimer(WHOLE_WITHIN_MS, late -> cut(call, new TimeoutException("It took too long")));
            walk.sessions(program.id(), span, wanted(kind))
                    .compose(sessions -> stream(call, kind + '.' + format, file, sessions, months(kind, program, span)))
                    .onFailure(failure -> cut(call, failure))
                    .onComplete(done -> {
                        services.vertx().cancelTimer(timer);
                        over.run();
                    });
        });
    }

    private static String word(Call call, String name, String otherwise, Collection<String> known) {
        String word = call.query(name).orElse(otherwise);
        if (!known.contains(word)) {
            throw new InvalidException(
                    "/" + name,
                    "Must be one of "
                            + String.join(", ", known.stream().sorted().toList()) + ".");
        }
        return word;
    }

    /** Of sessions that did not begin there is a journal, and nothing else. */
    private static Predicate<ListedSession> wanted(String kind) {
        return kind.equals("journal")
                ? session -> true
                : session -> session.phase() != Phase.SCHEDULED && session.phase() != Phase.CANCELLED;
    }

    /** Of what was answered without a session there are outcomes alone. */
    private static List<CheckInMonth> months(String kind, Program program, Span span) {
        return kind.equals("outcomes") ? SessionWalk.months(program.id(), span) : List.of();
    }

    private Future<Void> stream(
            Call call, String name, ExportFile file, List<ListedSession> sessions, List<CheckInMonth> months) {
        HttpServerResponse response = call.context().response();
        String extended = file.type().equals("application/zip") ? name.replace(".pdf", ".zip") : name;
        Responses.head(response, 200, file.type())
                .putHeader("Content-Disposition", "attachment; filename=\"" + extended + '"')
                .putHeader("Anteroom-Sessions", Integer.toString(sessions.size()))
                .setChunked(true);
        Taker taker = new Taker(call);
        return taker.write(file.begin())
                .compose(begun ->
                        walk.each(sessions, session -> file.piece(session).compose(taker::write)))
                .compose(walked -> walk.each(months, month -> file.later(month).compose(taker::write)))
                .compose(walked -> response.end(file.end()));
    }

    /** Whoever takes the file, as fast as they can. */
    private final class Taker {
        private final Call call;
        private Promise<Void> room = Promise.promise();

        Taker(Call call) {
            this.call = call;
            // Not by the response's own handlers: those tell everybody that the call is over.
            call.context().addEndHandler(ended -> room.tryFail(new IllegalStateException("Nobody takes it")));
        }

        /** Writes a piece, and is done once there is room for the next. */
        Future<Void> write(Buffer piece) {
            HttpServerResponse response = call.context().response();
            if (response.closed() || piece.length() == 0) {
                return SessionWalk.unlessGone(call);
            }
            response.write(piece).onFailure(Responses::gone);
            if (!response.writeQueueFull()) {
                return Future.succeededFuture();
            }
            Promise<Void> next = Promise.promise();
            room = next;
            long timer = services.vertx()
                    .setTimer(TAKEN_WITHIN_MS, late -> next.tryFail(new TimeoutException("Nothing was taken")));
            response.drainHandler(drained -> next.tryComplete());
            return next.future().onComplete(done -> services.vertx().cancelTimer(timer));
        }
    }

    private static void cut(Call call, Throwable failure) {
        LOG.warn("An export was cut off: {}", failure.getClass().getSimpleName());
        call.context().request().connection().close().onFailure(Responses::gone);
    }
}
