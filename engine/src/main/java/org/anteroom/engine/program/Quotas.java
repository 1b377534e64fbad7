package org.anteroom.engine.program;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.wire.TokenBucket;

/**
 * What each program takes of the engine, against the most that any program may take. A program at its bound is refused
 * more, and no other program is. Refusals are counted by kind, never by program. Holds one small entry a program. On one
 * Vert.x context.
 */
public final class Quotas {
    private static final int BURST_SECONDS = 2;

    private final Limits limits;
    private final MeterRegistry meters;
    private final LongSupplier nanoClock;
    private final Map<ProgramId, Use> uses = new HashMap<>();

    /**
     * The bounds of one program.
     *
     * @param sessionsMax sessions that are not over, planned ones included
     * @param seatsMax seats in these sessions
     * @param connectionsMax WebSockets that said whose they are
     * @param commandsPerSecond commands of its seats and calls of its server a second, over time; twice as many at once
     */
    public record Limits(int sessionsMax, int seatsMax, int connectionsMax, int commandsPerSecond) {}

    /** What is counted. */
    public enum Kind {
        SESSIONS("sessions"),
        SEATS("seats"),
        CONNECTIONS("connections"),
        COMMANDS("commands");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in problem documents and metrics. */
        public String word() {
            return word;
        }
    }

    private static final class Use {
        final Map<Kind, Integer> taken = new EnumMap<>(Kind.class);
        final TokenBucket commands;

        Use(int perSecond, long nowNanos) {
            commands = new TokenBucket(
                    (int) Math.min(Integer.MAX_VALUE, (long) BURST_SECONDS * perSecond), perSecond, nowNanos);
        }
    }

    /** @param nanoClock what the rate of commands is measured by; in nanoseconds of any fixed origin */
    public Quotas(Limits limits, MeterRegistry meters, LongSupplier nanoClock) {
        this.limits = limits;
        this.meters = meters;
        this.nanoClock = nanoClock;
    }

    /** Quotas that refuse nothing. */
    static Quotas unlimited() {
        int none = 1_000_000_000;
        return new Quotas(new Limits(none, none, none, none), new SimpleMeterRegistry(), () -> 0);
    }

    /** Whether the program may have so many more of this kind. A refusal is counted. */
    public boolean hasRoom(ProgramId program, Kind kind, int more) {
        return counted(kind, taken(program, kind) + (long) more <= max(kind));
    }

    /** Whether the program may send one more command now; takes it if so. A refusal is counted. */
    public boolean takesCommand(ProgramId program) {
        return counted(Kind.COMMANDS, use(program).commands.take(nanoClock.getAsLong()));
    }

    /** Counts what the program took, or gave back where the difference is negative. */
    public void add(ProgramId program, Kind kind, int difference) {
        if (difference != 0) {
            use(program).taken.merge(kind, difference, Integer::sum);
        }
    }

    /** How many of this kind the program has. */
    public int taken(ProgramId program, Kind kind) {
        return Optional.ofNullable(uses.get(program))
                .map(use -> use.taken.getOrDefault(kind, 0))
                .orElse(0);
    }

    private boolean counted(Kind kind, boolean holds) {
        if (!holds) {
            meters.counter("anteroom_quota_refusals", "quota", kind.word()).increment();
        }
        return holds;
    }

    private int max(Kind kind) {
        return switch (kind) {
            case SESSIONS -> limits.sessionsMax();
            case SEATS -> limits.seatsMax();
            case CONNECTIONS -> limits.connectionsMax();
            case COMMANDS -> limits.commandsPerSecond();
        };
    }

    private Use use(ProgramId program) {
        return uses.computeIfAbsent(program, key -> new Use(limits.commandsPerSecond(), nanoClock.getAsLong()));
    }
}
