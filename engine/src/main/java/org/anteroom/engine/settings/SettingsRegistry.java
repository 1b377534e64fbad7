package org.anteroom.engine.settings;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.aggregate.Aggregate;
import org.anteroom.engine.aggregate.AskedTurn;
import org.anteroom.engine.aggregate.Folded;
import org.anteroom.engine.dose.DosePlan;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings of all programs: a stream of the journal a program that has set something. On one Vert.x context. */
public final class SettingsRegistry {
    /** How streams of settings begin: {@code set_} and the rest of the program's id. */
    public static final String PREFIX = "set_";

    private static final Logger LOG = LoggerFactory.getLogger(SettingsRegistry.class);
    private static final int PEOPLE_MAX = 10_000;
    private static final int CHANGES_WAITING_MAX = 128;

    private final Journal journal;
    private final SettingsForm form = new SettingsForm();
    private final Map<StreamId, Aggregate<Settings, SettingsEvent>> programs = new LinkedHashMap<>();

    public SettingsRegistry(Journal journal) {
        this.journal = journal;
    }

    /** Takes a stream over from the journal's fold; before anything else. */
    public void restore(StreamId stream, List<StoredEntry> entries) {
        Folded<Settings> folded = Folded.of(form, entries, change -> {});
        aggregate(stream).restore(folded);
    }

    /** What this program has set. */
    public Settings of(ProgramId program) {
        return Optional.ofNullable(programs.get(stream(program)))
                .flatMap(Aggregate::state)
                .orElse(Settings.NONE);
    }

    /**
     * Sets the policy of sessions of a kind.
     *
     * @param draft a policy as programs write it, without faults
     * @return the policy with what the draft leaves out, once it is on disk
     */
    public Future<Policy> setPolicy(ProgramId program, String kind, JsonObject draft) {
        return change(program, was -> List.of(SettingsEvent.policySet(kind, draft)))
                .map(settings -> settings.policy(kind));
    }

    /** Sets what is planned for everybody; an empty plan plans nothing. Completes with the plan. */
    public Future<DosePlan> setDose(ProgramId program, JsonObject draft) {
        return change(program, was -> List.of(SettingsEvent.doseSet(draft))).map(Settings::dose);
    }

    /** Sets what is planned for one person; an empty plan takes that back. Completes with the plan that is theirs then. */
    public Future<DosePlan> setDose(ProgramId program, Text ref, JsonObject draft) {
        return change(program, was -> {
                    if (!was.people().containsKey(ref) && was.people().size() >= PEOPLE_MAX) {
                        throw new FullException("A program plans the doses of at most " + PEOPLE_MAX + " people.");
                    }
                    return List.of(SettingsEvent.doseSet(ref, draft));
                })
                .map(settings -> settings.dose(ref));
    }

    /** A program has as much of something as it may have. */
    public static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        FullException(String message) {
            super(message, null, false, false);
        }
    }

    private Future<Settings> change(ProgramId program, Function<Settings, List<SettingsEvent>> decide) {
        Aggregate<Settings, SettingsEvent> settings = aggregate(stream(program));
        AskedTurn<Settings, SettingsEvent> turn =
                new AskedTurn<>(settings, was -> decide.apply(was.orElse(Settings.NONE)));
        return settings.take(turn)
                ? turn.done()
                : Future.failedFuture(new JournalUnavailableException("Too many changes of settings wait"));
    }

    private static StreamId stream(ProgramId program) {
        return new StreamId(PREFIX + program.value().substring(ProgramId.PREFIX.length()));
    }

    private Aggregate<Settings, SettingsEvent> aggregate(StreamId stream) {
        return programs.computeIfAbsent(
                stream,
                key -> new Aggregate<>(
                        journal,
                        key,
                        form,
                        (what, e) -> LOG.error("Settings {}: {} failed", key, what, e),
                        CHANGES_WAITING_MAX));
    }
}
