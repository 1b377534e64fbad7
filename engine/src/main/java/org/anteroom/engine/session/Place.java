package org.anteroom.engine.session;

import java.util.Optional;

/**
 * Where a seat is. Exactly one at a time.
 *
 * @param kind what sort of place
 * @param room the breakout's or hallway's id; empty for the others
 */
public record Place(Kind kind, String room) {
    public static final Place AWAY = new Place(Kind.AWAY, "");
    public static final Place WAITING = new Place(Kind.WAITING, "");
    public static final Place MAIN = new Place(Kind.MAIN, "");

    private static final String BREAKOUT = "breakout:";
    private static final String HALLWAY = "hallway:";

    /** The sorts of places. */
    public enum Kind {
        AWAY,
        WAITING,
        MAIN,
        BREAKOUT,
        HALLWAY
    }

    public Place {
        boolean roomed = kind == Kind.BREAKOUT || kind == Kind.HALLWAY;
        if (roomed == room.isEmpty()) {
            throw new IllegalArgumentException("Breakouts and hallways have a room, other places none");
        }
    }

    public static Place breakout(BreakoutId id) {
        return new Place(Kind.BREAKOUT, id.value());
    }

    public static Place hallway(HallwayId id) {
        return new Place(Kind.HALLWAY, id.value());
    }

    /** Whether media flow here: the main room, a breakout or a hallway. */
    public boolean isInside() {
        return kind == Kind.MAIN || kind == Kind.BREAKOUT || kind == Kind.HALLWAY;
    }

    /** The breakout that this place is, if it is one. */
    public Optional<BreakoutId> asBreakout() {
        return kind == Kind.BREAKOUT ? Optional.of(new BreakoutId(room)) : Optional.empty();
    }

    /** The hallway that this place is, if it is one. */
    public Optional<HallwayId> asHallway() {
        return kind == Kind.HALLWAY ? Optional.of(new HallwayId(room)) : Optional.empty();
    }

    /** The word of this place in frames: {@code main}, {@code breakout:brk_..}. */
    public String word() {
        return switch (kind) {
            case AWAY -> "away";
            case WAITING -> "waiting";
            case MAIN -> "main";
            case BREAKOUT -> BREAKOUT + room;
            case HALLWAY -> HALLWAY + room;
        };
    }

    /** The place of this word; empty when there is none. */
    public static Optional<Place> of(String word) {
        if (word.startsWith(BREAKOUT) && Ids.isId(word.substring(BREAKOUT.length()), BreakoutId.PREFIX)) {
            return Optional.of(new Place(Kind.BREAKOUT, word.substring(BREAKOUT.length())));
        }
        if (word.startsWith(HALLWAY) && Ids.isId(word.substring(HALLWAY.length()), HallwayId.PREFIX)) {
            return Optional.of(new Place(Kind.HALLWAY, word.substring(HALLWAY.length())));
        }
        return switch (word) {
            case "away" -> Optional.of(AWAY);
            case "waiting" -> Optional.of(WAITING);
            case "main" -> Optional.of(MAIN);
            default -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return word();
    }
}
