package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.anteroom.engine.export.Report;
import org.anteroom.engine.export.pdf.AttendancePdf;

/**
 * Writes documents beside the event loops, one at a time, so that they take one processor at most from the rooms. On the
 * front.
 */
final class Documenter {
    private static final int WAITING_MAX = 16;

    private final WorkerExecutor worker;
    private final Lazy writer = new Lazy();
    private int waiting;

    Documenter(Vertx vertx) {
        worker = vertx.createSharedWorkerExecutor("anteroom-documents", 1);
    }

    /** Made by the first who needs it, on the worker: it reads fonts. */
    private static final class Lazy {
        private Optional<AttendancePdf> writer = Optional.empty();

        synchronized AttendancePdf get() {
            AttendancePdf made = writer.orElseGet(AttendancePdf::new);
            writer = Optional.of(made);
            return made;
        }
    }

    /** The document of a report; empty where too many wait for theirs. */
    Optional<Future<Buffer>> write(Report report) {
        if (waiting >= WAITING_MAX) {
            return Optional.empty();
        }
        waiting++;
        return Optional.of(writeOfMany(report).onComplete(done -> waiting--));
    }

    /** The document of a report that is one of many, whoever else waits: few such files are written at a time. */
    Future<Buffer> writeOfMany(Report report) {
        Callable<Buffer> write = () -> Buffer.buffer(writer.get().write(report));
        return worker.executeBlocking(write);
    }
}
