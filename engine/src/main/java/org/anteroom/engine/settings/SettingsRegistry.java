package org.anteroom.engine.settings;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.anteroom.engine.aggregate.Aggregate;
import org.anteroom.engine.aggregate.AskedTurn;
import org.anteroom.engine.aggregate.Folded;
import org.anteroom.engine.dose.DosePlan;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.Consent;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.Consents;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of all programs: a stream of the journal a program that has set something. On one Vert.x context, but for
 * {@link #consents}.
 */
public final class SettingsRegistry {
    /** How streams of settings begin: {@code set_} and the rest of the program's id. */
    public static final String PREFIX = "set_";

    private static final Logger LOG = LoggerFactory.getLogger(SettingsRegistry.class);
    private static final int PEOPLE_MAX = 10_000;
    private static final int CONSENTS_MAX = 20;
    /** Of one kind of session: all of them stand in each welcome of whoever waits. */
    private static final int CONSENTS_OF_A_KIND_MAX = 4;

    private static final int CHANGES_WAITING_MAX = 128;

    private final Journal journal;
    private final SettingsForm form = new SettingsForm();
    private final Map<StreamId, Aggregate<Settings, SettingsEvent>> programs = new LinkedHashMap<>();
    /** What is on disk of consents, for the loops of sessions to read. */
    private final Map<ProgramId, Consents> published = new ConcurrentHashMap<>();

    public SettingsRegistry(Journal journal) {
        this.journal = journal;
    }

    /** Takes a stream over from the journal's fold; before anything else. */
    public void restore(StreamId stream, List<StoredEntry> entries) {
        Folded<Settings> folded = Folded.of(form, entries, change -> {});
        aggregate(stream).restore(folded);
        String bits = stream.value().substring(PREFIX.length());
        ProgramId program = new ProgramId(ProgramId.PREFIX + bits);
        publish(program, of(program));
    }

    private void publish(ProgramId program, Settings settings) {
        if (!settings.consents().equals(Consents.NONE)) {
            published.put(program, settings.consents());
        }
    }

    /** What people of this program are asked to accept now. Any thread. */
    public Consents consents(ProgramId program) {
        return published.getOrDefault(program, Consents.NONE);
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

    /**
     * Makes a consent, in its first version; one that the same request made already is left as it is.
     *
     * @param request the digest of a request that may be repeated; empty where it may not
     * @param draft a consent as programs write it, without faults
     */
    public Future<Settings> makeConsent(ProgramId program, ConsentId id, String request, JsonObject draft) {
        return change(program, was -> {
            Optional<String> made = Optional.ofNullable(was.requests().get(id));
            if (made.isEmpty()) {
                return consentSet(was, id, 1, request, draft);
            }
            if (!made.get().equals(request)) {
                throw new OtherRequestException();
            }
            return List.of();
        });
    }

    /** Words a consent anew, which is its next version. Completes with it; fails with what is missing where there is none. */
    public Future<Consent> rewordConsent(ProgramId program, ConsentId id, JsonObject draft) {
        return change(program, was -> {
                    int version = was.consents().find(id).orElseThrow().version();
                    return consentSet(was, id, version + 1, "", draft);
                })
                .map(settings -> settings.consents().find(id).orElseThrow());
    }

    private static List<SettingsEvent> consentSet(
            Settings was, ConsentId id, int version, String request, JsonObject draft) {
        SettingsEvent event = SettingsEvent.consentSet(id, version, request, draft);
        Consents after = was.after(event).consents();
        if (after.all().size() > CONSENTS_MAX) {
            throw new FullException("A program has at most " + CONSENTS_MAX + " consents.");
        }
        List<String> kinds = after.find(id).orElseThrow().kinds();
        if (kinds.stream().anyMatch(kind -> after.of(kind).size() > CONSENTS_OF_A_KIND_MAX)) {
            throw new FullException("Sessions of one kind ask for at most " + CONSENTS_OF_A_KIND_MAX + " consents.");
        }
        return List.of(event);
    }

    /** The same was asked for with other words before. */
    public static final class OtherRequestException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OtherRequestException() {
            super("Another request", null, false, false);
        }
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
                ? turn.done().onSuccess(kept -> publish(program, kept))
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
