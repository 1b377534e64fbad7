package org.anteroom.engine.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Decision.Accepted;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.Decision.Refused;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.session.SessionState.Phase;

/** What a program does with a session around its live part: make, change, cancel, invite, and the use of invites. */
public final class Registration {
    /** How many seats one session has at most. */
    public static final int SEATS_MAX = 64;

    /** How many invites one session has at most, revoked and used ones counted. */
    public static final int INVITES_MAX = 512;

    private Registration() {}

    /**
     * A person as a program names one.
     *
     * @param displayName what others read of the person; where the program says nothing it is found from the name
     */
    public record Person(Text ref, Text name, Optional<Text> displayName, Role role) {
        /** A person of whom the program says no name for others. */
        public Person(Text ref, Text name, Role role) {
            this(ref, name, Optional.empty(), role);
        }
    }

    /**
     * A new invite.
     *
     * @param codeHash what stands for the code
     * @param request the digest of the request that made it, for idempotency
     */
    public record NewInvite(InviteId id, String codeHash, Instant expiresAt, Optional<String> request) {}

    /** The first events of a session: made, and a seat for everybody on the roster. */
    public static List<Caused> create(CoreEvents.SessionCreated created, List<Person> roster, Chance chance) {
        List<Caused> events = new ArrayList<>();
        events.add(new Caused(Actor.PROGRAM, created));
        roster.forEach(person -> events.add(new Caused(Actor.PROGRAM, added(person, true, chance))));
        return events;
    }

    private static CoreEvents.SeatAdded added(Person person, boolean onRoster, Chance chance) {
        SeatId seat = new SeatId(chance.id(SeatId.PREFIX));
        return new CoreEvents.SeatAdded(
                seat, person.ref(), person.name(), person.displayName(), person.role(), onRoster);
    }

    /** Gives a seat to everybody on a roster who has none; as many as there is room for. */
    public static Decision enroll(SessionState state, List<Person> roster, Chance chance) {
        if (state.phase().isOver()) {
            return Decision.nothing();
        }
        return accepted(roster.stream()
                .filter(person -> seatOf(state, person.ref()).isEmpty())
                .limit(Math.max(0, SEATS_MAX - state.seats().size()))
                .map(person -> added(person, true, chance))
                .toArray(SessionEvent[]::new));
    }

    /** Cancels a session before its start. */
    public static Decision cancel(SessionState state) {
        if (state.phase() == Phase.CANCELLED) {
            return Decision.nothing();
        }
        if (state.phase() != Phase.SCHEDULED && state.phase() != Phase.OPEN) {
            return conflict("A session can be cancelled before its start only.");
        }
        return accepted(new CoreEvents.SessionCancelled());
    }

    /** Invites a person; who has a seat by the same ref keeps it. */
    public static Decision invite(SessionState state, Person person, NewInvite invite, Chance chance) {
        Optional<Seat> seat = seatOf(state, person.ref());
        if (state.phase().isOver()) {
            return conflict("The session is over.");
        }
        if (seat.filter(known -> known.role() != person.role()).isPresent()) {
            return conflict("That person has a seat with another role.");
        }
        if (seat.filter(Seat::banned).isPresent()) {
            return conflict("That person was removed from this session for good.");
        }
        if ((seat.isEmpty() && state.seats().size() >= SEATS_MAX)
                || state.invites().size() >= INVITES_MAX) {
            return new Refused(Refusal.CAPACITY, "This session has no more seats or invites to give.");
        }
        List<SessionEvent> events = new ArrayList<>();
        SeatId id = seat.map(Seat::id).orElseGet(() -> {
            CoreEvents.SeatAdded added = added(person, false, chance);
            events.add(added);
            return added.seat();
        });
        events.add(
                new CoreEvents.InviteCreated(invite.id(), id, invite.codeHash(), invite.expiresAt(), invite.request()));
        return accepted(events.toArray(SessionEvent[]::new));
    }

    /**
     * Makes a new link for a seat. It takes the earlier ones back, so that whoever came by them, on whatever device, is
     * out.
     */
    public static Decision link(SessionState state, Person person, NewInvite invite, Chance chance) {
        Decision invited = invite(state, person, invite, chance);
        if (!(invited instanceof Accepted accepted)) {
            return invited;
        }
        List<Caused> events = new ArrayList<>();
        state.invites().values().stream()
                .filter(known -> !known.revoked() && isOf(state, known, person))
                .forEach(known -> events.add(new Caused(Actor.PROGRAM, new CoreEvents.InviteRevoked(known.id()))));
        events.addAll(accepted.events());
        return new Accepted(events, Map.of());
    }

    private static boolean isOf(SessionState state, Invite invite, Person person) {
        return seatOf(state, person.ref())
                .filter(seat -> seat.id().equals(invite.seat()))
                .isPresent();
    }

    /** The seat of the person with this ref. */
    public static Optional<Seat> seatOf(SessionState state, Text ref) {
        return state.seats().values().stream()
                .filter(seat -> seat.ref().equals(ref))
                .findFirst();
    }

    /** Takes an invite back. */
    public static Decision revoke(SessionState state, InviteId id) {
        Invite invite = state.invites().get(id);
        if (invite == null) {
            return new Refused(Refusal.NOT_FOUND, "There is no such invite.");
        }
        return invite.revoked() ? accepted() : accepted(new CoreEvents.InviteRevoked(id));
    }

    /**
     * Signs the device of an invite out: its tokens end, and whichever device uses the link next has the seat.
     *
     * @param epoch which of its devices is meant; another one is left alone
     */
    public static Decision release(SessionState state, InviteId id, int epoch, SessionEvent.Release why) {
        return holds(state, id, epoch) && !state.phase().isOver()
                ? new Accepted(List.of(new Caused(Actor.POLICY, new CoreEvents.InviteReleased(id, why))), Map.of())
                : accepted();
    }

    /** Whether this device of the invite has its seat. */
    public static boolean holds(SessionState state, InviteId id, int epoch) {
        Invite invite = state.invites().get(id);
        return invite != null && invite.used() && !invite.revoked() && invite.epoch() == epoch;
    }

    /** Which devices a used invite opens its seat for again. */
    public enum Reuse {
        /** The one that used it first: every invite that a program made. */
        SAME_DEVICE,
        /** Any: the links of the sample session, which are there to be played with. */
        ANY_DEVICE
    }

    /**
     * Who uses an invite.
     *
     * @param deviceHash what stands for the id that its browser keeps, where it has one
     * @param kind what it is, where its browser says
     */
    public record UsedBy(Optional<String> deviceHash, Optional<DeviceKind> kind) {}

    /**
     * Somebody whom a program's own system sent here, by a word that is used once.
     *
     * @param invite stands for the word
     * @param until the word opens nothing from then on
     */
    public record Asserted(InviteId invite, Person person, Instant until, UsedBy by) {}

    /** Opens a seat by such a word, and makes the seat where the person has none. The refusal is for the program to read. */
    public static Decision assertion(SessionState state, Asserted asserted, Chance chance) {
        if (state.invites().containsKey(asserted.invite())) {
            return new Refused(Refusal.FORBIDDEN, "It was used before.");
        }
        NewInvite invite =
                new NewInvite(asserted.invite(), Invite.ASSERTED, asserted.until(), Optional.of(Invite.ASSERTED));
        Decision invited = invite(state, asserted.person(), invite, chance);
        if (!(invited instanceof Accepted accepted)) {
            return invited;
        }
        List<Caused> events = new ArrayList<>(accepted.events());
        events.add(new Caused(
                Actor.PROGRAM,
                new CoreEvents.InviteUsed(
                        asserted.invite(),
                        asserted.by().deviceHash(),
                        asserted.by().kind())));
        return new Accepted(events, Map.of());
    }

    /** Uses an invite. Whatever is wrong with it, the refusal is the same. */
    public static Decision use(SessionState state, InviteId id, Instant now, UsedBy by, Reuse reuse) {
        Invite invite = state.invites().get(id);
        if (invite == null || !opens(state, invite, now)) {
            return refusedUse();
        }
        if (!invite.used()) {
            return accepted(new CoreEvents.InviteUsed(id, by.deviceHash(), by.kind()));
        }
        boolean sameDevice = by.deviceHash().isPresent() && by.deviceHash().equals(invite.deviceHash());
        return sameDevice || reuse == Reuse.ANY_DEVICE ? accepted() : refusedUse();
    }

    /** Whether an invite opens its seat, for the device that it is bound to or, where there is none, for any. */
    public static boolean opens(SessionState state, Invite invite, Instant now) {
        return !invite.revoked()
                && invite.expiresAt().isAfter(now)
                && !state.phase().isOver()
                && state.seat(invite.seat()).filter(Seat::banned).isEmpty();
    }

    private static Decision refusedUse() {
        return new Refused(Refusal.FORBIDDEN, "This link does not open a session any more.");
    }

    private static Decision conflict(String detail) {
        return new Refused(Refusal.CONFLICT, detail);
    }

    private static Decision accepted(SessionEvent... events) {
        return new Accepted(
                Arrays.stream(events)
                        .map(event -> new Caused(Actor.PROGRAM, event))
                        .toList(),
                Map.of());
    }
}
