package org.anteroom.engine.session;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.breakout.BreakoutPlanner;
import org.anteroom.engine.session.SessionEvent.Cause;
import org.anteroom.engine.session.SessionState.OpenBreakouts;

/** The rules of breakout rooms: plan, open, move, extend, close, and everybody back. */
final class BreakoutRules {
    /** How long the countdown runs where nobody says otherwise, in seconds. */
    static final int COUNTDOWN_SECONDS = 60;

    private BreakoutRules() {}

    static Decision plan(Turn turn, Command.PlanBreakouts command) {
        List<SeatId> named =
                command.rooms().stream().flatMap(room -> room.seats().stream()).toList();
        if (Turn.repeats(named)) {
            return Turn.invalid("Each seat goes to one room.");
        }
        if (roomCount(command) < 1) {
            return Turn.invalid("Say how many rooms, or name them.");
        }
        if (named.stream().anyMatch(id -> turn.state().seat(id).isEmpty())) {
            return WaitingRules.unknownSeat();
        }
        if (command.rooms().stream()
                .anyMatch(room -> room.limit()
                        .filter(limit -> limit < room.seats().size())
                        .isPresent())) {
            return Turn.invalid("A room has more seats than its limit.");
        }
        if (command.mode() == BreakoutPlan.Mode.PODS) {
            return Turn.conflict("Pods come from a series, and this session has none.");
        }
        if (turn.state().open().isPresent()) {
            return Turn.conflict("Breakout rooms are open. Close them first.");
        }
        turn.add(new SessionEvent.BreakoutsPlanned(drawn(turn, command)));
        return turn.accept();
    }

    private static int roomCount(Command.PlanBreakouts command) {
        return command.roomCount().orElse(command.rooms().size());
    }

    private static BreakoutPlan drawn(Turn turn, Command.PlanBreakouts command) {
        boolean random = command.mode() == BreakoutPlan.Mode.RANDOM;
        Optional<Long> seed = random ? Optional.of(turn.chance().seed()) : Optional.empty();
        int count = roomCount(command);
        List<SeatId> people = turn.state()
                .inside()
                .filter(seat -> !seat.isStaff() && seat.role() != Role.OBSERVER)
                .map(Seat::id)
                .toList();
        List<List<SeatId>> dealt =
                seed.map(from -> BreakoutPlanner.deal(people, count, from)).orElse(List.of());
        List<BreakoutPlan.Room> rooms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Optional<Command.RoomDraft> draft =
                    i < command.rooms().size() ? Optional.of(command.rooms().get(i)) : Optional.empty();
            rooms.add(new BreakoutPlan.Room(
                    new BreakoutId(turn.chance().id(BreakoutId.PREFIX)),
                    draft.map(Command.RoomDraft::name).orElse(new Text(BreakoutPlanner.roomName(i))),
                    draft.flatMap(Command.RoomDraft::task),
                    random ? dealt.get(i) : draft.map(Command.RoomDraft::seats).orElse(List.of()),
                    draft.flatMap(Command.RoomDraft::limit)));
        }
        return new BreakoutPlan(command.mode(), command.seconds(), rooms, seed);
    }

    static Decision open(Turn turn) {
        Optional<BreakoutPlan> plan = turn.state().planned();
        if (plan.isEmpty()) {
            return Turn.conflict("Plan breakout rooms first.");
        }
        if (turn.state().open().isPresent()) {
            return Turn.conflict("Breakout rooms are open already.");
        }
        Optional<Instant> closesAt =
                plan.get().seconds().map(seconds -> turn.now().plusSeconds(seconds));
        turn.add(new SessionEvent.BreakoutsOpened(closesAt));
        for (BreakoutPlan.Room room : plan.get().rooms()) {
            for (SeatId id : room.seats()) {
                turn.state()
                        .seat(id)
                        .filter(seat -> seat.place().kind() == Place.Kind.MAIN)
                        .ifPresent(seat -> turn.move(seat, room.place(), Cause.BREAKOUTS_OPENED));
            }
        }
        return turn.accept();
    }

    static Decision extend(Turn turn, int seconds) {
        Optional<OpenBreakouts> open = turn.state().open();
        if (open.isEmpty()) {
            return closed();
        }
        Instant from = open.get().closesAt().orElse(turn.now());
        turn.add(new SessionEvent.BreakoutsExtended(from.plusSeconds(seconds)));
        return turn.accept();
    }

    static Decision close(Turn turn, Optional<Integer> countdownSeconds) {
        if (turn.state().open().isEmpty()) {
            return closed();
        }
        int countdown = countdownSeconds.orElse(COUNTDOWN_SECONDS);
        if (countdown > 0) {
            turn.add(new SessionEvent.BreakoutsClosing(turn.now().plusSeconds(countdown)));
        } else {
            everybodyBack(turn);
            turn.add(new SessionEvent.BreakoutsClosed());
        }
        return turn.accept();
    }

    /** Moves everybody from breakouts to the main room. */
    static void everybodyBack(Turn turn) {
        turn.state()
                .inside()
                .filter(seat -> seat.place().kind() == Place.Kind.BREAKOUT)
                .forEach(seat -> turn.move(seat, Place.MAIN, Cause.BREAKOUTS_CLOSED));
    }

    private static Decision closed() {
        return Turn.conflict("No breakout rooms are open.");
    }

    static Decision assign(Turn turn, Command.Assign command) {
        Optional<Seat> seat = turn.state().seat(command.seat());
        if (!command.to().isInside()) {
            return Turn.invalid("Assign to main or to a breakout.");
        }
        if (seat.isEmpty()) {
            return WaitingRules.unknownSeat();
        }
        return moveInside(turn, seat.get(), command.to(), Cause.ASSIGNED);
    }

    static Decision goTo(Turn turn, Place to) {
        Seat self = turn.self();
        boolean selfSelect = turn.state()
                .open()
                .filter(open -> open.plan().mode() == BreakoutPlan.Mode.SELF_SELECT)
                .isPresent();
        boolean allowed = self.isStaff() || to.kind() == Place.Kind.MAIN || selfSelect;
        if (!to.isInside()) {
            return Turn.invalid("Go to main or to a breakout.");
        }
        if (!allowed || (to.kind() == Place.Kind.HALLWAY && !self.isStaff())) {
            return Turn.forbidden("Your team chooses the rooms in this session.");
        }
        return moveInside(turn, self, to, Cause.WENT);
    }

    private static Decision moveInside(Turn turn, Seat seat, Place to, Cause cause) {
        Optional<BreakoutPlan.Room> room =
                turn.state().open().flatMap(open -> open.plan().room(to));
        if (to.kind() != Place.Kind.MAIN && room.isEmpty()) {
            return Turn.notFound("There is no such room open.");
        }
        if (!seat.isInside()) {
            return Turn.conflict("Only who is inside can be moved between rooms.");
        }
        if (seat.place().equals(to)) {
            return turn.accept();
        }
        long there = turn.state()
                .inside()
                .filter(other -> other.place().equals(to) && !other.isStaff())
                .count();
        boolean full = room.flatMap(BreakoutPlan.Room::limit)
                .filter(limit -> there >= limit)
                .isPresent();
        if (full && !seat.isStaff()) {
            return Turn.full("That room is full.");
        }
        turn.move(seat, to, cause);
        return turn.accept();
    }
}
