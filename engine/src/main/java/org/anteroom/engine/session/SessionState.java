package org.anteroom.engine.session;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A session as its events made it. Immutable: {@link #evolve} answers the next one. */
public final class SessionState {
    private final SessionId id;
    private final long seq;
    private final Instant lastAt;
    private final ProgramId program;
    private final SessionPlan plan;
    private final Phase phase;
    private final boolean locked;
    private final Instant endsAt;
    private final Optional<Instant> startedAt;
    private final Optional<Instant> endedAt;
    final long handsNext;
    final long queueNext;
    final long enteredNext;
    final long extendedMinutes;
    private final Optional<String> request;
    private final Map<SeatId, Seat> seats;
    private final List<SeatId> queue;
    private final Map<Place, SeatId> presenters;
    private final Optional<BreakoutPlan> planned;
    private final Optional<OpenBreakouts> open;
    private final Map<BreakoutId, SeatId> helps;
    private final Map<AlertId, Alert> alerts;
    private final Map<InviteId, Invite> invites;
    final Map<Slice<?>, Object> slices;
    final Map<Place, Long> epochs;

    /** Where a session stands: {@code scheduled -> open -> live -> ended -> sealed}, cancelled from the first two. */
    public enum Phase {
        SCHEDULED("scheduled"),
        OPEN("open"),
        LIVE("live"),
        ENDED("ended"),
        SEALED("sealed"),
        CANCELLED("cancelled");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** Whether nobody can be in the session any more. */
        public boolean isOver() {
            return this == ENDED || this == SEALED || this == CANCELLED;
        }
    }

    /** The rooms that are open now. */
    public record OpenBreakouts(BreakoutPlan plan, Optional<Instant> closesAt, boolean closing) {}

    /** A silent alert that staff did not yet take. */
    public record Alert(AlertId id, SeatId seat, SessionEvent.AlertKind kind, Optional<Text> note, Instant raisedAt) {}

    /**
     * An invite: what opens a seat.
     *
     * @param epoch how many devices it was taken from: a token of an earlier one opens nothing
     * @param device the last one that used it
     */
    public record Invite(
            InviteId id,
            SeatId seat,
            String codeHash,
            Instant expiresAt,
            boolean revoked,
            boolean used,
            int epoch,
            Optional<String> deviceHash,
            Optional<SeatDevices.Device> device,
            Optional<String> request) {
        /** What stands in place of the code's hash where there is no code: a program's own system sent the person. */
        static final String ASSERTED = "assertion";

        /** How many invites of one seat are kept that have no code, besides those whose word could be used again. */
        private static final int ASSERTED_MAX = 4;

        /** The invites of a seat without a code that nobody needs any more: such words are over, and newer ones came. */
        static List<InviteId> outdated(Collection<Invite> all, SeatId seat, Instant now) {
            List<Invite> asserted = all.stream()
                    .filter(invite ->
                            invite.seat().equals(seat) && invite.codeHash().equals(ASSERTED))
                    .toList();
            return asserted.stream()
                    .limit(Math.max(0, asserted.size() - ASSERTED_MAX))
                    .filter(invite -> !invite.expiresAt().isAfter(now))
                    .map(Invite::id)
                    .toList();
        }

        /** An invite that nobody used. */
        static Invite fresh(CoreEvents.InviteCreated made) {
            return new Invite(
                    made.invite(),
                    made.seat(),
                    made.codeHash(),
                    made.expiresAt(),
                    false,
                    false,
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    made.request());
        }

        Invite taken() {
            return new Invite(id, seat, codeHash, expiresAt, true, used, epoch, deviceHash, device, request);
        }

        Invite usedBy(Optional<String> hash, SeatDevices.Device by) {
            return new Invite(id, seat, codeHash, expiresAt, revoked, true, epoch, hash, Optional.of(by), request);
        }

        Invite released() {
            return new Invite(
                    id, seat, codeHash, expiresAt, revoked, false, epoch + 1, Optional.empty(), device, request);
        }
    }

    private SessionState(Draft draft) {
        id = draft.id;
        seq = draft.seq;
        lastAt = draft.at;
        program = draft.program;
        plan = draft.plan;
        phase = draft.phase;
        locked = draft.locked;
        endsAt = draft.endsAt;
        startedAt = draft.startedAt;
        endedAt = draft.endedAt;
        handsNext = draft.handsNext;
        queueNext = draft.queueNext;
        enteredNext = draft.enteredNext;
        extendedMinutes = draft.extendedMinutes;
        request = draft.request;
        seats = Collections.unmodifiableMap(draft.seats.read());
        queue = Collections.unmodifiableList(draft.queue.read());
        presenters = Collections.unmodifiableMap(draft.presenters.read());
        planned = draft.planned;
        open = draft.open;
        helps = Collections.unmodifiableMap(draft.helps.read());
        alerts = Collections.unmodifiableMap(draft.alerts.read());
        invites = Collections.unmodifiableMap(draft.invites.read());
        slices = Collections.unmodifiableMap(draft.slices.read());
        epochs = Collections.unmodifiableMap(draft.epochs.read());
    }

    /** The state after a session's first event, which has to be {@link CoreEvents.SessionCreated}. */
    public static SessionState first(SessionId id, Recorded first) {
        if (!(first.event() instanceof CoreEvents.SessionCreated created) || first.seq() != 1) {
            throw new IllegalArgumentException("A session begins with session-created");
        }
        return new SessionState(new Draft(id, first.at(), created));
    }

    /** The state after one more event. Throws where the sequence has a gap. */
    public SessionState evolve(Recorded recorded) {
        if (recorded.seq() != seq + 1) {
            throw new IllegalArgumentException("Expected event " + (seq + 1) + " but got " + recorded.seq());
        }
        Draft draft = new Draft(this, recorded);
        recorded.event().eventKind().apply(draft, recorded.event());
        return new SessionState(draft);
    }

    public SessionId id() {
        return id;
    }

    /** The sequence of the last event. */
    public long seq() {
        return seq;
    }

    /** The time of the last event. */
    public Instant lastAt() {
        return lastAt;
    }

    public ProgramId program() {
        return program;
    }

    public SessionPlan plan() {
        return plan;
    }

    public Policy policy() {
        return plan.policy();
    }

    public Phase phase() {
        return phase;
    }

    public boolean locked() {
        return locked;
    }

    public Instant endsAt() {
        return endsAt;
    }

    /** When the session ends by itself, where nobody ended it. */
    public Instant hardEndsAt() {
        return endsAt.plusSeconds(60L * plan.policy().overrunMinutes());
    }

    public Optional<Instant> startedAt() {
        return startedAt;
    }

    public Optional<Instant> endedAt() {
        return endedAt;
    }

    /** The digest of the request that made the session. */
    public Optional<String> request() {
        return request;
    }

    /** All seats, in the order in which they were added. */
    public Map<SeatId, Seat> seats() {
        return seats;
    }

    public Optional<Seat> seat(SeatId seat) {
        return Optional.ofNullable(seats.get(seat));
    }

    /** The seats of the waiting room, first come first. */
    public List<SeatId> queue() {
        return queue;
    }

    public Map<Place, SeatId> presenters() {
        return presenters;
    }

    public Optional<BreakoutPlan> planned() {
        return planned;
    }

    public Optional<OpenBreakouts> open() {
        return open;
    }

    /** Who asked for help, by breakout, while nobody answered. */
    public Map<BreakoutId, SeatId> helps() {
        return helps;
    }

    /** The alerts that nobody took yet. */
    public Map<AlertId, Alert> alerts() {
        return alerts;
    }

    public Map<InviteId, Invite> invites() {
        return invites;
    }

    /** A feature's own part. */
    public <S> S slice(Slice<S> slice) {
        return slice.type().cast(slices.getOrDefault(slice, slice.first()));
    }

    /** The sequence of the last change of who is in a place, or by which keys; 0 for a place that nobody is in. */
    public long epoch(Place place) {
        return epochs.getOrDefault(place, 0L);
    }

    /** The hallways that somebody is in. */
    public Set<Place> hallways() {
        return inside().map(Seat::place)
                .filter(place -> place.kind() == Place.Kind.HALLWAY)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The seats in this place, in the order in which they were added. */
    public Stream<Seat> in(Place place) {
        return seats.values().stream().filter(seat -> seat.place().equals(place));
    }

    /** The seats inside: main, breakouts and hallways. */
    public Stream<Seat> inside() {
        return seats.values().stream().filter(Seat::isInside);
    }

    /** How many more seats may come inside. */
    public int room() {
        return (int) Math.max(0, plan.capacity() - inside().count());
    }

    /** Whether staff are inside but every one of them lost the line: then nobody is let in by itself. */
    public boolean staffDropped() {
        List<Seat> staff = inside().filter(Seat::isStaff).toList();
        return !staff.isEmpty() && staff.stream().noneMatch(Seat::connected);
    }

    /** Whether this seat presents now. */
    public boolean presents(SeatId seat) {
        return presenters.containsValue(seat);
    }

    /** The rank of a raised hand among those in the same place, from 1; 0 where no hand is up. */
    public int handRank(Seat seat) {
        if (seat.hand().isEmpty()) {
            return 0;
        }
        long mine = seat.hand().get().order();
        return 1
                + (int) seats.values().stream()
                        .filter(other -> other.place().equals(seat.place()))
                        .filter(other ->
                                other.hand().filter(hand -> hand.order() < mine).isPresent())
                        .count();
    }
}
