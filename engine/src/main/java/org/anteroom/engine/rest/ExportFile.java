package org.anteroom.engine.rest;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import org.anteroom.engine.checkin.CheckInMonth;
import org.anteroom.engine.runtime.ListedSession;

/**
 * A file of many sessions, as it is written: its beginning, a piece for each session in order, one for each month of
 * check-ins without a session, its end.
 */
interface ExportFile {
    /** Its media type. */
    String type();

    Buffer begin();

    /** The next session's piece; empty where it has none. Asked once the piece before is done. */
    Future<Buffer> piece(ListedSession session);

    /** What was answered of the check-ins without a session of this month; asked once all sessions are done. */
    default Future<Buffer> later(CheckInMonth month) {
        return Future.succeededFuture(Buffer.buffer());
    }

    Buffer end();
}
