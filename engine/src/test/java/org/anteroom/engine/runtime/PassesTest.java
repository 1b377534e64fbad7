package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.program.SeatTokens;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent.Release;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.house.HouseEvents;
import org.junit.jupiter.api.Test;

/** Which devices a token still lets in, and when it is renewed. */
class PassesTest {
    private final World world = new World();
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId ana = world.add("Ana Lopez", Role.PATIENT);
    private final InviteId first = invite(false);

    private InviteId invite(boolean alone) {
        Seat seat = world.seat(ana);
        InviteId id = new InviteId(world.chance().id(InviteId.PREFIX));
        var person = new Registration.Person(seat.ref(), seat.name(), seat.role());
        var made = new Registration.NewInvite(id, id.value(), world.now().plusSeconds(600), Optional.empty());
        world.result(
                alone
                        ? Registration.link(world.state(), person, made, world.chance())
                        : Registration.invite(world.state(), person, made, world.chance()));
        return id;
    }

    private Optional<Bye> refusal(InviteId invite, Instant expiresAt) {
        return Passes.refusal(world.state(), ana, new SeatLink.Pass(invite, 0, expiresAt), world.now());
    }

    private Instant until() {
        return SeatTokens.until(world.state(), world.now());
    }

    @Test
    void token_holdsToTheEndOfTheSession_andNoLonger() {
        assertThat(until()).isEqualTo(world.state().hardEndsAt());
        assertThat(refusal(first, until())).isEmpty();
        assertThat(refusal(first, world.now())).contains(Bye.EXPIRED);
    }

    @Test
    void token_ofAnotherSeatsInvite_opensNothing() {
        var pass = new SeatLink.Pass(first, 0, until());
        assertThat(Passes.refusal(world.state(), maya, pass, world.now())).contains(Bye.EXPIRED);
        assertThat(refusal(new InviteId("inv_AAAAAAAAAAAAAAAAAAAAAA"), until())).contains(Bye.EXPIRED);
    }

    @Test
    void revokedInvite_endsItsTokensAlone() {
        InviteId second = invite(false);
        world.result(Registration.revoke(world.state(), first)).happened("invite-revoked");
        assertThat(refusal(first, until())).contains(Bye.REVOKED);
        assertThat(refusal(second, until())).isEmpty();
    }

    @Test
    void deviceThatIsSignedOut_losesItsToken_andTheNextOneHasTheLink() {
        use("phone").happened("invite-used");
        assertThat(refusal(first, until())).isEmpty();
        world.result(Registration.release(world.state(), first, 0, Release.IDLE))
                .happened("invite-released");
        assertThat(refusal(first, until())).contains(Bye.SIGNED_OUT);
        world.result(Registration.release(world.state(), first, 0, Release.IDLE))
                .happened();

        use("laptop").happened("invite-used");
        assertThat(refusal(first, until())).as("the phone's token").contains(Bye.SIGNED_OUT);
        var laptop = new SeatLink.Pass(first, 1, until());
        assertThat(Passes.refusal(world.state(), ana, laptop, world.now())).isEmpty();
        use("phone").refused(Decision.Refusal.FORBIDDEN);
        world.result(Registration.release(world.state(), first, 0, Release.IDLE))
                .happened();
    }

    private World.Result leave(int epoch) {
        Caller device = Caller.device(ana, first, epoch);
        return world.result(SessionDecider.decide(
                world.state(), device, world.now(), new DoorCommands.Leave(true), world.chance()));
    }

    @Test
    void deviceThatLeaves_isForgotten_whereverItsSeatIs_andByItselfAlone() {
        use("phone").happened("invite-used");
        world.connect(ana);
        world.ask(ana, new DoorCommands.Leave(true)).refused(Decision.Refusal.FORBIDDEN);
        world.ask(maya, new DoorCommands.Leave(true)).refused(Decision.Refusal.FORBIDDEN);
        assertThat(refusal(first, until())).isEmpty();

        leave(0).happened("invite-released");
        assertThat(refusal(first, until())).contains(Bye.SIGNED_OUT);
        use("laptop").happened("invite-used");
        world.ask(ana, new DoorCommands.Knock()).happened("seat-moved");
        leave(0).happened("seat-moved");
        var laptop = new SeatLink.Pass(first, 1, until());
        assertThat(Passes.refusal(world.state(), ana, laptop, world.now())).isEmpty();
        world.ask(ana, new DoorCommands.Knock()).happened("seat-moved");
        leave(1).happened("seat-moved", "invite-released");
        assertThat(Passes.refusal(world.state(), ana, laptop, world.now())).contains(Bye.SIGNED_OUT);
        use("phone").happened("invite-used");
    }

    @Test
    void deviceThatLeavesWithoutMore_keepsItsToken() {
        use("phone").happened("invite-used");
        world.connect(ana);
        world.ask(ana, new DoorCommands.Knock()).happened("seat-moved");
        world.ask(ana, new DoorCommands.Leave()).happened("seat-moved");
        assertThat(refusal(first, until())).isEmpty();
        use("laptop").refused(Decision.Refusal.FORBIDDEN);
    }

    private World.Result use(String device) {
        return world.result(Registration.use(
                world.state(), first, world.now(), by(Optional.of(device)), Registration.Reuse.SAME_DEVICE));
    }

    private static Registration.UsedBy by(Optional<String> device) {
        return new Registration.UsedBy(device, Optional.empty());
    }

    @Test
    void newLink_endsTheTokensOfAllEarlierOnes() {
        InviteId second = invite(false);
        InviteId link = invite(true);
        assertThat(refusal(first, until())).contains(Bye.REVOKED);
        assertThat(refusal(second, until())).contains(Bye.REVOKED);
        assertThat(refusal(link, until())).isEmpty();
        var use = Registration.use(
                world.state(), second, world.now(), by(Optional.empty()), Registration.Reuse.SAME_DEVICE);
        world.result(use).refused(Decision.Refusal.FORBIDDEN);
    }

    @Test
    void devicesOfAnInviteThatWasTakenBackOrLetGo_areFound() {
        FakeLink here = new FakeLink(ana, new SeatLink.Pass(first, 0, until()));
        assertThat(Passes.ended(new CoreEvents.InviteRevoked(first), List.of(here)))
                .containsExactly(entry(ana, Bye.REVOKED));
        assertThat(Passes.ended(new CoreEvents.InviteReleased(first, Release.IDLE), List.of(here)))
                .containsExactly(entry(ana, Bye.SIGNED_OUT));
        assertThat(Passes.ended(new CoreEvents.InviteRevoked(invite(false)), List.of(here)))
                .isEmpty();
        assertThat(Passes.ended(new HouseEvents.SessionOpened(), List.of(here))).isEmpty();
    }

    @Test
    void tokenOfASessionThatGoesOnLonger_isRenewedOverTheLine() {
        FakeLink here = new FakeLink(ana, new SeatLink.Pass(first, 0, until()));
        Passes.renew(world.state(), here, world.now());
        assertThat(here.renewed).isEmpty();
        world.ask(maya, new HouseCommands.Extend(30)).happened("session-extended");
        Passes.renew(world.state(), here, world.now());
        assertThat(here.renewed).containsExactly(world.state().hardEndsAt());
        assertThat(here.sent).isEmpty();
        assertThat(here.bye).isEmpty();
    }

    @Test
    void tokenMadeShortlyBeforeTheEnd_holdsForAnHour() {
        Instant late = world.state().hardEndsAt().minus(Duration.ofMinutes(5));
        assertThat(SeatTokens.until(world.state(), late)).isEqualTo(late.plus(Duration.ofHours(1)));
    }
}
