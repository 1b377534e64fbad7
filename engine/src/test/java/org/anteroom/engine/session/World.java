package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.attendance.AttendanceBook;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.session.Decision.Accepted;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.Decision.Refused;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseEvents;

/** A session in a test: its people, a clock that only the test moves, and everything that happened. */
public final class World {
    public static final Instant START = Instant.parse("2026-03-02T15:00:00Z");
    public static final SessionId ID = new SessionId("ses_AAAAAAAAAAAAAAAAAAAAAA");
    public static final ProgramId PROGRAM = new ProgramId("prg_AAAAAAAAAAAAAAAAAAAAAA");

    private final Chance chance;
    private final AttendanceBook book = new AttendanceBook();
    private final List<Change> changes = new ArrayList<>();
    private Instant now = START;
    private SessionState state;
    private Consents consents = Consents.NONE;

    /** One event with the session before and after it. */
    public record Change(SessionState before, SessionState after, Recorded recorded) {
        public SessionEvent event() {
            return recorded.event();
        }
    }

    /** What became of a command: the answer, and what happened by it. */
    public record Result(Decision decision, List<Change> changes) {
        @CanIgnoreReturnValue
        public Result refused(Refusal code) {
            assertThat(decision).isInstanceOf(Refused.class);
            assertThat(((Refused) decision).code()).isEqualTo(code);
            assertThat(changes).isEmpty();
            return this;
        }

        @CanIgnoreReturnValue
        public Result happened(String... names) {
            assertThat(decision).as("the answer").isInstanceOf(Accepted.class);
            assertThat(names()).containsExactly(names);
            return this;
        }

        public List<String> names() {
            return changes.stream().map(change -> change.event().eventName()).toList();
        }

        public Map<String, Object> answer() {
            return ((Accepted) decision).answer();
        }

        public boolean isAccepted() {
            return decision instanceof Accepted;
        }

        /** The one event of this type. */
        public <E extends SessionEvent> E event(Class<E> type) {
            List<E> found = changes.stream()
                    .map(Change::event)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
            assertThat(found).as("events of " + type.getSimpleName()).hasSize(1);
            return found.get(0);
        }
    }

    public World(Policy policy, int capacity, long seed) {
        this(policy, capacity, seed, Grouping.NONE);
    }

    public World(Policy policy, int capacity, long seed, Grouping groups) {
        chance = new SeededChance(seed);
        SessionPlan plan = new SessionPlan(
                new Text("The title"), "group", START, 90, capacity, policy, Optional.of(new Text("ext")), groups);
        SessionEvent created = new CoreEvents.SessionCreated(PROGRAM, plan, Optional.empty());
        Recorded first = new Recorded(1, now, Actor.PROGRAM, Optional.empty(), created);
        state = SessionState.first(ID, first);
        changes.add(new Change(state, state, first));
    }

    public World(Policy policy) {
        this(policy, 12, 1);
    }

    public World() {
        this(Policy.DEFAULT);
    }

    public SessionState state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    public AttendanceBook book() {
        return book;
    }

    public Chance chance() {
        return chance;
    }

    public List<Change> changes() {
        return changes;
    }

    public Seat seat(SeatId id) {
        return state.seat(id).orElseThrow();
    }

    /** Adds somebody to the roster. */
    @CanIgnoreReturnValue
    public SeatId add(String name, Role role) {
        return add(name, role, true);
    }

    /** Adds somebody, on the roster or invited later. */
    @CanIgnoreReturnValue
    public SeatId add(String name, Role role, boolean onRoster) {
        SeatId id = new SeatId(chance.id(SeatId.PREFIX));
        Text ref = new Text("ref-" + name.replace(' ', '-'));
        var added = new CoreEvents.SeatAdded(id, ref, new Text(name), Optional.empty(), role, onRoster);
        take(List.of(new Caused(Actor.PROGRAM, added)));
        return id;
    }

    /** Adds staff who are connected and inside. */
    @CanIgnoreReturnValue
    public SeatId staffInside(String name, Role role) {
        SeatId id = add(name, role);
        connect(id);
        ask(id, new DoorCommands.Knock());
        return id;
    }

    /** Adds somebody who is connected and waits. */
    @CanIgnoreReturnValue
    public SeatId waiter(String name, Role role) {
        SeatId id = add(name, role);
        connect(id);
        ask(id, new DoorCommands.Knock());
        assertThat(seat(id).place()).isEqualTo(Place.WAITING);
        return id;
    }

    /** Adds somebody who is connected and in the main room. */
    @CanIgnoreReturnValue
    public SeatId inside(String name, Role role) {
        SeatId id = role.isStaff() ? staffInside(name, role) : waiter(name, role);
        if (!role.isStaff()) {
            assertThat(program(new DoorCommands.Admit(List.of(id))).isAccepted())
                    .isTrue();
        }
        assertThat(seat(id).place()).isEqualTo(Place.MAIN);
        return id;
    }

    /** A device comes to a seat by a link of its own. */
    @CanIgnoreReturnValue
    public InviteId join(SeatId seat) {
        InviteId id = new InviteId(chance.id(InviteId.PREFIX));
        take(List.of(
                new Caused(
                        Actor.PROGRAM,
                        new CoreEvents.InviteCreated(
                                id, seat, id.value(), now.plus(Duration.ofHours(6)), Optional.empty())),
                new Caused(
                        Actor.PROGRAM,
                        new CoreEvents.InviteUsed(id, Optional.of(id.value()), Optional.of(DeviceKind.PHONE)))));
        return id;
    }

    @CanIgnoreReturnValue
    public Result ask(SeatId seat, Command command) {
        return result(SessionDecider.decide(state, Caller.seat(seat), now, command, chance, consents));
    }

    /** From now on the program asks its people to accept this. */
    public void asks(Consent... asked) {
        consents = new Consents(List.of(asked));
    }

    @CanIgnoreReturnValue
    public Result program(Command command) {
        return result(SessionDecider.decide(state, Caller.PROGRAM, now, command, chance));
    }

    /** Something that the program does around the live part. */
    @CanIgnoreReturnValue
    public Result result(Decision decision) {
        return new Result(decision, take(SessionDecider.events(decision).toList()));
    }

    @CanIgnoreReturnValue
    public Result connect(SeatId seat) {
        return result(SessionDecider.connection(state, seat, true, now, Optional.empty()));
    }

    @CanIgnoreReturnValue
    public Result drop(SeatId seat) {
        return result(SessionDecider.connection(state, seat, false, now, Optional.empty()));
    }

    /** A lost line that was noticed only now. */
    @CanIgnoreReturnValue
    public Result dropSince(SeatId seat, Instant since) {
        return result(SessionDecider.connection(state, seat, false, now, Optional.of(since)));
    }

    /** Lets time pass; what is due on the way happens when it is due. */
    @CanIgnoreReturnValue
    public Result pass(Duration time) {
        Instant until = now.plus(time);
        List<Change> happened = new ArrayList<>();
        Optional<Instant> due = SessionDecider.nextDue(state);
        while (due.isPresent() && !due.get().isAfter(until)) {
            now = due.get().isAfter(now) ? due.get() : now;
            long before = state.seq();
            happened.addAll(take(SessionDecider.tick(state, now).events()));
            assertThat(state.seq()).as("a due tick does something").isGreaterThan(before);
            due = SessionDecider.nextDue(state);
        }
        now = until;
        return new Result(new Accepted(List.of(), Map.of()), happened);
    }

    /** The clock is set, and what is due by the new time happens. */
    @CanIgnoreReturnValue
    public Result setClock(Duration by) {
        now = now.plus(by);
        List<Change> happened =
                new ArrayList<>(take(List.of(new Caused(Actor.POLICY, new HouseEvents.ClockStepped(by.toMillis())))));
        happened.addAll(pass(Duration.ZERO).changes());
        return new Result(new Accepted(List.of(), Map.of()), happened);
    }

    @CanIgnoreReturnValue
    private List<Change> take(List<Caused> events) {
        List<Change> taken = new ArrayList<>();
        for (Caused caused : events) {
            Recorded recorded = new Recorded(state.seq() + 1, now, caused.by(), Optional.empty(), caused.event());
            SessionState after = state.evolve(recorded);
            Change change = new Change(state, after, recorded);
            book.take(state, after, recorded);
            state = after;
            taken.add(change);
        }
        changes.addAll(taken);
        return taken;
    }
}
