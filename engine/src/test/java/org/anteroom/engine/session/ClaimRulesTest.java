package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.door.ClaimCommands;
import org.anteroom.engine.session.door.ClaimRules;
import org.anteroom.engine.session.door.Claims;
import org.anteroom.engine.session.door.DoorCommands;
import org.junit.jupiter.api.Test;

/** Devices that ask for a seat by a link that is in use: how many, for how long, and who answers. */
class ClaimRulesTest {
    private final World world = new World(policy(Policy.Links.READMIT));
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId omar = world.staffInside("Omar Haddad", Role.COFACILITATOR);
    private final SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
    private final InviteId link = world.join(ana);

    private static Policy policy(Policy.Links links) {
        Policy shipped = Policy.DEFAULT;
        return new Policy(
                shipped.admission(),
                shipped.checkIn(),
                shipped.share(),
                shipped.chat(),
                shipped.privateChat(),
                shipped.reactions(),
                shipped.names(),
                links,
                shipped.video(),
                shipped.e2ee(),
                shipped.overrunMinutes(),
                shipped.idleMinutes(),
                shipped.attendance());
    }

    @CanIgnoreReturnValue
    private static World.Result use(World world, InviteId id, Optional<String> device) {
        return world.result(ClaimRules.use(
                world.state(),
                id,
                world.now(),
                new Registration.UsedBy(device, Optional.of(DeviceKind.TABLET)),
                Registration.Reuse.SAME_DEVICE));
    }

    @CanIgnoreReturnValue
    private World.Result use(String device) {
        return use(world, link, Optional.of(device));
    }

    @CanIgnoreReturnValue
    private World.Result answer(SeatId by, int claim, boolean allow) {
        return world.ask(by, new ClaimCommands.AnswerClaim(claim, allow));
    }

    private int waiting() {
        return Claims.waiting(world.state(), world.now()).size();
    }

    private SessionState.Invite invite() {
        return Optional.ofNullable(world.state().invites().get(link)).orElseThrow();
    }

    @Test
    void anotherDevice_asks_andTheSeatStaysAsItIs() {
        Seat before = world.seat(ana);
        use("tablet").happened("seat-claimed");
        use("tablet").happened();
        use(world, link, Optional.empty()).happened("seat-claimed");
        assertThat(waiting()).isEqualTo(2);
        assertThat(world.seat(ana)).isEqualTo(before);
        assertThat(invite().epoch()).isZero();
    }

    @Test
    void allowed_itIsTheLinksDevice_andTheSeatStaysWhereItIs() {
        use("tablet");
        answer(maya, 1, true).happened("invite-released", "invite-used", "claim-allowed");
        assertThat(invite().epoch()).isEqualTo(1);
        assertThat(invite().deviceHash()).contains("tablet");
        assertThat(world.seat(ana).place()).isEqualTo(Place.MAIN);
        use("tablet").happened();
        answer(maya, 1, true).happened();
        answer(maya, 1, false).refused(Refusal.CONFLICT);
    }

    @Test
    void denied_itAsksNoMore_andAfterThreeTheLinkTakesNobodyElse() {
        for (int claim = 1; claim <= 3; claim++) {
            use("tablet " + claim).happened("seat-claimed");
            answer(omar, claim, false).happened("claim-ended");
            use("tablet " + claim).refused(Refusal.FORBIDDEN);
        }
        use("tablet 4").refused(Refusal.FORBIDDEN);
        answer(omar, 1, true).refused(Refusal.CONFLICT);
    }

    @Test
    void claims_areBoundedASeat_andALink() {
        for (int device = 0; device < 4; device++) {
            use("tablet " + device).happened("seat-claimed");
        }
        use("one too many").refused(Refusal.FORBIDDEN);
        for (int claim = 1; claim <= 16; claim++) {
            world.result(ClaimRules.gone(world.state(), claim)).happened("claim-ended");
            if (claim <= 12) {
                use("later " + claim).happened("seat-claimed");
            }
        }
        use("seventeenth").refused(Refusal.FORBIDDEN);
    }

    @Test
    void claim_endsWithItsLink_withTheSeat_andWhenTheLinkExpires() {
        use("tablet");
        world.ask(maya, new DoorCommands.Remove(ana, Optional.empty(), true));
        assertThat(waiting()).isZero();
        answer(maya, 1, true).refused(Refusal.CONFLICT);
        use("phone").refused(Refusal.FORBIDDEN);

        SeatId ben = world.inside("Ben Okafor", Role.PATIENT);
        InviteId bens = world.join(ben);
        use(world, bens, Optional.of("tablet")).happened("seat-claimed");
        world.result(Registration.revoke(world.state(), bens));
        assertThat(waiting()).isZero();
        InviteId again = world.join(ben);
        use(world, again, Optional.of("tablet")).happened("seat-claimed");
        world.pass(Duration.ofHours(7));
        assertThat(waiting()).isZero();
    }

    @Test
    void whoeverComesByTheLinkItself_asksNoMore() {
        use("tablet");
        world.result(Registration.release(world.state(), link, 0, SessionEvent.Release.LEFT));
        use("tablet").happened("invite-used", "claim-ended");
        assertThat(waiting()).isZero();
    }

    @Test
    void facilitatorsSeat_isAFacilitatorsToAnswerFor_andPatientsAnswerNobody() {
        InviteId mayas = world.join(maya);
        use(world, mayas, Optional.of("tablet")).happened("seat-claimed");
        answer(omar, 1, true).refused(Refusal.FORBIDDEN);
        answer(ana, 1, true).refused(Refusal.FORBIDDEN);
        answer(maya, 2, true).refused(Refusal.NOT_FOUND);
        answer(maya, 1, true).happened("invite-released", "invite-used", "claim-allowed");
    }

    @Test
    void underOneDevice_nobodyAsks() {
        World shut = new World(policy(Policy.Links.ONE_DEVICE));
        InviteId id = shut.join(shut.add("Ana Lopez", Role.PATIENT));
        use(shut, id, Optional.of("tablet")).refused(Refusal.FORBIDDEN);
    }
}
