package org.anteroom.engine.export;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;

/** A group that met, as exports tell of it: two staff, an interpreter, patients who came, left early and never came. */
public final class Group {
    public static final String HEAD = "0f".repeat(32);

    private final World world = new World(Policy.DEFAULT, 300, 1);
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId ana = world.add("Ana Lopez", Role.PATIENT);

    /** Plays the group to its end. */
    public Group() {
        world.staffInside("Sam Reed", Role.COFACILITATOR);
        world.connect(ana);
        world.ask(
                ana,
                new DoorCommands.CheckInNow(
                        true,
                        new Text("12 Hill Road"),
                        new Text("+1 253 555 0100"),
                        new Text("Rosa"),
                        Optional.of(List.of(1, 1, 1, 1, 1, 1, 0, 0, 0)),
                        Optional.of(List.of(3, 3, 3, 1, 0, 0, 0))));
        world.ask(ana, new DoorCommands.Knock());
        world.program(new DoorCommands.Admit(List.of(ana)));
        SeatId ben = world.inside("Ben Okafor", Role.PATIENT);
        world.inside("Lia Novak", Role.INTERPRETER);
        world.inside("Rosa Lopez", Role.FAMILY);
        world.add("Carl Weiss", Role.PATIENT);
        world.ask(maya, new HouseCommands.Start());
        world.pass(Duration.ofSeconds(1805));
        world.ask(ben, new DoorCommands.Leave(false));
        world.pass(Duration.ofSeconds(595));
        world.program(new DoorCommands.SendToWaiting(ana, Optional.empty()));
        world.pass(Duration.ofMinutes(1));
        world.program(new DoorCommands.Admit(List.of(ana)));
        world.pass(Duration.ofMinutes(10));
    }

    /** Adds patients of these names, who stay for ten minutes. */
    public Group with(List<String> names) {
        names.forEach(name -> world.inside(name, Role.PATIENT));
        world.pass(Duration.ofMinutes(10));
        return this;
    }

    /** The report of the group, which is over by now. */
    public Report report() {
        world.ask(maya, new HouseCommands.End(Optional.empty()));
        return new Report(
                world.book().ledger(world.state(), world.state().endedAt().orElseThrow()),
                world.state().seq(),
                HEAD);
    }
}
