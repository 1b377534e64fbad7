package org.anteroom.signaling.embedded;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.anteroom.signaling.embedded.MediaSockets.Path;

/** The paths on which genuine checks of one endpoint came, at most {@value #PATHS_MAX}, and the nominated one. */
final class ValidatedPaths {
    private static final int PATHS_MAX = 8;

    private final Deque<Path> paths = new ArrayDeque<>();
    private Optional<Path> selected = Optional.empty();

    /**
     * Notes a genuine check.
     *
     * @return the path that is known no more, if there were too many; never the nominated one
     */
    Optional<Path> checked(Path path, boolean nominated) {
        if (nominated || selected.isEmpty()) {
            selected = Optional.of(path);
        }
        if (paths.contains(path)) {
            return Optional.empty();
        }
        paths.addLast(path);
        if (paths.size() <= PATHS_MAX) {
            return Optional.empty();
        }
        Path eldest = paths.removeFirst();
        if (selected.equals(Optional.of(eldest))) {
            paths.addLast(eldest);
            eldest = paths.removeFirst();
        }
        return Optional.of(eldest);
    }

    /** Where to send. */
    Optional<Path> selected() {
        return selected;
    }

    Collection<Path> all() {
        return List.copyOf(paths);
    }
}
