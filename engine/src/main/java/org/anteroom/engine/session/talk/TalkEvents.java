package org.anteroom.engine.session.talk;

import static org.anteroom.engine.session.EventKind.event;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.Text;

/** What people say. */
public final class TalkEvents {
    /** The kinds of these events. */
    public static final List<EventKind<?>> ALL = List.of(HandChanged.KIND, Announcement.KIND, Message.KIND, Note.KIND);

    private TalkEvents() {}

    /** A hand went up or down. */
    public record HandChanged(SeatId seat, boolean on) implements SessionEvent {
        static final EventKind<HandChanged> KIND =
                event(HandChanged.class, "hand-changed", 1, TalkEvolution::handChanged, TalkView::handChanged);

        @Override
        public EventKind<HandChanged> eventKind() {
            return KIND;
        }
    }

    /** Staff told everybody inside something. */
    public record Announcement(Text text) implements SessionEvent {
        static final EventKind<Announcement> KIND =
                event(Announcement.class, "announcement", 1, EventKind::changesNothing, TalkView::announcement);

        @Override
        public EventKind<Announcement> eventKind() {
            return KIND;
        }
    }

    /** Somebody wrote something to somebody. */
    public record Message(Optional<SeatId> from, Audience to, Optional<Place> place, Text text)
            implements SessionEvent {
        static final EventKind<Message> KIND =
                event(Message.class, "message", 1, EventKind::changesNothing, TalkView::message);

        @Override
        public EventKind<Message> eventKind() {
            return KIND;
        }
    }

    /** A note of staff for staff. */
    public record Note(Optional<SeatId> from, Text text) implements SessionEvent {
        static final EventKind<Note> KIND = event(Note.class, "note", 1, EventKind::changesNothing, TalkView::note);

        @Override
        public EventKind<Note> eventKind() {
            return KIND;
        }
    }
}
