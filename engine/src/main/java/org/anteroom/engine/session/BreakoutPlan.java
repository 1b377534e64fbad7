package org.anteroom.engine.session;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Breakout rooms as planned.
 *
 * @param seconds how long the rooms stay open; empty is until somebody closes them
 * @param seed what a random plan was drawn from, so that it can be explained
 * @param latecomers where those go who are let in while the rooms are open
 * @param rules who is kept apart and who belongs together, by seat
 */
public record BreakoutPlan(
        Mode mode,
        Optional<Integer> seconds,
        List<Room> rooms,
        Optional<Long> seed,
        Latecomers latecomers,
        Rules rules) {
    public BreakoutPlan {
        rooms = List.copyOf(rooms);
    }

    /** How seats come to rooms. */
    public enum Mode {
        MANUAL,
        RANDOM,
        SELF_SELECT,
        PODS
    }

    /** Where a latecomer goes: nowhere, to the room planned for that seat, or, planned or not, to the emptiest room. */
    public enum Latecomers {
        STAY,
        PLANNED,
        FEWEST
    }

    /**
     * Who is kept apart and who belongs together.
     *
     * @param keepApart of each list no two come into one room
     * @param pairWith all of one list who are in rooms are in the same
     */
    public record Rules(List<List<SeatId>> keepApart, List<List<SeatId>> pairWith) {
        public static final Rules NONE = new Rules(List.of(), List.of());

        public Rules {
            keepApart = keepApart.stream().map(List::copyOf).toList();
            pairWith = pairWith.stream().map(List::copyOf).toList();
        }

        /** These rules and those. */
        public Rules and(Rules other) {
            return new Rules(
                    Stream.concat(keepApart.stream(), other.keepApart.stream()).toList(),
                    Stream.concat(pairWith.stream(), other.pairWith.stream()).toList());
        }

        /** Two of these seats who are kept apart. */
        public Optional<List<SeatId>> apartIn(Collection<SeatId> seats) {
            return keepApart.stream()
                    .map(group -> group.stream()
                            .filter(seats::contains)
                            .distinct()
                            .limit(2)
                            .toList())
                    .filter(found -> found.size() == 2)
                    .findFirst();
        }

        /** Those who belong together with this seat, itself among them. */
        public Set<SeatId> together(SeatId seat) {
            Set<SeatId> found = new LinkedHashSet<>(List.of(seat));
            boolean grew = true;
            while (grew) {
                grew = false;
                for (List<SeatId> group : pairWith) {
                    grew |= group.stream().anyMatch(found::contains) && found.addAll(group);
                }
            }
            return found;
        }
    }

    /** One room with those who are planned for it. */
    public record Room(BreakoutId id, Text name, Optional<Text> task, List<SeatId> seats, Optional<Integer> limit) {
        public Room {
            seats = List.copyOf(seats);
        }

        public Place place() {
            return Place.breakout(id);
        }
    }

    /** The room of this place. */
    public Optional<Room> room(Place place) {
        return place.asBreakout().flatMap(this::room);
    }

    /** The room that this seat is planned for. */
    public Optional<Room> roomOf(SeatId seat) {
        return rooms.stream().filter(room -> room.seats().contains(seat)).findFirst();
    }

    public Optional<Room> room(BreakoutId id) {
        return rooms.stream().filter(room -> room.id().equals(id)).findFirst();
    }
}
