package org.anteroom.engine.session.breakout;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.session.BreakoutId;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.BreakoutPlan.Latecomers;
import org.anteroom.engine.session.BreakoutPlan.Mode;
import org.anteroom.engine.session.BreakoutPlan.Room;
import org.anteroom.engine.session.BreakoutPlan.Rules;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.DisplayName;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.Turn;
import org.anteroom.engine.session.breakout.BreakoutCommands.PlanBreakouts;
import org.anteroom.engine.session.breakout.BreakoutCommands.RoomDraft;

/** The rules of planning breakout rooms: who may go where, and how seats are dealt. Nobody moves by a plan. */
final class PlanRules {
    private PlanRules() {}

    static Decision plan(Turn turn, PlanBreakouts command) {
        Optional<Decision> refusal = refusal(turn, command);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Rules rules = bySeat(turn.state()).and(command.rules());
        Optional<Decision> contradiction = contradiction(turn.state(), rules);
        if (contradiction.isPresent()) {
            return contradiction.get();
        }
        Optional<Long> seed =
                command.mode() == Mode.RANDOM ? Optional.of(turn.chance().seed()) : Optional.empty();
        Optional<List<Room>> rooms = switch (command.mode()) {
            case RANDOM -> dealt(turn, command, seed.orElse(0L), rules);
            case PODS -> Optional.of(pods(turn, rules));
            case MANUAL, SELF_SELECT -> Optional.of(drafted(turn, command));
        };
        if (rooms.isEmpty()) {
            return Turn.conflict("No way was found to keep everybody's rules in that many rooms. Try more rooms.");
        }
        Optional<Decision> broken = broken(turn.state(), rooms.get(), rules);
        if (broken.isPresent()) {
            return broken.get();
        }
        Latecomers latecomers = command.latecomers()
                .or(() -> ofPods(turn.state(), command.mode()))
                .orElse(usual(command.mode()));
        turn.add(new BreakoutEvents.BreakoutsPlanned(
                new BreakoutPlan(command.mode(), command.seconds(), rooms.get(), seed, latecomers, rules)));
        return turn.accept();
    }

    private static Optional<Decision> refusal(Turn turn, PlanBreakouts command) {
        Stream<SeatId> named = command.rooms().stream().flatMap(room -> room.seats().stream());
        Stream<SeatId> ruled = Stream.of(
                        command.rules().keepApart(), command.rules().pairWith())
                .flatMap(List::stream)
                .flatMap(List::stream);
        if (Stream.concat(named, ruled).anyMatch(id -> turn.state().seat(id).isEmpty())) {
            return Optional.of(Turn.unknownSeat());
        }
        if (command.mode() == Mode.PODS
                && turn.state().plan().breakouts().pods().isEmpty()) {
            return Optional.of(Turn.conflict("This session has no pods."));
        }
        if (turn.state().open().isPresent()) {
            return Optional.of(Turn.conflict("Breakout rooms are open. Close them first."));
        }
        return Optional.empty();
    }

    /** What the program says of latecomers to rooms by pods. */
    private static Optional<Latecomers> ofPods(SessionState state, Mode mode) {
        return mode == Mode.PODS ? state.plan().breakouts().latecomers() : Optional.empty();
    }

    private static Latecomers usual(Mode mode) {
        return switch (mode) {
            case RANDOM, PODS -> Latecomers.FEWEST;
            case MANUAL -> Latecomers.PLANNED;
            case SELF_SELECT -> Latecomers.STAY;
        };
    }

    /** The program's rules by seat; of people who have none here nothing is said. */
    private static Rules bySeat(SessionState state) {
        Grouping grouping = state.plan().breakouts();
        return new Rules(bySeat(state, grouping.keepApart()), bySeat(state, grouping.pairWith()));
    }

    private static List<List<SeatId>> bySeat(SessionState state, List<List<Text>> groups) {
        Map<Text, SeatId> seats = state.seats().values().stream().collect(Collectors.toMap(Seat::ref, Seat::id));
        return groups.stream()
                .map(group ->
                        group.stream().map(seats::get).filter(Objects::nonNull).toList())
                .filter(group -> group.size() > 1)
                .toList();
    }

    /** Two who are kept apart and belong together at once. */
    private static Optional<Decision> contradiction(SessionState state, Rules rules) {
        return rules.pairWith().stream()
                .flatMap(group -> rules.apartIn(rules.together(group.get(0))).stream())
                .findFirst()
                .map(two -> Turn.conflict(names(state, two) + " are kept apart and belong together at once."));
    }

    /** The rule that these rooms break, in words. */
    private static Optional<Decision> broken(SessionState state, List<Room> rooms, Rules rules) {
        for (Room room : rooms) {
            Optional<List<SeatId>> apart = rules.apartIn(room.seats());
            if (apart.isPresent()) {
                return Optional.of(Turn.conflict(names(state, apart.get()) + " are kept apart."));
            }
            for (SeatId seat : room.seats()) {
                Optional<SeatId> elsewhere = rules.together(seat).stream()
                        .filter(other -> rooms.stream()
                                .anyMatch(there -> !there.id().equals(room.id())
                                        && there.seats().contains(other)))
                        .findFirst();
                if (elsewhere.isPresent()) {
                    return Optional.of(
                            Turn.conflict(names(state, List.of(seat, elsewhere.get())) + " belong together."));
                }
            }
        }
        return Optional.empty();
    }

    /** The names of two seats, as everybody inside reads them. */
    static String names(SessionState state, List<SeatId> seats) {
        return seats.stream()
                .flatMap(id -> state.seat(id).stream())
                .map(seat -> DisplayName.of(state, seat))
                .collect(Collectors.joining(" and "));
    }

    private static List<Room> drafted(Turn turn, PlanBreakouts command) {
        List<Room> rooms = new ArrayList<>();
        for (int i = 0; i < command.count(); i++) {
            rooms.add(room(
                    turn, command, i, draft(command, i).map(RoomDraft::seats).orElse(List.of())));
        }
        return rooms;
    }

    private static Optional<List<Room>> dealt(Turn turn, PlanBreakouts command, long seed, Rules rules) {
        List<SeatId> people = people(turn.state()).map(Seat::id).toList();
        List<Integer> limits = new ArrayList<>();
        for (int i = 0; i < command.count(); i++) {
            limits.add(draft(command, i).flatMap(RoomDraft::limit).orElse(Integer.MAX_VALUE));
        }
        return BreakoutPlanner.deal(people, limits, seed, rules).map(dealt -> {
            List<Room> rooms = new ArrayList<>();
            for (int i = 0; i < dealt.size(); i++) {
                rooms.add(room(turn, command, i, dealt.get(i)));
            }
            return rooms;
        });
    }

    private static Optional<RoomDraft> draft(PlanBreakouts command, int index) {
        return index < command.rooms().size() ? Optional.of(command.rooms().get(index)) : Optional.empty();
    }

    private static Room room(Turn turn, PlanBreakouts command, int index, List<SeatId> seats) {
        Optional<RoomDraft> draft = draft(command, index);
        return new Room(
                new BreakoutId(turn.chance().id(BreakoutId.PREFIX)),
                draft.map(RoomDraft::name).orElse(new Text(BreakoutPlanner.roomName(index))),
                draft.flatMap(RoomDraft::task),
                seats,
                draft.flatMap(RoomDraft::limit));
    }

    /** Who is dealt to rooms: people inside, but staff and observers. */
    private static Stream<Seat> people(SessionState state) {
        return state.inside().filter(seat -> !seat.isStaff() && seat.role() != Role.OBSERVER);
    }

    /** One room a pod with those of it who have a seat; who is inside and in no pod goes where fewest are. */
    private static List<Room> pods(Turn turn, Rules rules) {
        List<Room> rooms = new ArrayList<>();
        for (Grouping.Pod pod : turn.state().plan().breakouts().pods()) {
            List<SeatId> seats = turn.state().seats().values().stream()
                    .filter(seat -> !seat.isStaff() && pod.refs().contains(seat.ref()))
                    .map(Seat::id)
                    .toList();
            BreakoutId id = new BreakoutId(turn.chance().id(BreakoutId.PREFIX));
            rooms.add(new Room(id, pod.name(), Optional.empty(), seats, Optional.empty()));
        }
        people(turn.state())
                .filter(seat -> rooms.stream().noneMatch(room -> room.seats().contains(seat.id())))
                .forEach(seat -> add(rooms, seat.id(), rules));
        return rooms;
    }

    private static void add(List<Room> rooms, SeatId seat, Rules rules) {
        Optional<Room> best = rooms.stream()
                .filter(room -> rules.apartIn(with(room, seat)).isEmpty())
                .min((a, b) -> Integer.compare(weight(a, seat, rules), weight(b, seat, rules)));
        best.ifPresent(room -> rooms.set(
                rooms.indexOf(room), new Room(room.id(), room.name(), room.task(), with(room, seat), room.limit())));
    }

    /** The room of one's own people first, then the emptiest. */
    private static int weight(Room room, SeatId seat, Rules rules) {
        boolean mine = rules.together(seat).stream().anyMatch(room.seats()::contains);
        return mine ? -1 : room.seats().size();
    }

    private static List<SeatId> with(Room room, SeatId seat) {
        return Stream.concat(room.seats().stream(), Stream.of(seat)).toList();
    }
}
