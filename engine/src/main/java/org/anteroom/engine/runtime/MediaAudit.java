package org.anteroom.engine.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.anteroom.signaling.EndpointId;
import org.anteroom.signaling.SourceKind;

/** Compares what the bridge forwards of one session with what it is to forward, and puts it right. */
final class MediaAudit {
    private final MediaGate bridge;
    private final ScreenViolations violations;
    private final Consumer<MediaLine> again;

    /** @param again makes a new endpoint in place of this one */
    MediaAudit(MediaGate bridge, ScreenViolations violations, Consumer<MediaLine> again) {
        this.bridge = bridge;
        this.violations = violations;
        this.again = again;
    }

    /** @param asked what was expected when the bridge was asked; who changed since is left for the next time */
    void compare(
            Collection<MediaLine> lines,
            Map<EndpointId, Set<SourceKind>> asked,
            Map<EndpointId, Set<SourceKind>> forwarded) {
        for (MediaLine line : List.copyOf(lines)) {
            line.old
                    .filter(old ->
                            !forwarded.getOrDefault(old.endpoint, Set.of()).isEmpty())
                    .ifPresent(old -> MediaReactor.check(bridge.silence(old.endpoint), "silence"));
            if (line.sending.equals(asked.get(line.endpoint))) {
                compare(line, Optional.ofNullable(forwarded.get(line.endpoint)));
            }
        }
    }

    private void compare(MediaLine line, Optional<Set<SourceKind>> forwarded) {
        boolean tooMuch =
                forwarded.filter(kinds -> !line.sending.containsAll(kinds)).isPresent();
        if (tooMuch
                && forwarded.orElseThrow().contains(SourceKind.SCREEN)
                && !line.sending.contains(SourceKind.SCREEN)) {
            violations.tell(line.seat);
        }
        if (forwarded.isEmpty() || (tooMuch && line.disobeyed)) {
            again.accept(line);
        } else if (!forwarded.get().equals(line.sending)) {
            line.disobeyed = tooMuch;
            MediaReactor.check(bridge.allow(line.endpoint, line.sending), "allow");
        } else {
            line.disobeyed = false;
        }
    }
}
