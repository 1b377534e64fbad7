package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.junit.jupiter.api.Test;

/** Leases renewed, handed over, lost with a role, and taken for a violation; and what an end ends. */
class ScreenRulesTest {
    private final World world = new World();
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
    private final SeatId ben = world.inside("Ben Okafor", Role.PATIENT);

    private static Policy aliases(Policy.Admission admission) {
        Policy standard = Policy.DEFAULT;
        return new Policy(
                admission,
                standard.checkIn(),
                standard.share(),
                standard.chat(),
                standard.privateChat(),
                standard.reactions(),
                Policy.Names.ALIAS,
                standard.links(),
                standard.video(),
                standard.e2ee(),
                standard.overrunMinutes(),
                standard.idleMinutes(),
                standard.attendance());
    }

    private void presents(SeatId seat) {
        world.ask(maya, new ScreenCommands.GrantShare(seat, Optional.empty(), false))
                .happened("share-granted");
        world.ask(seat, new ScreenCommands.StartShare()).happened("share-started");
    }

    @Test
    void freshLease_isNotRenewed_andOneHalfOverIs() {
        world.ask(maya, new ScreenCommands.RequestShare()).happened("share-granted");
        world.ask(maya, new ScreenCommands.RequestShare()).happened();
        world.pass(Duration.ofMinutes(5));
        world.ask(maya, new ScreenCommands.RequestShare()).happened("share-granted");
        assertThat(world.seat(maya).lease().orElseThrow().until())
                .isEqualTo(world.now().plusSeconds(600));
    }

    @Test
    void patientWhoseLeaseIsHalfOver_asksForMore_andGoesOnPresenting() {
        presents(ana);
        world.ask(ana, new ScreenCommands.RequestShare()).happened();
        world.pass(Duration.ofSeconds(301));
        world.ask(ana, new ScreenCommands.RequestShare()).happened("share-requested");
        world.ask(maya, new ScreenCommands.GrantShare(ana, Optional.of(60), false))
                .happened("share-granted");
        assertThat(world.state().presents(ana)).isTrue();
        assertThat(world.seat(ana).asksToShare()).isFalse();
    }

    @Test
    void takingOver_endsWhoPresents_andNotOneself() {
        presents(ana);
        world.ask(maya, new ScreenCommands.GrantShare(ana, Optional.empty(), true))
                .happened("share-granted");
        assertThat(world.state().presents(ana)).isTrue();
        world.ask(maya, new ScreenCommands.GrantShare(ben, Optional.empty(), true))
                .happened("share-ended", "share-granted");
        assertThat(world.seat(ana).lease()).isEmpty();
        world.ask(ben, new ScreenCommands.StartShare()).happened("share-started");
    }

    @Test
    void grantWithoutTakingOver_leavesWhoPresents() {
        presents(ana);
        world.ask(maya, new ScreenCommands.GrantShare(ben, Optional.empty(), false))
                .happened("share-granted");
        assertThat(world.state().presents(ana)).isTrue();
        world.ask(ben, new ScreenCommands.StartShare()).refused(Refusal.CONFLICT);
    }

    @Test
    void observerAndFormerStaff_keepNoLease_othersDo() {
        presents(ana);
        world.ask(maya, new HouseCommands.ChangeRole(ana, Role.FAMILY)).happened("role-changed");
        assertThat(world.state().presents(ana)).isTrue();
        world.ask(maya, new HouseCommands.ChangeRole(ana, Role.OBSERVER)).happened("share-ended", "role-changed");
        SeatId jo = world.staffInside("Jo Park", Role.COFACILITATOR);
        world.ask(jo, new ScreenCommands.RequestShare()).happened("share-granted");
        world.ask(maya, new HouseCommands.ChangeRole(jo, Role.FACILITATOR)).happened("role-changed");
        world.ask(maya, new HouseCommands.ChangeRole(jo, Role.PATIENT)).happened("share-ended", "role-changed");
    }

    @Test
    void violation_endsTheLease_isByPolicy_andSaidWithoutALeaseToo() {
        presents(ana);
        var caught = world.result(SessionDecider.violation(world.state(), ana, world.now()));
        assertThat(caught.event(CoreEvents.ShareEnded.class))
                .isEqualTo(new CoreEvents.ShareEnded(ana, Place.MAIN, SessionEvent.ShareEnd.VIOLATION, true));
        assertThat(caught.changes().get(0).recorded().by()).isEqualTo(Actor.POLICY);
        assertThat(world.state().presents(ana)).isFalse();
        assertThat(world.seat(ana).lease()).isEmpty();
        var cheater = world.result(SessionDecider.violation(world.state(), ben, world.now()));
        assertThat(cheater.event(CoreEvents.ShareEnded.class).leaseEnded()).isFalse();
        SeatId cy = world.waiter("Cy Young", Role.PATIENT);
        world.result(SessionDecider.violation(world.state(), cy, world.now())).happened();
        world.program(new HouseCommands.End(Optional.empty()));
        world.result(SessionDecider.violation(world.state(), ben, world.now())).happened();
    }

    @Test
    void leaseThatRunsOut_isNotUsedAnyMore_toTheSecond() {
        world.ask(maya, new ScreenCommands.GrantShare(ana, Optional.of(60), false));
        world.pass(Duration.ofSeconds(59));
        world.ask(ana, new ScreenCommands.StartShare()).happened("share-started");
        world.pass(Duration.ofSeconds(1)).happened("share-ended");
        world.ask(ana, new ScreenCommands.StartShare()).refused(Refusal.FORBIDDEN);
    }

    @Test
    void endByItself_closesThePollBefore() {
        world.ask(maya, Commands.poll(true));
        world.pass(Duration.ofHours(2).minusSeconds(1)).happened();
        world.pass(Duration.ofSeconds(1)).happened("poll-closed", "session-ended");
        assertThat(world.state().endedAt()).contains(World.START.plus(Duration.ofHours(2)));
    }

    @Test
    void end_leavesNoQueueHelpOrPresenter() {
        world.waiter("Cy Young", Role.PATIENT);
        world.ask(maya, Commands.plan(BreakoutPlan.Mode.MANUAL, Commands.room("Calm", ana)));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        world.ask(ana, new BreakoutCommands.AskForHelp()).happened("help-asked");
        presents(ben);
        world.ask(maya, new HouseCommands.End(Optional.empty()));
        assertThat(world.state().queue()).isEmpty();
        assertThat(world.state().helps()).isEmpty();
        assertThat(world.state().presenters()).isEmpty();
    }

    @Test
    void closedBreakouts_leaveNoCallForHelp() {
        world.ask(maya, Commands.plan(BreakoutPlan.Mode.MANUAL, Commands.room("Calm", ana)));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        world.ask(ana, new BreakoutCommands.AskForHelp());
        world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.of(0)));
        assertThat(world.state().helps()).isEmpty();
    }

    @Test
    void mutingEverybody_leavesStaff_andWhoIsMutedAlready() {
        world.ask(maya, new HouseCommands.Mute(ben));
        world.ask(maya, new HouseCommands.MuteAll()).happened("grants-changed");
        assertThat(world.seat(ana).grants().microphone()).isFalse();
        assertThat(world.seat(maya).grants().microphone()).isTrue();
        world.ask(maya, new HouseCommands.MuteAll()).happened();
    }

    @Test
    void waiterWhoReconnects_isLetInByPolicy_andPlacedAsALatecomer() {
        World open = new World(aliases(Policy.Admission.OPEN), 12, 6);
        SeatId lead = open.staffInside("Lea Lead", Role.FACILITATOR);
        SeatId late = open.add("Lou Late", Role.PATIENT);
        open.ask(late, new DoorCommands.Knock()).happened("seat-moved");
        open.ask(lead, Commands.plan(BreakoutPlan.Mode.MANUAL, Commands.room("Calm", late)));
        open.ask(lead, new BreakoutCommands.OpenBreakouts());
        open.connect(late).happened("seat-connection", "seat-moved", "seat-moved");
        assertThat(open.seat(late).place().kind()).isEqualTo(Place.Kind.BREAKOUT);
    }

    @Test
    void names_areGiven_numberedWhereAlike_orAliases() {
        SeatId other = world.inside("Ana Maria Silva", Role.PATIENT);
        SeatId single = world.inside("Cher", Role.PATIENT);
        assertThat(DisplayName.of(world.state(), world.seat(ana))).isEqualTo("Ana");
        assertThat(DisplayName.of(world.state(), world.seat(other))).isEqualTo("Ana 2");
        assertThat(DisplayName.of(world.state(), world.seat(single))).isEqualTo("Cher");
        World hidden = new World(aliases(Policy.Admission.MANUAL), 12, 6);
        SeatId lead = hidden.add("Lea Lead", Role.FACILITATOR);
        SeatId one = hidden.add("Ana Lopez", Role.PATIENT);
        SeatId two = hidden.add("Ben Okafor", Role.PATIENT);
        assertThat(List.of(lead, one, two).stream().map(seat -> DisplayName.of(hidden.state(), hidden.seat(seat))))
                .as("outside nobody has a number")
                .containsExactly("Lea", "Guest", "Guest");
        for (SeatId seat : List.of(two, one)) {
            hidden.connect(seat);
            hidden.ask(seat, new DoorCommands.Knock());
            hidden.program(new DoorCommands.Admit(List.of(seat)));
        }
        assertThat(List.of(lead, one, two).stream().map(seat -> DisplayName.of(hidden.state(), hidden.seat(seat))))
                .as("numbers in the order of coming in")
                .containsExactly("Lea", "Guest 2", "Guest 1");
    }
}
