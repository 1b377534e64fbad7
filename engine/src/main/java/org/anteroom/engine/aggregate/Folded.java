package org.anteroom.engine.aggregate;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.anteroom.engine.journal.StoredEntry;

/**
 * What the entries of a stream come to.
 *
 * @param seq of the last entry
 */
public record Folded<S>(S state, long seq) {
    /**
     * Folds a stream, event by event.
     *
     * @param entries all of the stream, one at least
     * @param take is given each change, in order
     * @throws RuntimeException where this release cannot read one of them
     */
    public static <S, E> Folded<S> of(Form<S, E> form, List<StoredEntry> entries, Consumer<Change<S, E>> take) {
        Optional<S> state = Optional.empty();
        for (StoredEntry entry : entries) {
            Change<S, E> change = change(form, state, form.decode(entry));
            take.accept(change);
            state = Optional.of(change.after());
        }
        return new Folded<>(state.orElseThrow(), entries.get(entries.size() - 1).seq());
    }

    static <S, E> Change<S, E> change(Form<S, E> form, Optional<S> before, E event) {
        S after = before.isPresent() ? form.evolve(before.get(), event) : form.begin(event);
        return new Change<>(before, after, event);
    }
}
