package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.SessionState.Invite;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.junit.jupiter.api.Test;

/** Which devices a seat has, and how staff end one. */
class SeatDevicesTest {
    private final World world = new World();
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId omar = world.staffInside("Omar Haddad", Role.COFACILITATOR);
    private final SeatId ana = world.add("Ana Lopez", Role.PATIENT);

    private List<Integer> numbers(SeatId seat) {
        return SeatDevices.of(world.state(), seat, world.now()).stream()
                .map(invite -> invite.device().orElseThrow().number())
                .toList();
    }

    private Invite invite(InviteId id) {
        return Optional.ofNullable(world.state().invites().get(id)).orElseThrow();
    }

    private World.Result use(InviteId id, String device) {
        return world.result(Registration.use(
                world.state(),
                id,
                world.now(),
                new Registration.UsedBy(Optional.of(device), Optional.of(DeviceKind.COMPUTER)),
                Registration.Reuse.SAME_DEVICE));
    }

    private World.Result ask(Caller caller, SeatId seat, int device) {
        return world.result(SessionDecider.decide(
                world.state(), caller, world.now(), new DoorCommands.EndDevice(seat, device), world.chance()));
    }

    private World.Result end(SeatId seat, int device) {
        return ask(Caller.seat(maya), seat, device);
    }

    @Test
    void devices_areNumberedAsTheyFirstUsedALink_andNoNumberIsGivenTwice() {
        InviteId first = world.join(ana);
        world.join(ana);
        world.join(maya);
        assertThat(numbers(ana)).containsExactly(1, 2);
        assertThat(numbers(maya)).containsExactly(1);
        assertThat(invite(first).device().orElseThrow())
                .isEqualTo(new SeatDevices.Device(1, Optional.of(DeviceKind.PHONE), world.now()));

        world.result(Registration.release(world.state(), first, 0, SessionEvent.Release.IDLE))
                .happened("invite-released");
        assertThat(numbers(ana)).as("its link opens the seat").containsExactly(1, 2);
        use(first, "laptop").happened("invite-used");
        assertThat(numbers(ana)).containsExactly(2, 3);
        use(first, "laptop").happened();
        assertThat(numbers(ana)).containsExactly(2, 3);
        end(ana, 3).happened("invite-revoked");
        world.join(ana);
        assertThat(numbers(ana)).containsExactly(2, 4);
    }

    @Test
    void endedDevice_losesItsLink_andTheSeatsOthersStay() {
        InviteId stolen = world.join(ana);
        world.join(ana);
        CoreEvents.InviteRevoked ended = end(ana, 1).event(CoreEvents.InviteRevoked.class);
        assertThat(ended.invite()).isEqualTo(stolen);
        use(stolen, stolen.value()).refused(Refusal.FORBIDDEN);
        assertThat(numbers(ana)).containsExactly(2);
        end(ana, 1).happened();
        assertThat(world.seat(ana).banned()).isFalse();
    }

    @Test
    void whoMay_areStaffAndTheProgram_andOfAFacilitatorAFacilitator() {
        world.join(ana);
        world.join(ana);
        world.join(maya);
        SeatId ben = world.inside("Ben Okafor", Role.PATIENT);
        ask(Caller.seat(ben), ana, 1).refused(Refusal.FORBIDDEN);
        ask(Caller.seat(ana), ana, 1).refused(Refusal.FORBIDDEN);
        ask(Caller.seat(omar), maya, 1).refused(Refusal.FORBIDDEN);
        ask(Caller.seat(omar), ana, 1).happened("invite-revoked");
        ask(Caller.PROGRAM, ana, 2).happened("invite-revoked");
        ask(Caller.PROGRAM, maya, 1).happened("invite-revoked");
    }

    @Test
    void unknownSeatAndDevice_areNotFound() {
        end(Commands.NOBODY, 1).refused(Refusal.NOT_FOUND);
        end(ana, 1).refused(Refusal.NOT_FOUND);
        world.join(ana);
        end(ana, 2).refused(Refusal.NOT_FOUND);
        end(ana, 0).refused(Refusal.NOT_FOUND);
    }

    @Test
    void ownDevice_isLeftWith_andOnesOtherOneIsEnded() {
        InviteId here = world.join(maya);
        InviteId lost = world.join(maya);
        ask(Caller.device(maya, here, 0), maya, 1).refused(Refusal.CONFLICT);
        CoreEvents.InviteRevoked ended =
                ask(Caller.device(maya, here, 0), maya, 2).event(CoreEvents.InviteRevoked.class);
        assertThat(ended.invite()).isEqualTo(lost);
        world.join(omar);
        InviteId other = world.join(omar);
        ask(Caller.device(omar, other, 0), omar, 1).happened("invite-revoked");
    }

    @Test
    void deviceThatSignedOutMeanwhile_losesItsLinkAllTheSame_unlessAnotherCameByIt() {
        InviteId link = world.join(ana);
        world.result(Registration.release(world.state(), link, 0, SessionEvent.Release.LEFT))
                .happened("invite-released");
        use(link, "another").happened("invite-used");
        end(ana, 1).refused(Refusal.CONFLICT);
        world.result(Registration.release(world.state(), link, 1, SessionEvent.Release.LEFT))
                .happened("invite-released");
        end(ana, 2).happened("invite-revoked");
        use(link, "the thief again").refused(Refusal.FORBIDDEN);
    }

    @Test
    void deviceThatWasSignedOut_standsAmongThem_asLongAsItsLinkOpens() {
        InviteId link = world.join(ana);
        InviteId late = world.join(ana);
        for (InviteId invite : List.of(link, late)) {
            world.result(Registration.release(world.state(), invite, 0, SessionEvent.Release.LEFT))
                    .happened("invite-released");
        }
        assertThat(numbers(ana)).containsExactly(1, 2);
        end(ana, 1).happened("invite-revoked");
        assertThat(numbers(ana)).containsExactly(2);
        assertThat(SeatDevices.of(world.state(), ana, invite(late).expiresAt().minusSeconds(1)))
                .hasSize(1);
        assertThat(SeatDevices.of(world.state(), ana, invite(late).expiresAt())).isEmpty();
    }

    @Test
    void whereverTheSeatIs_itsDeviceIsEnded_andTheSeatStaysThere() {
        SeatId away = world.add("Cy Away", Role.PATIENT);
        SeatId waiting = world.waiter("Di Waits", Role.PATIENT);
        SeatId inside = world.inside("Ed Inside", Role.PATIENT);
        SeatId removed = world.inside("Fay Removed", Role.PATIENT);
        for (SeatId seat : List.of(away, waiting, inside, removed)) {
            world.join(seat);
        }
        world.ask(maya, new DoorCommands.Remove(removed, Optional.empty(), false))
                .happened("seat-moved");
        for (SeatId seat : List.of(away, waiting, inside, removed)) {
            Place before = world.seat(seat).place();
            end(seat, 1).happened("invite-revoked");
            assertThat(world.seat(seat).place()).isEqualTo(before);
            assertThat(numbers(seat)).isEmpty();
        }
    }

    @Test
    void afterTheEnd_noDeviceHoldsAPass() {
        world.join(ana);
        world.ask(maya, new HouseCommands.End(Optional.empty())).happened("session-ended");
        assertThat(numbers(ana)).isEmpty();
        end(ana, 1).refused(Refusal.CONFLICT);
    }
}
