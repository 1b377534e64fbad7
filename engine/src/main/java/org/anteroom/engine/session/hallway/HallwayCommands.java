package org.anteroom.engine.session.hallway;

import static org.anteroom.engine.session.CommandKind.command;
import static org.anteroom.engine.session.Shape.shape;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Flaws;
import org.anteroom.engine.session.Need;
import org.anteroom.engine.session.SeatId;

/** What is asked about hallways. */
public final class HallwayCommands {
    /** The kinds of these commands. */
    public static final List<CommandKind<?>> ALL = List.of(Hallway.KIND, ReturnFromHallway.KIND);

    private HallwayCommands() {}

    /** Takes one or two people aside, the caller with them. */
    public record Hallway(List<SeatId> seats) implements Command {
        static final CommandKind<Hallway> KIND = command(
                Hallway.class,
                "hallway",
                Need.STAFF_SEAT,
                shape(Field.seats("seats", 1, 2), Hallway::new),
                HallwayRules::open);

        @Override
        public CommandKind<Hallway> kind() {
            return KIND;
        }

        @Override
        public Optional<String> flaw() {
            return Flaws.where(
                    seats.size() > 2 || Flaws.ofSeats(seats).isPresent(),
                    "A hallway is for one or two people, each named once.");
        }
    }

    /** Brings everybody in the caller's hallway back to where they came from. */
    public record ReturnFromHallway() implements Command {
        static final CommandKind<ReturnFromHallway> KIND = command(
                ReturnFromHallway.class,
                "returnFromHallway",
                Need.STAFF_SEAT,
                shape(ReturnFromHallway::new),
                HallwayRules::back);

        @Override
        public CommandKind<ReturnFromHallway> kind() {
            return KIND;
        }
    }
}
