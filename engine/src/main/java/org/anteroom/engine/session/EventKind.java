package org.anteroom.engine.session;

import java.util.Optional;
import java.util.Set;

/**
 * All that there is to say of one kind of event, in one place.
 *
 * @param type the record of such events
 * @param name the event's name in frames, the journal's list and the journal itself
 * @param version of its fields in the journal: one more than there are upcasts
 * @param change how it changes a session; it is never refused, the rules did that before
 * @param view what a seat sees of it
 * @param effects what may have to change outside of the session's state
 */
public record EventKind<E extends SessionEvent>(
        Class<E> type, String name, int version, Change<E> change, View<E> view, Set<Effect> effects) {

    /** What of the world beside a session's state an event may change. What it does not name, it leaves as it is. */
    public enum Effect {
        /** Who is in which conference, and what they may send there. */
        MEDIA,
        /** Who was present from when to when. */
        ATTENDANCE,
        /** When something is due by time alone. */
        TIMERS
    }

    /** How events of one kind change a session. */
    @FunctionalInterface
    public interface Change<E> {
        void to(Draft draft, E event);
    }

    /** What a seat sees of events of one kind; empty where it sees nothing of them. */
    @FunctionalInterface
    public interface View<E> {
        Optional<Obj> of(Sight sight, E event);
    }

    public EventKind {
        effects = Set.copyOf(effects);
    }

    public static <E extends SessionEvent> EventKind<E> event(
            Class<E> type, String name, int version, Change<E> change, View<E> view, Effect... effects) {
        return new EventKind<>(type, name, version, change, view, Set.of(effects));
    }

    /** The change of an event that only tells something. */
    public static <E> void changesNothing(Draft draft, E event) {
        // What it tells stands in the event alone.
    }

    /** The view of an event that is for no seat. */
    public static <E> Optional<Obj> isNotShown(Sight sight, E event) {
        return Optional.empty();
    }

    /** Changes a session by an event of this kind. */
    void apply(Draft draft, SessionEvent event) {
        change.to(draft, type.cast(event));
    }

    /** What a seat sees of an event of this kind. */
    Optional<Obj> see(Sight sight, SessionEvent event) {
        return view.of(sight, type.cast(event));
    }
}
