package org.anteroom.engine.program;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.anteroom.engine.aggregate.Aggregate;
import org.anteroom.engine.aggregate.AskedTurn;
import org.anteroom.engine.aggregate.Folded;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All programs with their keys and origins, each a stream of the journal. On one Vert.x context. */
public final class ProgramRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(ProgramRegistry.class);
    private static final int KEYS_MAX = 16;
    private static final int ORIGINS_MAX = 64;
    private static final int CHANGES_WAITING_MAX = 512;

    private final Journal journal;
    private final Quotas quotas;
    private final AuditTrail audit;
    private final KeyUse uses = new KeyUse();
    private final InstantSource clock;
    private final Map<ProgramId, Aggregate<Program, ProgramEvent>> programs = new LinkedHashMap<>();
    private Optional<Bootstrap> bootstrap = Optional.empty();

    /** The key that the operator sets: it is a key of one program, and makes others. */
    private record Bootstrap(ProgramId program, String hash) {}

    /**
     * Who holds a key.
     *
     * @param bootstrap whether it is the operator's key, which may make programs
     * @param key the key's id; empty for the operator's
     * @param scopes what the key may be used for
     */
    public record Holder(Program program, boolean bootstrap, Optional<String> key, Set<Scope> scopes) {
        /** The key's id as the trail names who did something. */
        public String actor() {
            return key.orElse("bootstrap");
        }
    }

    /** A limit of one program is reached. */
    public static final class LimitException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LimitException(String message) {
            super(message, null, false, false);
        }
    }

    /** A key of this id was taken back, and stays so. */
    public static final class RevokedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RevokedException() {
            super("That key was revoked.", null, false, false);
        }
    }

    /** The id is another request's: an Idempotency-Key used twice, with two bodies. */
    public static final class ConflictException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ConflictException() {
            super("The id is another request's.", null, false, false);
        }
    }

    /** Without bounds on what a program takes. */
    public ProgramRegistry(Journal journal) {
        this(journal, Quotas.unlimited(), InstantSource.system(), System::nanoTime);
    }

    /** @param quotas what each program may take of the engine */
    public ProgramRegistry(Journal journal, Quotas quotas, InstantSource clock, LongSupplier nanoClock) {
        this.journal = journal;
        this.quotas = quotas;
        this.clock = clock;
        this.audit = new AuditTrail(journal, clock, nanoClock);
    }

    /** Who read or changed what of each program. */
    public AuditTrail audit() {
        return audit;
    }

    /** What each program takes of the engine, and may take. */
    public Quotas quotas() {
        return quotas;
    }

    /** Takes a stream over from the journal's fold; before anything else. */
    public void restore(StreamId stream, List<StoredEntry> entries) {
        ProgramId id = new ProgramId(stream.value());
        Folded<Program> folded = Folded.of(new ProgramForm(id), entries, change -> {});
        aggregate(id).restore(folded);
    }

    /** Sets the operator's key. */
    public void bootstrap(ProgramId program, String key) {
        bootstrap = Optional.of(new Bootstrap(program, Digests.sha256(key)));
    }

    public Optional<Program> find(ProgramId id) {
        return Optional.ofNullable(programs.get(id)).flatMap(Aggregate::state);
    }

    /** The program of this name; for the demo program, which the engine makes itself. */
    public Optional<Program> named(String name) {
        return all().filter(program -> program.name().value().equals(name)).findFirst();
    }

    private Stream<Program> all() {
        return programs.values().stream().flatMap(program -> program.state().stream());
    }

    /** Whether any program allows this origin. */
    public boolean allowsSomewhere(String origin) {
        return all().anyMatch(program -> program.origins().contains(origin));
    }

    /** Who holds this API key. */
    public Optional<Holder> holder(String key) {
        String hash = Digests.sha256(key);
        Optional<Holder> operator = bootstrap
                .filter(set -> Digests.same(set.hash(), hash))
                .flatMap(set -> find(set.program()))
                .map(program -> new Holder(program, true, Optional.empty(), Scope.ALL));
        if (operator.isPresent()) {
            return operator;
        }
        return all().flatMap(program -> program.keys().entrySet().stream()
                        .filter(known -> Digests.same(known.getValue().hash(), hash))
                        .map(known -> new Holder(
                                program,
                                false,
                                Optional.of(known.getKey()),
                                known.getValue().scopes())))
                .findFirst();
    }

    /** Takes note that a key was used; of most uses nothing is written. */
    public void used(Holder holder) {
        holder.key().ifPresent(keyId -> {
            Instant now = clock.instant();
            ApiKey key = Objects.requireNonNull(holder.program().keys().get(keyId));
            if (uses.used(keyId, key, now)) {
                append(holder.program().id(), was -> List.of(ProgramEvent.keyUsed(keyId, now)))
                        .onFailure(failure -> LOG.warn("The use of a key could not be kept"));
            }
        });
    }

    /** When a key was last used: to the minute since the engine runs, to the day before that. */
    public Optional<Instant> lastUsed(String keyId, ApiKey key) {
        return uses.last(keyId, key);
    }

    /** The program whose key this is or was, by the id that a key begins with. */
    public Optional<ProgramId> ofKey(String keyId) {
        return all().filter(program -> program.keys().containsKey(keyId)
                        || program.revokedKeys().contains(keyId))
                .findFirst()
                .map(Program::id);
    }

    /** Makes a program with its first key, where an earlier try did not make it; the key's text is nowhere kept. */
    public Future<Program> create(
            ProgramId id, Text name, Crisis crisis, String region, String request, String keyId, String key) {
        return append(id, was -> {
                    if (was.isPresent()) {
                        return asMade(was.get(), request, keyId);
                    }
                    return List.of(
                            ProgramEvent.created(name, crisis, region, request),
                            ProgramEvent.keyAdded(keyId, ApiKey.of(key, Optional.empty(), Scope.ALL)));
                })
                .onFailure(failure -> forgetUnmade(id));
    }

    /** Another try of the same request, which may have been under way when this one was asked. */
    private static List<ProgramEvent> asMade(Program was, String request, String keyId) {
        if (!was.request().equals(request)) {
            throw new ConflictException();
        }
        if (was.revokedKeys().contains(keyId)) {
            throw new RevokedException();
        }
        return List.of();
    }

    private void forgetUnmade(ProgramId id) {
        Aggregate<Program, ProgramEvent> program = aggregate(id);
        if (program.state().isEmpty() && program.isQuiet()) {
            programs.remove(id);
        }
    }

    /**
     * Adds a key, where an earlier try did not.
     *
     * @return failed with a {@link RevokedException}, {@link ConflictException} or {@link LimitException} where there is none
     */
    public Future<Program> addKey(ProgramId id, String keyId, ApiKey key) {
        return append(id, was -> {
            if (was.filter(program -> program.revokedKeys().contains(keyId)).isPresent()) {
                throw new RevokedException();
            }
            ApiKey known = was.map(Program::keys).orElse(Map.of()).get(keyId);
            if (known != null && !known.isSame(key)) {
                throw new ConflictException();
            }
            if (known != null) {
                return List.of();
            }
            return limited(
                    was.map(program -> program.keys().size()).orElse(0),
                    KEYS_MAX,
                    "keys",
                    ProgramEvent.keyAdded(keyId, key));
        });
    }

    public Future<Program> revokeKey(ProgramId id, String keyId) {
        return append(id, was -> List.of(ProgramEvent.keyRevoked(keyId))).onSuccess(done -> uses.forget(keyId));
    }

    public Future<Program> addOrigin(ProgramId id, String origin) {
        return append(
                id,
                was -> was.filter(program -> program.origins().contains(origin))
                        .map(program -> List.<ProgramEvent>of())
                        .orElseGet(() -> limited(
                                was.map(program -> program.origins().size()).orElse(0),
                                ORIGINS_MAX,
                                "origins",
                                ProgramEvent.originAdded(origin))));
    }

    public Future<Program> removeOrigin(ProgramId id, String origin) {
        return append(
                id,
                was -> was.filter(program -> program.origins().contains(origin))
                        .map(program -> List.of(ProgramEvent.originRemoved(origin)))
                        .orElse(List.of()));
    }

    private static List<ProgramEvent> limited(int size, int max, String what, ProgramEvent event) {
        if (size >= max) {
            throw new LimitException("A program has at most " + max + " " + what + ".");
        }
        return List.of(event);
    }

    /** Changes the program in its turn; completes with it as it is once that is on disk. */
    private Future<Program> append(ProgramId id, Function<Optional<Program>, List<ProgramEvent>> decide) {
        Aggregate<Program, ProgramEvent> program = aggregate(id);
        AskedTurn<Program, ProgramEvent> turn = AskedTurn.once(program, decide);
        return program.take(turn)
                ? turn.done()
                : Future.failedFuture(new JournalUnavailableException("Too many changes of a program wait"));
    }

    private Aggregate<Program, ProgramEvent> aggregate(ProgramId id) {
        return programs.computeIfAbsent(
                id,
                key -> new Aggregate<>(
                        journal,
                        new StreamId(id.value()),
                        new ProgramForm(id),
                        (what, e) -> LOG.error("Program {}: {} failed", id, what, e),
                        CHANGES_WAITING_MAX));
    }
}
