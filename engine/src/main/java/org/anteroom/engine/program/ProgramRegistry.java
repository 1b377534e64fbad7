package org.anteroom.engine.program;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;

/** All programs with their keys and origins, each a stream of the journal. On one Vert.x context. */
public final class ProgramRegistry {
    private static final int KEYS_MAX = 16;
    private static final int ORIGINS_MAX = 64;
    private static final int READ_MAX = 1_000;

    private final Journal journal;
    private final Quotas quotas;
    private final AuditTrail audit;
    private final Map<ProgramId, Program> programs = new LinkedHashMap<>();
    private final Map<ProgramId, Future<Void>> tails = new HashMap<>();
    private Optional<Bootstrap> bootstrap = Optional.empty();

    /** The key that the operator sets: it is a key of one program, and makes others. */
    private record Bootstrap(ProgramId program, String hash) {}

    /**
     * Who holds a key.
     *
     * @param bootstrap whether it is the operator's key, which may make programs
     * @param key the key's id; empty for the operator's
     */
    public record Holder(Program program, boolean bootstrap, Optional<String> key) {
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

    /** Without bounds on what a program takes. */
    public ProgramRegistry(Journal journal) {
        this(journal, Quotas.unlimited(), InstantSource.system(), System::nanoTime);
    }

    /** @param quotas what each program may take of the engine */
    public ProgramRegistry(Journal journal, Quotas quotas, InstantSource clock, LongSupplier nanoClock) {
        this.journal = journal;
        this.quotas = quotas;
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
        Optional<Program> program = Optional.empty();
        for (StoredEntry entry : entries) {
            program = Optional.of(event(entry).apply(id, program));
        }
        program.ifPresent(known -> programs.put(id, known));
    }

    /** Sets the operator's key. */
    public void bootstrap(ProgramId program, String key) {
        bootstrap = Optional.of(new Bootstrap(program, Digests.sha256(key)));
    }

    public Optional<Program> find(ProgramId id) {
        return Optional.ofNullable(programs.get(id));
    }

    /** The program of this name; for the demo program, which the engine makes itself. */
    public Optional<Program> named(String name) {
        return programs.values().stream()
                .filter(program -> program.name().value().equals(name))
                .findFirst();
    }

    /** Whether any program allows this origin. */
    public boolean allowsSomewhere(String origin) {
        return programs.values().stream().anyMatch(program -> program.origins().contains(origin));
    }

    /** Who holds this API key. */
    public Optional<Holder> holder(String key) {
        String hash = Digests.sha256(key);
        Optional<Holder> operator = bootstrap
                .filter(set -> Digests.same(set.hash(), hash))
                .flatMap(set -> find(set.program()))
                .map(program -> new Holder(program, true, Optional.empty()));
        if (operator.isPresent()) {
            return operator;
        }
        return programs.values().stream()
                .flatMap(program -> program.keys().entrySet().stream()
                        .filter(known -> Digests.same(known.getValue(), hash))
                        .map(known -> new Holder(program, false, Optional.of(known.getKey()))))
                .findFirst();
    }

    /** The program whose key this is or was, by the id that a key begins with. */
    public Optional<ProgramId> ofKey(String keyId) {
        return programs.values().stream()
                .filter(program -> program.keys().containsKey(keyId)
                        || program.revokedKeys().contains(keyId))
                .findFirst()
                .map(Program::id);
    }

    /** Makes a program with its first key; the key's text is nowhere kept. */
    public Future<Program> create(
            ProgramId id, Text name, Crisis crisis, String region, String request, String keyId, String key) {
        return append(
                id,
                was -> List.of(
                        ProgramEvent.created(name, crisis, region, request),
                        ProgramEvent.keyAdded(keyId, Digests.sha256(key))));
    }

    public Future<Program> addKey(ProgramId id, String keyId, String key) {
        return append(id, was -> {
            String hash = Digests.sha256(key);
            if (was.filter(program -> program.revokedKeys().contains(keyId)).isPresent()) {
                throw new RevokedException();
            }
            if (hash.equals(was.map(Program::keys).orElse(Map.of()).get(keyId))) {
                return List.of();
            }
            return limited(
                    was.map(program -> program.keys().size()).orElse(0),
                    KEYS_MAX,
                    "keys",
                    ProgramEvent.keyAdded(keyId, hash));
        });
    }

    public Future<Program> revokeKey(ProgramId id, String keyId) {
        return append(id, was -> List.of(ProgramEvent.keyRevoked(keyId)));
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

    /** Appends in turn; the program changes once it is on disk. */
    private Future<Program> append(ProgramId id, Function<Optional<Program>, List<ProgramEvent>> decide) {
        Future<Program> mine = tails.getOrDefault(id, Future.succeededFuture()).transform(before -> write(id, decide));
        tails.put(id, mine.mapEmpty());
        return mine;
    }

    private Future<Program> write(ProgramId id, Function<Optional<Program>, List<ProgramEvent>> decide) {
        List<ProgramEvent> events = decide.apply(find(id));
        if (events.isEmpty()) {
            return Future.succeededFuture(find(id).orElseThrow());
        }
        List<Entry> entries = new ArrayList<>();
        long seq = find(id).map(Program::seq).orElse(0L);
        for (ProgramEvent event : events) {
            seq++;
            String body = new JsonObject().put("v", 1).put("data", event.data()).encode();
            entries.add(new Entry(seq, event.type(), body.getBytes(StandardCharsets.UTF_8)));
        }
        StreamId stream = new StreamId(id.value());
        return journal.append(stream, entries)
                .recover(failure -> readAgain(stream, entries, failure))
                .map(ignored -> takeIn(id, events));
    }

    private Program takeIn(ProgramId id, List<ProgramEvent> events) {
        Optional<Program> program = find(id);
        for (ProgramEvent event : events) {
            program = Optional.of(event.apply(id, program));
        }
        programs.put(id, program.orElseThrow());
        return program.orElseThrow();
    }

    /** After a failed append: what is on disk all the same is taken in, ours by who appended it, an earlier one here. */
    private Future<Void> readAgain(StreamId stream, List<Entry> entries, Throwable failure) {
        return journal.read(stream, entries.get(0).seq() - 1, READ_MAX)
                .recover(ignored -> Future.failedFuture(failure))
                .compose(found -> {
                    boolean ours = found.stream()
                            .map(entry -> new String(entry.body(), StandardCharsets.UTF_8))
                            .toList()
                            .equals(entries.stream()
                                    .map(entry -> new String(entry.body(), StandardCharsets.UTF_8))
                                    .toList());
                    if (ours) {
                        return Future.succeededFuture();
                    }
                    if (!found.isEmpty()) {
                        var unused = takeIn(
                                new ProgramId(stream.value()),
                                found.stream().map(ProgramRegistry::event).toList());
                    }
                    return Future.failedFuture(failure);
                });
    }

    private static ProgramEvent event(StoredEntry entry) {
        return new ProgramEvent(entry.type(), new JsonObject(Buffer.buffer(entry.body())).getJsonObject("data"));
    }
}
