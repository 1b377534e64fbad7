package org.anteroom.engine.signer;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.anteroom.engine.aggregate.Aggregate;
import org.anteroom.engine.aggregate.AskedTurn;
import org.anteroom.engine.aggregate.Folded;
import org.anteroom.engine.aggregate.Form;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Text;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The signers of all programs, a stream of the journal each. On one Vert.x context. */
public final class SignerRegistry {
    /** How their streams begin; behind it stands what stands behind the program's prefix. */
    public static final String PREFIX = "sgs_";

    /** Of one program. */
    public static final int SIGNERS_MAX = 16;

    private static final Logger LOG = LoggerFactory.getLogger(SignerRegistry.class);
    private static final int CHANGES_WAITING_MAX = 512;

    private final Journal journal;
    private final Map<ProgramId, Aggregate<Signers, SignerEvent>> programs = new HashMap<>();

    /** Why a change was not made. */
    public enum Refusal {
        /** A signer of this id is there, as another one was asked for; or it was taken away. */
        CONFLICT,
        /** There are as many as there may be. */
        CAPACITY,
        NOT_FOUND
    }

    /** A change was refused. */
    public static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final Refusal why;

        RefusedException(Refusal why) {
            super(why.name(), null, false, false);
            this.why = why;
        }

        public Refusal why() {
            return why;
        }
    }

    public SignerRegistry(Journal journal) {
        this.journal = journal;
    }

    /** Takes a stream over from the journal's fold; before anything else. */
    public void restore(StreamId stream, List<StoredEntry> entries) {
        ProgramId program = new ProgramId(ProgramId.PREFIX + stream.value().substring(PREFIX.length()));
        aggregate(program).restore(Folded.of(new SignerForm(), entries, change -> {}));
    }

    /** The signers of a program, in the order in which they were made. */
    public List<Signer> of(ProgramId program) {
        return Optional.ofNullable(programs.get(program))
                .flatMap(Aggregate::state)
                .map(state -> List.copyOf(state.all().values()))
                .orElse(List.of());
    }

    public Optional<Signer> find(ProgramId program, String id) {
        return of(program).stream().filter(signer -> signer.id().equals(id)).findFirst();
    }

    /** Makes a signer, where an earlier try did not; fails with a {@link RefusedException} where there is none. */
    public Future<Signer> make(ProgramId program, Signer signer) {
        return change(program, was -> {
                    Optional<Signer> known = Optional.ofNullable(was.all().get(signer.id()));
                    boolean other = known.filter(one -> !one.isAskedAs(signer)).isPresent();
                    if (other || was.removed().contains(signer.id())) {
                        throw new RefusedException(Refusal.CONFLICT);
                    }
                    if (known.isEmpty() && was.all().size() >= SIGNERS_MAX) {
                        throw new RefusedException(Refusal.CAPACITY);
                    }
                    return known.isPresent() ? List.of() : List.of(SignerEvent.made(signer));
                })
                .map(done -> find(program, signer.id()).orElseThrow());
    }

    public Future<Void> remove(ProgramId program, String id) {
        return change(program, was -> {
            if (!was.all().containsKey(id)) {
                throw new RefusedException(Refusal.NOT_FOUND);
            }
            return List.of(SignerEvent.removed(id));
        });
    }

    private Future<Void> change(ProgramId program, Function<Signers, List<SignerEvent>> decide) {
        Aggregate<Signers, SignerEvent> signers = aggregate(program);
        AskedTurn<Signers, SignerEvent> turn = AskedTurn.once(signers, was -> decide.apply(was.orElse(Signers.NONE)));
        return signers.take(turn)
                ? turn.done().mapEmpty()
                : Future.failedFuture(new JournalUnavailableException("Too many changes of signers wait"));
    }

    private Aggregate<Signers, SignerEvent> aggregate(ProgramId program) {
        return programs.computeIfAbsent(
                program,
                key -> new Aggregate<>(
                        journal,
                        new StreamId(PREFIX + key.value().substring(ProgramId.PREFIX.length())),
                        new SignerForm(),
                        (what, e) -> LOG.error("Signers: {} failed", what, e),
                        CHANGES_WAITING_MAX));
    }

    /** The signers of one program; those that were taken away never come back. */
    private record Signers(Map<String, Signer> all, Set<String> removed) {
        static final Signers NONE = new Signers(Map.of(), Set.of());

        Signers {
            all = Collections.unmodifiableMap(new LinkedHashMap<>(all));
            removed = Collections.unmodifiableSet(new LinkedHashSet<>(removed));
        }
    }

    /** @param type {@code signer-made} or {@code signer-removed} */
    private record SignerEvent(String type, JsonObject data) {
        static SignerEvent made(Signer signer) {
            JsonObject data = new JsonObject()
                    .put("signer", signer.id())
                    .put("name", signer.name().value())
                    .put("at", signer.createdAt().toString());
            signer.jwks().ifPresent(keys -> data.put("jwks", keys));
            signer.jwksUrl().ifPresent(url -> data.put("jwksUrl", url.value()));
            return new SignerEvent("signer-made", data);
        }

        static SignerEvent removed(String id) {
            return new SignerEvent("signer-removed", new JsonObject().put("signer", id));
        }

        Signers apply(Signers was) {
            Map<String, Signer> all = new LinkedHashMap<>(was.all());
            Set<String> removed = new LinkedHashSet<>(was.removed());
            String id = data.getString("signer");
            switch (type) {
                case "signer-made" ->
                    all.put(
                            id,
                            new Signer(
                                    id,
                                    new Text(data.getString("name")),
                                    Optional.ofNullable(data.getString("jwks")),
                                    Optional.ofNullable(data.getString("jwksUrl"))
                                            .map(Text::new),
                                    Instant.parse(data.getString("at"))));
                case "signer-removed" -> {
                    all.remove(id);
                    removed.add(id);
                }
                default ->
                    throw new IllegalStateException("Event " + type + " is of a release that this one cannot read");
            }
            return new Signers(all, removed);
        }

        @Override
        public String toString() {
            return "SignerEvent[" + type + "]";
        }
    }

    /** How they are written: {@code {"v":1,"data":{..}}}, one event an entry. */
    private static final class SignerForm implements Form<Signers, SignerEvent> {
        @Override
        public Entry encode(long seq, SignerEvent event) {
            String body = new JsonObject().put("v", 1).put("data", event.data()).encode();
            return new Entry(seq, event.type(), body.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public SignerEvent decode(StoredEntry entry) {
            return new SignerEvent(entry.type(), new JsonObject(Buffer.buffer(entry.body())).getJsonObject("data"));
        }

        @Override
        public Signers begin(SignerEvent first) {
            return first.apply(Signers.NONE);
        }

        @Override
        public Signers evolve(Signers signers, SignerEvent event) {
            return event.apply(signers);
        }
    }
}
