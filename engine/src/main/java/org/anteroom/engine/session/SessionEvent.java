package org.anteroom.engine.session;

import java.util.Optional;

/**
 * Something that happened in a session. Events state; nothing but an event changes a session.
 *
 * <p>Each is a record in the package of its feature, which declares there how it changes a session, who sees what of it and
 * what else it may change: see {@link EventKind}. The records' fields are what the journal keeps: a change of a field is a
 * new version in the journal's codec.
 */
public interface SessionEvent {
    /** What is declared of events of this kind: the same object for each of them. */
    EventKind<?> eventKind();

    /** The event's name in frames, the journal's list and the journal itself: {@code seat-moved}. */
    default String eventName() {
        return eventKind().name();
    }

    /**
     * The event as the journal keeps it where that is not all of it: then neither its caller nor its command is kept
     * either.
     */
    default Optional<SessionEvent> withoutPerson() {
        return Optional.empty();
    }

    /** Why a seat moved. */
    enum Cause {
        KNOCKED,
        ADMITTED,
        LEFT,
        SENT_BACK,
        REMOVED,
        BANNED,
        ASSIGNED,
        WENT,
        BREAKOUTS_OPENED,
        BREAKOUTS_CLOSED,
        PLACED,
        HALLWAY_OPENED,
        HALLWAY_CLOSED,
        CONSENT_WITHDRAWN,
        ENDED
    }

    /** Why a presentation ended. */
    enum ShareEnd {
        STOPPED,
        REVOKED,
        EXPIRED,
        LEFT,
        VIOLATION
    }

    /** What raised an alert. */
    enum AlertKind {
        RAISED,
        PHQ9_ITEM9
    }

    /** How a device stopped asking for a seat without getting it. */
    enum ClaimEnd {
        /** Staff said that it is not this person. */
        DENIED,
        /** It went away before anybody answered, or came in by the link itself. */
        GONE
    }

    /** Why an invite's device was let go. */
    enum Release {
        /** It left. */
        LEFT,
        /** Nobody gave a sign for as long as the policy says. */
        IDLE,
        /** Staff let another device take its seat over. */
        TAKEN_OVER
    }
}
