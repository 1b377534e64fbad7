package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.Registration.NewInvite;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.Registration.Reuse;
import org.anteroom.engine.session.World.Result;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.junit.jupiter.api.Test;

/** What a program does around the live part: make, change, cancel, invite; and the use of what it gave out. */
class RegistrationTest {
    private static final Optional<String> PHONE = Optional.of("phone");
    private static final Optional<String> LAPTOP = Optional.of("laptop");

    private final World world = new World();
    private int invites;

    private InviteId id(int index) {
        return new InviteId(new SeededChance(900L + index).id(InviteId.PREFIX));
    }

    @CanIgnoreReturnValue
    private Result invite(String name, Role role) {
        Person person = new Person(new Text("ref-" + name), new Text(name), role);
        NewInvite invite =
                new NewInvite(id(invites++), "hash" + invites, world.now().plusSeconds(60), Optional.of("request"));
        return world.result(Registration.invite(world.state(), person, invite, world.chance()));
    }

    @CanIgnoreReturnValue
    private Result use(int index, Optional<String> device) {
        return use(index, device, Reuse.SAME_DEVICE);
    }

    @CanIgnoreReturnValue
    private Result use(int index, Optional<String> device, Reuse reuse) {
        return world.result(Registration.use(
                world.state(), id(index), world.now(), new Registration.UsedBy(device, Optional.empty()), reuse));
    }

    @Test
    void everybodyOnTheRoster_hasASeatFromTheStart() {
        CoreEvents.SessionCreated created =
                new CoreEvents.SessionCreated(World.PROGRAM, world.state().plan(), Optional.of("digest"));
        List<Caused> events = Registration.create(
                created,
                List.of(
                        new Person(new Text("r1"), new Text("One"), Role.PATIENT),
                        new Person(new Text("r2"), new Text("Two"), Role.FACILITATOR)),
                world.chance());
        assertThat(events).extracting(Caused::by).containsOnly(Actor.PROGRAM);
        assertThat(events.get(0).event()).isEqualTo(created);
        assertThat(events.subList(1, 3))
                .extracting(caused -> ((CoreEvents.SeatAdded) caused.event()).onRoster())
                .containsExactly(true, true);
        SessionState state =
                SessionState.first(World.ID, new Recorded(1, World.START, Actor.PROGRAM, Optional.empty(), created));
        assertThat(state.request()).contains("digest");
        assertThat(state.program()).isEqualTo(World.PROGRAM);
        assertThat(state.lastAt()).isEqualTo(World.START);
    }

    @Test
    void invite_makesASeatOnce_andIsKeptWithItsRequest() {
        invite("Ana", Role.PATIENT).happened("seat-added", "invite-created");
        invite("Ana", Role.PATIENT).happened("invite-created");
        assertThat(world.state().seats()).hasSize(1);
        assertThat(world.state().invites()).hasSize(2);
        assertThat(world.state().invites().get(id(0))).satisfies(kept -> {
            assertThat(kept.request()).contains("request");
            assertThat(kept.used()).isFalse();
        });
        assertThat(world.state().seats().values()).allMatch(seat -> !seat.onRoster());
    }

    @Test
    void inviteInAnotherRole_orOfSomebodyRemovedForGood_isAConflict() {
        invite("Ana", Role.PATIENT).happened("seat-added", "invite-created");
        invite("Ana", Role.FAMILY).refused(Refusal.CONFLICT);
        SeatId ana = world.state().seats().keySet().iterator().next();
        world.program(new DoorCommands.Remove(ana, Optional.empty(), true)).happened("seat-moved");
        invite("Ana", Role.PATIENT).refused(Refusal.CONFLICT);
        world.program(new HouseCommands.End(Optional.empty())).happened("session-ended");
        invite("Ben", Role.PATIENT).refused(Refusal.CONFLICT);
    }

    @Test
    void seatsAndInvites_haveAnEnd() {
        for (int i = 0; i < Registration.SEATS_MAX; i++) {
            invite("Given" + i, Role.PATIENT).happened("seat-added", "invite-created");
        }
        invite("Late", Role.PATIENT).refused(Refusal.CAPACITY);
        for (int i = Registration.SEATS_MAX; i < Registration.INVITES_MAX; i++) {
            invite("Given0", Role.PATIENT).happened("invite-created");
        }
        invite("Given0", Role.PATIENT).refused(Refusal.CAPACITY);
    }

    @Test
    void code_opensForItsFirstDeviceAlone() {
        invite("Ana", Role.PATIENT);
        use(0, PHONE).happened("invite-used");
        use(0, PHONE).happened();
        use(0, LAPTOP).refused(Refusal.FORBIDDEN);
        use(0, Optional.empty()).refused(Refusal.FORBIDDEN);
        use(0, LAPTOP, Reuse.ANY_DEVICE).happened();
        use(0, Optional.empty(), Reuse.ANY_DEVICE).happened();
        invite("Ben", Role.PATIENT);
        use(1, Optional.empty()).happened("invite-used");
        use(1, Optional.empty()).refused(Refusal.FORBIDDEN);
    }

    @Test
    void codeThatIsUnknownRevokedExpiredOrOfABannedSeat_opensNothing() {
        use(7, PHONE).refused(Refusal.FORBIDDEN);
        invite("Ana", Role.PATIENT);
        world.result(Registration.revoke(world.state(), id(0))).happened("invite-revoked");
        world.result(Registration.revoke(world.state(), id(0))).happened();
        world.result(Registration.revoke(world.state(), id(7))).refused(Refusal.NOT_FOUND);
        use(0, PHONE).refused(Refusal.FORBIDDEN);
        invite("Ana", Role.PATIENT);
        world.pass(Duration.ofSeconds(59));
        use(1, PHONE).happened("invite-used");
        world.pass(Duration.ofSeconds(1));
        use(1, PHONE).refused(Refusal.FORBIDDEN);
        invite("Ana", Role.PATIENT);
        SeatId ana = world.state().seats().keySet().iterator().next();
        world.program(new DoorCommands.Remove(ana, Optional.empty(), true));
        use(2, PHONE).refused(Refusal.FORBIDDEN);
        use(2, PHONE, Reuse.ANY_DEVICE).refused(Refusal.FORBIDDEN);
        invite("Ben", Role.PATIENT);
        world.program(new HouseCommands.End(Optional.empty()));
        use(3, PHONE).refused(Refusal.FORBIDDEN);
    }

    @Test
    void planIsChangedBeforeTheStartAlone_andKeepsWhatStaffAdded() {
        SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
        world.ask(maya, new HouseCommands.Extend(10));
        SessionPlan plan = world.state().plan().with(Grouping.NONE);
        world.result(SessionDecider.change(world.state(), plan)).happened("session-changed");
        assertThat(world.state().endsAt()).isEqualTo(plan.endsAt().plusSeconds(600));
        world.ask(maya, new HouseCommands.Start());
        world.result(SessionDecider.change(world.state(), plan)).refused(Refusal.CONFLICT);
        world.result(Registration.cancel(world.state())).refused(Refusal.CONFLICT);
    }

    @Test
    void smallerRoom_isPossibleDownToThoseInside() {
        world.inside("Ana Lopez", Role.PATIENT);
        SessionPlan plan = world.state().plan();
        world.result(SessionDecider.change(world.state(), withCapacity(plan, 1)))
                .happened("session-changed");
        world.result(SessionDecider.change(world.state(), withCapacity(plan, 0)))
                .refused(Refusal.CAPACITY);
    }

    private static SessionPlan withCapacity(SessionPlan plan, int capacity) {
        return new SessionPlan(
                plan.title(),
                plan.kind(),
                plan.startsAt(),
                plan.durationMinutes(),
                capacity,
                plan.policy(),
                plan.externalId(),
                plan.breakouts());
    }

    @Test
    void moreRoom_letsInWhomThePolicyLetsIn() {
        Policy open = new Policy(
                Policy.Admission.OPEN,
                Policy.CheckInRule.NONE,
                Policy.ShareRule.REQUEST,
                Policy.ChatRule.EVERYONE,
                false,
                true,
                Policy.Names.GIVEN,
                Policy.Links.ONE_DEVICE,
                Policy.Video.AUTO,
                Policy.E2ee.OFF,
                30,
                Policy.IdleMinutes.DEFAULT,
                Policy.Attendance.DEFAULT);
        World full = new World(open, 1, 3);
        SeatId first = full.add("Ana Lopez", Role.PATIENT);
        full.connect(first);
        full.ask(first, new DoorCommands.Knock()).happened("seat-moved", "seat-moved");
        SeatId second = full.add("Ben Okafor", Role.PATIENT);
        full.connect(second);
        full.ask(second, new DoorCommands.Knock()).happened("seat-moved");
        full.result(SessionDecider.change(
                        full.state(), withCapacity(full.state().plan(), 2)))
                .happened("session-changed", "seat-moved");
        assertThat(full.seat(second).place()).isEqualTo(Place.MAIN);
    }

    @Test
    void cancelling_happensOnce_andEndsEverything() {
        world.waiter("Ana Lopez", Role.PATIENT);
        world.result(Registration.cancel(world.state())).happened("session-cancelled");
        assertThat(world.state().queue()).isEmpty();
        assertThat(world.state().endedAt()).contains(world.now());
        world.result(Registration.cancel(world.state())).happened();
    }
}
