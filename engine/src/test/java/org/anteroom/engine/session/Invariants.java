package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.attendance.Overlaps;
import org.anteroom.engine.session.World.Change;
import org.anteroom.engine.session.World.Result;
import org.anteroom.engine.session.house.HouseEvents;
import org.anteroom.engine.session.house.SessionView;
import org.anteroom.engine.session.poll.PollState;
import org.anteroom.engine.view.EventView;
import org.anteroom.engine.view.Snapshots;

/** The contract's invariants 1 to 7, as far as rules and views carry them. */
final class Invariants {
    /** What a seat outside may hear of, and with which fields. */
    private static final Map<String, Set<String>> OUTSIDE = Map.ofEntries(
            Map.entry("seat-moved", Set.of("seat", "from", "to")),
            Map.entry("seat-denied", Set.of("seat", "reason")),
            Map.entry("check-in-completed", Set.of("seat", "consents", "held")),
            Map.entry("consent-withdrawn", Set.of("seat", "consent")),
            Map.entry("stepped-away", Set.of("seat", "on")),
            Map.entry("seat-held", Set.of("seat", "on")),
            Map.entry("role-changed", Set.of("seat", "role")),
            Map.entry("grants-changed", Set.of("seat", "grants")),
            Map.entry("device-set", Set.of("seat", "key")),
            Map.entry("stays-posted", Set.of("seat")),
            Map.entry("message", Set.of("to", "text")));

    private static final Set<String> STAFF_ONLY = Set.of(
            "alert-raised",
            "alert-acknowledged",
            "note",
            "breakouts-planned",
            "seat-added",
            "session-created",
            "hallway-opened",
            "hallway-closed",
            "poll-voted");

    /** What no event tells of others to anybody but staff. */
    private static final Set<String> FOR_NOBODY = Set.of("by", "ref", "checkIn", "safety", "heldFor");

    private static final Set<String> OF_STAFF_ANYWHERE = Set.of("message", "device-set", "device-vouched");

    private final World world;
    private final Map<SeatId, Long> presentSeconds = new HashMap<>();
    private final Map<SeatId, Instant> lostAt = new HashMap<>();
    private Instant countedUntil;

    Invariants(World world) {
        this.world = world;
        countedUntil = world.now();
    }

    void begin() {
        checkState(world.state());
    }

    void check(SessionState before, Result result, RandomPeople.Move move) {
        if (!result.isAccepted()) {
            assertThat(result.changes()).isEmpty();
            assertThat(world.state()).isSameAs(before);
        }
        checkRights(result, move);
        checkEntries(before, world.state());
        checkDrops(before, result, move);
        result.changes().forEach(Invariants::checkMoves);
        result.changes().forEach(this::checkViews);
        result.changes().forEach(this::count);
        passTime(world.state());
        checkState(world.state());
    }

    private void checkState(SessionState state) {
        Set<SeatId> waiting =
                ids(state.seats().values().stream().filter(seat -> seat.place().equals(Place.WAITING)));
        assertThat(state.queue()).as("the queue").doesNotHaveDuplicates().hasSameElementsAs(waiting);
        assertThat(state.queue())
                .as("the queue's order")
                .isSortedAccordingTo(Comparator.comparing(
                        id -> state.seat(id).flatMap(Seat::queued).orElseThrow().order()));
        for (Place hallway : state.hallways()) {
            assertThat(state.in(hallway)).as("staff are in each hallway").anyMatch(Seat::isStaff);
        }
        PollState.of(state).open().ifPresent(poll -> {
            assertThat(poll.votes())
                    .as("one vote a seat")
                    .isEqualTo(poll.voters().size());
            assertThat(poll.counts()).hasSameSizeAs(poll.options());
        });
        state.presenters().forEach((place, id) -> {
            Seat presenter = state.seat(id).orElseThrow();
            assertThat(presenter.place()).as("the presenter's place").isEqualTo(place);
            assertThat(presenter.connected()).as("a presenter is connected").isTrue();
            assertThat(presenter.lease()).as("a presenter has a lease").isPresent();
        });
        for (Seat seat : state.seats().values()) {
            seat.lease().ifPresent(lease -> {
                assertThat(seat.isInside()).as("a lease is for seats inside").isTrue();
                assertThat(lease.place()).as("a lease is for its place").isEqualTo(seat.place());
                assertThat(lease.until()).as("a lease runs").isAfter(world.now());
            });
            seat.place()
                    .asBreakout()
                    .ifPresent(id -> assertThat(
                                    state.open().flatMap(open -> open.plan().room(id)))
                            .as("who is in a breakout is in an open one")
                            .isPresent());
            assertThat(seat.asideFrom().isPresent())
                    .as("who is in a hallway has somewhere to go back to")
                    .isEqualTo(seat.place().kind() == Place.Kind.HALLWAY);
            assertThat(seat.place().isInside() && (seat.denied() || seat.banned()))
                    .as("nobody denied or banned is inside")
                    .isFalse();
            if (!seat.isInside()) {
                assertThat(seat.hand()).as("hands are up inside alone").isEmpty();
                assertThat(seat.asksToShare())
                        .as("requests come from inside alone")
                        .isFalse();
            }
        }
        state.open()
                .flatMap(SessionState.OpenBreakouts::closesAt)
                .ifPresent(at ->
                        assertThat(at).as("rooms are closed when it is time").isAfter(world.now()));
        if (state.phase().isOver()) {
            assertThat(state.inside()).as("inside after the end").isEmpty();
            assertThat(state.queue()).as("queue after the end").isEmpty();
        }
    }

    /** Nobody comes in from a hallway by itself, loses anything in one, or meets somebody to be kept apart from. */
    private static void checkMoves(Change change) {
        if (!(change.event() instanceof CoreEvents.SeatMoved moved)) {
            return;
        }
        Seat was = change.before().seat(moved.seat()).orElseThrow();
        Seat is = change.after().seat(moved.seat()).orElseThrow();
        if (was.isAsideFromWaiting() && change.recorded().by().equals(Actor.seat(was.id())) && !was.isStaff()) {
            assertThat(is.isInside()).as("in from the waiting room unadmitted").isFalse();
        }
        if (moved.cause() == SessionEvent.Cause.HALLWAY_OPENED) {
            assertThat(is.asideFrom()).contains(was.place());
            assertThat(is.queued()).as("the queue place in the hallway").isEqualTo(was.queued());
        }
        if (moved.cause() == SessionEvent.Cause.HALLWAY_CLOSED) {
            Place from = was.asideFrom().orElseThrow();
            assertThat(is.place()).as("back from the hallway").isIn(from, Place.MAIN);
            if (from.kind() != Place.Kind.BREAKOUT && !was.isStaff()) {
                assertThat(is.place()).isEqualTo(from);
                assertThat(is.queued()).as("the queue place after the hallway").isEqualTo(was.queued());
            }
            assertThat(is.held()).isEqualTo(was.held() && is.place().equals(Place.WAITING));
            assertThat(is.hand()).isEqualTo(is.isInside() ? was.hand() : Optional.empty());
            assertThat(is.grants()).isEqualTo(was.grants());
        }
        if (is.place().kind() == Place.Kind.BREAKOUT && !is.isStaff()) {
            List<SeatId> there = change.after()
                    .in(is.place())
                    .filter(seat -> !seat.isStaff())
                    .map(Seat::id)
                    .toList();
            boolean apart = change.after()
                    .open()
                    .flatMap(open -> open.plan().rules().apartIn(there))
                    .filter(two -> two.contains(is.id()))
                    .isPresent();
            assertThat(apart).as("two who are kept apart meet").isFalse();
        }
    }

    private static Set<SeatId> ids(Stream<Seat> seats) {
        return seats.map(Seat::id).collect(java.util.stream.Collectors.toSet());
    }

    /** What only staff may do was done by staff. */
    private void checkRights(Result result, RandomPeople.Move move) {
        if (move.command().isEmpty() || result.changes().isEmpty()) {
            return;
        }
        Need need = move.command().get().kind().need();
        SessionState before = result.changes().get(0).before();
        Optional<Seat> by = move.by().flatMap(before::seat);
        if (need == Need.OWN_SEAT) {
            assertThat(by).as("own seat").isPresent();
        } else {
            assertThat(by.map(Seat::isStaff).orElse(true))
                    .as("staff or program")
                    .isTrue();
        }
        by.ifPresent(seat -> assertThat(seat.denied() || seat.banned())
                .as("denied and banned do nothing")
                .isFalse());
    }

    /** Nobody but staff comes in beyond the capacity. */
    private static void checkEntries(SessionState before, SessionState after) {
        boolean othersCameIn = after.inside()
                .filter(seat -> !seat.isStaff())
                .anyMatch(seat -> !before.seat(seat.id()).orElseThrow().isInside());
        if (othersCameIn) {
            assertThat(after.inside().count())
                    .as("seats inside after others than staff came in")
                    .isLessThanOrEqualTo(after.plan().capacity());
        }
    }

    private static void checkDrops(SessionState before, Result result, RandomPeople.Move move) {
        for (Change change : result.changes()) {
            boolean byPolicy = change.recorded().by().equals(Actor.POLICY);
            boolean admits = change.event() instanceof CoreEvents.SeatMoved moved
                    && moved.cause() == SessionEvent.Cause.ADMITTED;
            if (byPolicy && admits) {
                assertThat(change.before().staffDropped())
                        .as("let in while staff have no line")
                        .isFalse();
                assertThat(change.before().locked()).as("let in while locked").isFalse();
            }
        }
        if (move.kind().equals("drop")) {
            assertThat(result.names()).as("what a lost line does").doesNotContain("seat-moved", "session-ended");
        }
        if (move.kind().equals("drop") || move.kind().equals("connect")) {
            Seat was = before.seat(move.by().orElseThrow()).orElseThrow();
            List<Change> changes = result.changes();
            Seat is = changes.isEmpty()
                    ? was
                    : changes.get(changes.size() - 1).after().seat(was.id()).orElseThrow();
            if (was.isInside()) {
                assertThat(is.place()).isEqualTo(was.place());
                assertThat(is.hand()).isEqualTo(was.hand());
                assertThat(is.lease()).isEqualTo(was.lease());
            }
            assertThat(is.role()).isEqualTo(was.role());
            assertThat(is.grants()).isEqualTo(was.grants());
        }
    }

    private void checkViews(Change change) {
        String name = change.event().eventName();
        for (Seat viewer : change.after().seats().values()) {
            Optional<Map<String, Object>> seen =
                    EventView.of(change.before(), change.after(), change.recorded(), viewer.id());
            if (seen.isEmpty() || SeatView.seesAll(viewer)) {
                continue;
            }
            Map<String, Object> data = seen.get();
            assertThat(STAFF_ONLY).as("seen by others than staff").doesNotContain(name);
            // Not doesNotContainKeys: it looks for a class that is not there, along the whole class path, at every
            // call.
            // Whom one vouches for is told with who does: that is what a page judges it by.
            if (!name.equals("device-vouched")) {
                assertThat(Collections.disjoint(data.keySet(), FOR_NOBODY))
                        .as(name)
                        .isTrue();
            }
            boolean wasInside =
                    change.before().seat(viewer.id()).map(Seat::isInside).orElse(false);
            if (!viewer.isInside() && !(wasInside && name.equals("session-ended"))) {
                Set<String> told = OUTSIDE.get(name);
                assertThat(told).as(name + " seen from outside").isNotNull();
                assertThat(Objects.requireNonNull(told)).as(name).containsAll(data.keySet());
                assertThat(data.getOrDefault("seat", viewer.id().value()))
                        .as(name + " seen from outside")
                        .isEqualTo(viewer.id().value());
            }
            checkWords(change, viewer, name, data.toString());
        }
    }

    /** What others read names nobody outside their place, no legal name, no ref, no check-in. */
    private static void checkWords(Change change, Seat viewer, String name, String said) {
        // Who of the staff vouched for a device is told with it, wherever that one is.
        String words = said.replaceAll("vouchedBy=[^,}]*", "");
        assertThat(words).as(name).doesNotContain("SECRET", "ref-", "Family");
        for (Seat other : change.after().seats().values()) {
            // The keys of staff are trusted by everybody inside, wherever staff are.
            boolean ofStaff = OF_STAFF_ANYWHERE.contains(name) && other.isStaff();
            if (!ofStaff && !other.id().equals(viewer.id()) && !sharePlace(change, viewer, other)) {
                assertThat(words)
                        .as(name + " about somebody elsewhere")
                        .doesNotContain(other.id().value());
                String displayName = DisplayName.of(change.after(), other);
                if (change.after().policy().names() == Policy.Names.GIVEN) {
                    assertThat(words).as(name + " about somebody elsewhere").doesNotContain(displayName);
                }
            }
        }
    }

    private static boolean sharePlace(Change change, Seat viewer, Seat other) {
        return Stream.of(change.before(), change.after()).anyMatch(state -> {
            Optional<Place> mine = state.seat(viewer.id()).map(Seat::place).filter(Place::isInside);
            Optional<Place> theirs = state.seat(other.id()).map(Seat::place);
            return mine.isPresent() && mine.equals(theirs);
        });
    }

    void checkSnapshots() {
        SessionState state = world.state();
        for (Seat viewer : state.seats().values()) {
            if (SeatView.seesAll(viewer)) {
                assertThat(Snapshots.seats(state, viewer))
                        .hasSameSizeAs(state.seats().values());
                continue;
            }
            List<Map<String, Object>> seats = Snapshots.seats(state, viewer);
            assertThat(Snapshots.openMatters(state, viewer)).isEmpty();
            if (!viewer.isInside()) {
                assertThat(seats).isEmpty();
                assertThat(Snapshots.breakouts(state, viewer)).isEmpty();
                // A browser that cannot take part in an encrypted session is told before it knocks.
                boolean sealed = state.policy().e2ee() == Policy.E2ee.REQUIRED;
                assertThat(SessionView.session(state, viewer).keySet())
                        .isEqualTo(
                                sealed
                                        ? Set.of("id", "title", "startsAt", "endsAt", "e2ee")
                                        : Set.of("id", "title", "startsAt", "endsAt"));
            }
            assertThat(Snapshots.queue(state, viewer.id(), world.now()).isPresent())
                    .isEqualTo(viewer.place().equals(Place.WAITING));
            String words = seats.toString()
                    + Snapshots.breakouts(state, viewer)
                    + SessionView.session(state, viewer)
                    + SeatView.self(state, viewer);
            Recorded last = world.changes().get(world.changes().size() - 1).recorded();
            checkWords(new Change(state, state, last), viewer, "snapshot", words);
        }
    }

    private void passTime(SessionState state) {
        long seconds = Duration.between(countedUntil, world.now()).toSeconds();
        countedUntil = world.now();
        if (seconds > 0) {
            state.inside().filter(Seat::connected).forEach(seat -> presentSeconds.merge(seat.id(), seconds, Long::sum));
        }
    }

    /** Counts presence by hand: whole stays, and lost lines that came back in time without leaving the room. */
    private void count(Change change) {
        Instant at = change.recorded().at();
        if (change.event() instanceof HouseEvents.ClockStepped step) {
            // No time passed, whatever the clock says.
            countedUntil = countedUntil.plusMillis(step.millis());
            lostAt.replaceAll((seat, lost) -> lost.plusMillis(step.millis()));
        }
        long seconds = Duration.between(countedUntil, at).toSeconds();
        countedUntil = at;
        change.before()
                .inside()
                .filter(Seat::connected)
                .forEach(seat -> presentSeconds.merge(seat.id(), seconds, Long::sum));
        for (Seat is : change.after().seats().values()) {
            Optional<Seat> was = change.before().seat(is.id());
            boolean wasPresent =
                    was.filter(seat -> seat.isInside() && seat.connected()).isPresent();
            if (wasPresent && is.isInside() && !is.connected()) {
                lostAt.put(is.id(), at);
            } else if (!is.isInside()) {
                lostAt.remove(is.id());
            } else if (is.connected() && lostAt.containsKey(is.id())) {
                long gap = Duration.between(Objects.requireNonNull(lostAt.remove(is.id())), at)
                        .toSeconds();
                if (gap <= change.after().policy().attendance().graceSeconds()) {
                    presentSeconds.merge(is.id(), gap, Long::sum);
                }
            }
        }
    }

    void checkAttendance() {
        Ledger ledger =
                world.book().ledger(world.state(), world.state().endedAt().orElse(world.now()));
        for (Ledger.Account account : ledger.accounts()) {
            assertThat(Overlaps.in(ledger, account))
                    .as("stays follow one another")
                    .isEmpty();
            assertThat(account.presentSeconds())
                    .as("presence of " + account.seat().id())
                    .isEqualTo(presentSeconds.getOrDefault(account.seat().id(), 0L));
        }
    }
}
