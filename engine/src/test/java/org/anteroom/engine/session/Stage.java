package org.anteroom.engine.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.session.BreakoutPlan.Mode;
import org.anteroom.engine.session.World.Result;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.screen.ScreenCommands;

/** A session with one caller of each role, all in the same state, and people for commands to be about. */
final class Stage {
    static final List<String> CALLERS =
            List.of("facilitator", "cofacilitator", "patient", "family", "interpreter", "observer", "program");

    /** Where the session and its callers stand. */
    enum Scene {
        AWAY("Scheduled, the callers away"),
        WAITING("Open, the callers waiting (staff in the main room)"),
        LIVE("Live, the callers in the main room"),
        BREAKOUT("Live, the callers in a breakout"),
        HALLWAY("Live, the callers in a hallway, taken from the waiting room (staff from the main room)"),
        DENIED("Live, the callers not let in (staff in the main room)"),
        ENDED("Ended");

        private final String words;

        Scene(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private final World world = new World(Policy.DEFAULT, 40, 11);
    private final Map<String, SeatId> callers = new LinkedHashMap<>();
    private final SeatId lead;
    private SeatId inside;
    private SeatId waiting;
    private SeatId asks;
    private SeatId presents;

    Stage(Scene scene) {
        // Somebody of staff who is not among the callers, so that the session lives whatever they do.
        lead = world.add("Lea Lead", Role.FACILITATOR);
        world.connect(lead);
        for (Role role : Role.values()) {
            SeatId seat = world.add(role.word() + " Caller", role);
            world.connect(seat);
            callers.put(role.word(), seat);
        }
        inside = world.add("Ina Inside", Role.PATIENT);
        waiting = world.add("Wim Waits", Role.PATIENT);
        asks = world.add("Asa Asks", Role.PATIENT);
        presents = world.add("Pia Presents", Role.PATIENT);
        List.of(lead, inside, waiting).forEach(world::join);
        if (scene != Scene.AWAY) {
            populate();
            set(scene);
        }
    }

    private void populate() {
        world.ask(lead, new DoorCommands.Knock());
        for (SeatId seat : List.of(inside, asks, presents)) {
            world.connect(seat);
            world.ask(seat, new DoorCommands.Knock());
            world.program(new DoorCommands.Admit(List.of(seat)));
        }
        world.connect(waiting);
        world.ask(waiting, new DoorCommands.Knock());
        world.ask(asks, new ScreenCommands.RequestShare());
        callers.values().forEach(seat -> world.ask(seat, new DoorCommands.Knock()));
    }

    private void set(Scene scene) {
        switch (scene) {
            case AWAY, WAITING -> {}
            case LIVE -> live();
            case BREAKOUT -> {
                live();
                openBreakouts();
                callers.values().forEach(seat -> world.program(new BreakoutCommands.Assign(seat, room())));
            }
            case HALLWAY -> hallways();
            case DENIED -> {
                world.program(new HouseCommands.Start());
                world.program(new DoorCommands.Deny(others(), Optional.empty()));
            }
            case ENDED -> {
                live();
                world.program(new HouseCommands.End(Optional.empty()));
            }
        }
    }

    private void live() {
        world.program(new HouseCommands.Start());
        world.program(new DoorCommands.Admit(others()));
        world.program(new ScreenCommands.GrantShare(presents, Optional.empty(), false));
        world.ask(presents, new ScreenCommands.StartShare());
    }

    private void hallways() {
        world.program(new HouseCommands.Start());
        world.ask(lead, new HallwayCommands.Hallway(others().subList(0, 2)));
        world.ask(caller(Role.COFACILITATOR), new HallwayCommands.Hallway(others().subList(2, 4)));
        SeatId third = world.staffInside("Tom Third", Role.COFACILITATOR);
        world.ask(third, new BreakoutCommands.GoTo(world.seat(lead).place()));
        world.ask(
                caller(Role.FACILITATOR),
                new BreakoutCommands.GoTo(world.seat(lead).place()));
    }

    private SeatId caller(Role role) {
        return Objects.requireNonNull(callers.get(role.word()));
    }

    private List<SeatId> others() {
        List<SeatId> others = new ArrayList<>();
        callers.values().stream().filter(seat -> !world.seat(seat).isStaff()).forEach(others::add);
        return others;
    }

    private void openBreakouts() {
        world.ask(lead, Commands.plan(Mode.MANUAL, Commands.room("Calm"), Commands.room("Quiet")));
        world.ask(lead, new BreakoutCommands.OpenBreakouts());
    }

    /** The first breakout; one that there is not where none is open. */
    Place room() {
        return world.state()
                .open()
                .map(open -> open.plan().rooms().get(0).place())
                .orElse(Place.breakout(Commands.NO_ROOM));
    }

    SeatId inside() {
        return inside;
    }

    SeatId waiting() {
        return waiting;
    }

    SeatId asks() {
        return asks;
    }

    SeatId presents() {
        return presents;
    }

    SeatId lead() {
        return lead;
    }

    World world() {
        return world;
    }

    Decision decide(String caller, Command command) {
        return SessionDecider.decide(world.state(), callerOf(caller), world.now(), command, world.chance());
    }

    @CanIgnoreReturnValue
    Result ask(String caller, Command command) {
        return world.result(decide(caller, command));
    }

    private Caller callerOf(String word) {
        return Optional.ofNullable(callers.get(word)).map(Caller::seat).orElse(Caller.PROGRAM);
    }
}
