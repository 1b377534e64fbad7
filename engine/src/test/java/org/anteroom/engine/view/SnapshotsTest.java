package org.anteroom.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.BreakoutPlan.Mode;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Presence;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.house.SessionView;
import org.anteroom.engine.session.poll.PollCommands;
import org.anteroom.engine.session.poll.PollView;
import org.anteroom.engine.session.safety.SafetyCommands;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.engine.session.talk.TalkCommands;
import org.junit.jupiter.api.Test;

/**
 * Every snapshot of one full session, field by field, as a text that people read: {@code snapshots.txt} beside the
 * tests. Where a shape changes, the test writes the text anew below {@code target}, to be read and taken over.
 */
class SnapshotsTest {
    private static final Path TEXT = Path.of("src/test/resources/org/anteroom/engine/view/snapshots.txt");
    private static final Path WRITTEN = Path.of("target/snapshots.txt");

    private final World world = new World(
            Policy.DEFAULT,
            12,
            31,
            new Grouping(
                    List.of(new Grouping.Pod(new Text("Oak"), List.of(new Text("ref-Ana-Lopez")))),
                    List.of(List.of(new Text("ref-x"), new Text("ref-y"))),
                    List.of(List.of(new Text("ref-u"), new Text("ref-v")))));
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
    private final SeatId ben = world.inside("Ben Okafor", Role.PATIENT);
    private final SeatId cy = world.waiter("Cy Young", Role.PATIENT);
    private final SeatId dee = world.waiter("Dee Dunn", Role.PATIENT);
    private final SeatId jo = world.staffInside("Jo Park", Role.COFACILITATOR);

    private void fill() {
        world.ask(maya, new HouseCommands.Start());
        world.ask(cy, Commands.checkIn(2));
        world.ask(dee, new DoorCommands.StepAway(true));
        world.ask(ana, new TalkCommands.RaiseHand(true));
        world.ask(ana, new SafetyCommands.RaiseAlert(Optional.of(new Text("a word"))));
        world.ask(maya, Commands.plan(Mode.MANUAL, Commands.room("Calm", ben), Commands.room("Quiet")));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        world.ask(maya, new HouseCommands.AskForLess(ben, true));
        world.ask(ben, new BreakoutCommands.AskForHelp());
        world.ask(ben, new ScreenCommands.RequestShare());
        world.ask(maya, new ScreenCommands.RequestShare());
        world.ask(maya, new ScreenCommands.StartShare());
        world.ask(jo, new HallwayCommands.Hallway(List.of(dee)));
        world.ask(maya, Commands.poll(false));
        world.ask(ana, new PollCommands.Vote(1));
        SeatId away = world.add("Abe Away", Role.PATIENT);
        world.program(new DoorCommands.Remove(away, Optional.empty(), true));
        SeatId denied = world.waiter("Dan Denied", Role.PATIENT);
        world.ask(maya, new DoorCommands.Deny(List.of(denied), Optional.empty()));
    }

    private String all() {
        Presence presence = new Presence(Set.of(ana), Map.of(ben, Map.of("lossPercent", 3)));
        StringBuilder text = new StringBuilder();
        for (SeatId viewer : List.of(maya, ana, ben, cy, dee)) {
            var seat = world.seat(viewer);
            text.append("== as ").append(seat.name().value()).append(" sees it\n");
            add(text, "session", SessionView.session(world.state(), seat));
            add(text, "you", SeatView.self(world.state(), seat));
            Snapshots.seats(world.state(), seat, presence).forEach(other -> add(text, "seat", other));
            add(text, "breakouts", Snapshots.breakouts(world.state(), seat));
            add(text, "poll", PollView.poll(world.state(), seat));
            add(text, "queue", Snapshots.queue(world.state(), viewer, world.now()));
            add(text, "presenters", Snapshots.presenters(world.state(), seat));
            add(text, "open matters", Snapshots.openMatters(world.state(), seat));
        }
        add(text, "roster", Snapshots.roster(world.state(), presence));
        add(text, "ledger", world.book().ledger(world.state(), world.now()).json());
        return text.toString();
    }

    private static void add(StringBuilder text, String what, Object value) {
        text.append(what).append(": ").append(value).append("\n");
    }

    @Test
    void everySnapshot_isAsTheTextSays() throws IOException {
        fill();
        world.pass(Duration.ofMinutes(5));
        String found = all();
        Files.writeString(WRITTEN, found);
        assertThat(found).as("compare " + WRITTEN + " with " + TEXT).isEqualTo(Files.readString(TEXT));
    }

    @Test
    void nothingOfStaffs_isInWhatOthersSee() {
        fill();
        for (SeatId viewer : List.of(ana, ben, dee)) {
            var seat = world.seat(viewer);
            String words = Snapshots.seats(world.state(), seat).toString()
                    + SessionView.session(world.state(), seat)
                    + SeatView.self(world.state(), seat)
                    + Snapshots.breakouts(world.state(), seat);
            assertThat(words)
                    .doesNotContain("ref-", "Lopez", "Okafor", "Chen", "555-0100", "at home", "Oak", AlertId.PREFIX);
        }
    }

    @Test
    void wait_isCountedFromTheStart_whereThatIsToCome() {
        var early = World.START.minusSeconds(600);
        assertThat(Snapshots.queue(world.state(), cy, early).orElseThrow())
                .containsEntry("position", 1)
                .containsEntry("estimatedWaitSeconds", 720L);
        assertThat(Snapshots.queue(world.state(), dee, World.START).orElseThrow())
                .containsEntry("estimatedWaitSeconds", 240L);
    }
}
