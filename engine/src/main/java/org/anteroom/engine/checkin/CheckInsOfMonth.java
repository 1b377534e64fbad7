package org.anteroom.engine.checkin;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.Text;

/**
 * The check-ins that a program asked for in a month. Immutable. Of those that are over no more is kept than it takes to
 * answer a repeated call as the first time; what was answered stands in the journal alone.
 *
 * @param open those that nobody answered yet, and that had not expired when the last one was made
 */
public record CheckInsOfMonth(Map<CheckInId, Asked> open, Map<CheckInId, Over> over) {
    static final CheckInsOfMonth NONE = new CheckInsOfMonth(Map.of(), Map.of());

    /** Of maps that nobody changes any more: each of thousands is not copied twice. */
    public CheckInsOfMonth {
        open = Collections.unmodifiableMap(open);
        over = Collections.unmodifiableMap(over);
    }

    /**
     * That a check-in was made.
     *
     * @param expiresAt it opens nothing from then on
     * @param request what stands for the body of a call that had an idempotency key
     */
    public record Made(Instant expiresAt, Optional<String> request) {}

    /**
     * A check-in that waits for its person.
     *
     * @param codeHash of the link's code, which is kept nowhere
     */
    public record Asked(Text ref, Set<FormName> forms, String codeHash, Made made) {
        public Asked {
            forms = Set.copyOf(forms);
        }

        /** Whether its link opens it still. */
        public boolean opens(Instant now) {
            return now.isBefore(made.expiresAt());
        }
    }

    /**
     * One try to send answers that can be told from another.
     *
     * @param key what stands for the code and the idempotency key of the try
     * @param body what stands for all that was sent
     */
    public record Attempt(String key, String body) {}

    /** @param attempt that by which it was answered; empty where that had no key, or nobody answered it */
    record Over(Made made, Optional<Attempt> attempt) {}

    /** How many were made in the month. */
    int size() {
        return open.size() + over.size();
    }

    Optional<Made> made(CheckInId id) {
        return Optional.ofNullable(open.get(id))
                .map(Asked::made)
                .or(() -> Optional.ofNullable(over.get(id)).map(Over::made));
    }

    /** How many a link still opens. */
    long stillOpen(Instant now) {
        return open.values().stream().filter(asked -> asked.opens(now)).count();
    }

    CheckInsOfMonth after(CheckInEvent event) {
        return switch (event.type()) {
            case CheckInEvent.MADE -> made(event);
            case CheckInEvent.ANSWERED -> answered(event);
            default ->
                throw new IllegalStateException("Event " + event.type() + " is of a release that this one cannot read");
        };
    }

    private CheckInsOfMonth made(CheckInEvent event) {
        Map<CheckInId, Asked> stay = new HashMap<>(open);
        Map<CheckInId, Over> gone = new HashMap<>();
        open.forEach((id, asked) -> {
            if (!asked.opens(event.at())) {
                stay.remove(id);
                gone.put(id, new Over(asked.made(), Optional.empty()));
            }
        });
        stay.put(event.id(), event.asked());
        return new CheckInsOfMonth(stay, gone.isEmpty() ? over : with(gone));
    }

    private CheckInsOfMonth answered(CheckInEvent event) {
        Map<CheckInId, Asked> stay = new HashMap<>(open);
        Asked asked = Objects.requireNonNull(stay.remove(event.id()), "It was asked for before");
        return new CheckInsOfMonth(stay, with(Map.of(event.id(), new Over(asked.made(), event.attempt()))));
    }

    private Map<CheckInId, Over> with(Map<CheckInId, Over> gone) {
        Map<CheckInId, Over> all = new HashMap<>(over);
        all.putAll(gone);
        return all;
    }

    @Override
    public String toString() {
        return "CheckInsOfMonth";
    }
}
