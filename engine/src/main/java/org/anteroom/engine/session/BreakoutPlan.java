package org.anteroom.engine.session;

import java.util.List;
import java.util.Optional;

/**
 * Breakout rooms as planned.
 *
 * @param seconds how long the rooms stay open; empty is until somebody closes them
 * @param seed what a random plan was drawn from, so that it can be explained
 */
public record BreakoutPlan(Mode mode, Optional<Integer> seconds, List<Room> rooms, Optional<Long> seed) {
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

    public Optional<Room> room(BreakoutId id) {
        return rooms.stream().filter(room -> room.id().equals(id)).findFirst();
    }
}
