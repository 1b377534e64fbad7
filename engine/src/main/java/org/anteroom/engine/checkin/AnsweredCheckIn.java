package org.anteroom.engine.checkin;

import java.time.Instant;
import java.util.Optional;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.FormAnswers;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;

/** A check-in without a session that its person answered. */
public record AnsweredCheckIn(ProgramId program, CheckInId id, Text ref, Instant at, FormAnswers answers) {
    /** The answers that an entry of the journal keeps; empty where it keeps something else. On any thread. */
    public static Optional<AnsweredCheckIn> of(StreamId stream, StoredEntry entry) {
        if (!stream.value().startsWith(CheckInMonth.PREFIX) || !entry.type().equals(CheckInEvent.ANSWERED)) {
            return Optional.empty();
        }
        CheckInEvent event = new CheckInForm().decode(entry);
        return Optional.of(new AnsweredCheckIn(
                CheckInMonth.of(stream).program(), event.id(), event.ref(), event.at(), event.answers()));
    }

    @Override
    public String toString() {
        return "AnsweredCheckIn[" + id + "]";
    }
}
