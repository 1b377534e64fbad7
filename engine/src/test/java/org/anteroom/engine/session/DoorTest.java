package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.SessionEvent.AlertKind;
import org.anteroom.engine.session.SessionEvent.Cause;
import org.anteroom.engine.session.World.Result;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.house.HouseEvents;
import org.anteroom.engine.session.poll.PollCommands;
import org.anteroom.engine.session.safety.SafetyEvents;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.engine.session.talk.TalkCommands;
import org.anteroom.engine.session.talk.TalkEvents;
import org.junit.jupiter.api.Test;

/** The rules of the door: check-in, knock, admission by staff and by policy, sending back, removal. */
class DoorTest {
    private World world = new World();
    private SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);

    private void policy(Policy.Admission admission, Policy.CheckInRule checkIn, int capacity) {
        Policy standard = Policy.DEFAULT;
        world = new World(
                new Policy(
                        admission,
                        checkIn,
                        standard.share(),
                        standard.chat(),
                        false,
                        standard.reactions(),
                        standard.names(),
                        standard.links(),
                        standard.video(),
                        standard.e2ee(),
                        standard.overrunMinutes(),
                        standard.idleMinutes(),
                        standard.attendance()),
                capacity,
                3);
        maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    }

    private Place place(SeatId seat) {
        return world.seat(seat).place();
    }

    @Test
    void connecting_movesNobody() {
        SeatId ana = world.add("Ana Lopez", Role.PATIENT);
        world.connect(ana).happened("seat-connection");
        assertThat(place(ana)).isEqualTo(Place.AWAY);
    }

    @Test
    void patientKnocking_waits() {
        SeatId ana = world.add("Ana Lopez", Role.PATIENT);
        world.connect(ana);
        world.ask(ana, new DoorCommands.Knock()).happened("seat-moved");
        assertThat(place(ana)).isEqualTo(Place.WAITING);
        world.ask(ana, new DoorCommands.Knock()).refused(Refusal.CONFLICT);
    }

    @Test
    void firstStaffInMain_opensTheSession() {
        World fresh = new World();
        SeatId staff = fresh.add("Maya Chen", Role.COFACILITATOR);
        fresh.connect(staff);
        fresh.ask(staff, new DoorCommands.Knock()).happened("seat-moved", "session-opened");
        assertThat(fresh.seat(staff).place()).isEqualTo(Place.MAIN);
        assertThat(fresh.state().phase()).isEqualTo(SessionState.Phase.OPEN);
        fresh.staffInside("Jo Park", Role.FACILITATOR);
        assertThat(fresh.changes().stream().filter(change -> change.event() instanceof HouseEvents.SessionOpened))
                .hasSize(1);
    }

    @Test
    void lockedDoor_refusesKnocks_andAdmitsWhoWaitsAlready() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        SeatId ben = world.add("Ben Okafor", Role.PATIENT);
        SeatId jo = world.add("Jo Park", Role.COFACILITATOR);
        world.ask(maya, new DoorCommands.Lock(true)).happened("session-locked");
        world.ask(ben, new DoorCommands.Knock()).refused(Refusal.CONFLICT);
        world.ask(jo, new DoorCommands.Knock()).happened("seat-moved");
        world.ask(maya, new DoorCommands.Admit(List.of(ana))).happened("seat-moved");
        world.ask(maya, new DoorCommands.Lock(false)).happened("session-locked");
        world.ask(ben, new DoorCommands.Knock()).happened("seat-moved");
    }

    @Test
    void admitting_isPossibleBeforeTheStart_inTheOrderAsked() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
        assertThat(world.state().queue()).containsExactly(ana, ben);
        world.ask(maya, new DoorCommands.Admit(List.of(ben, ana))).happened("seat-moved", "seat-moved");
        assertThat(place(ana)).isEqualTo(Place.MAIN);
        assertThat(world.state().startedAt()).isEmpty();
    }

    @Test
    void admittingAList_doesAllOfItOrNothing() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        SeatId ben = world.add("Ben Okafor", Role.PATIENT);
        world.ask(maya, new DoorCommands.Admit(List.of(ana, ben))).refused(Refusal.CONFLICT);
        world.ask(maya, new DoorCommands.Admit(List.of(ana, Commands.NOBODY))).refused(Refusal.NOT_FOUND);
        world.ask(maya, new DoorCommands.Admit(List.of(ana, ana))).refused(Refusal.INVALID);
        world.ask(maya, new DoorCommands.Admit(List.of())).refused(Refusal.INVALID);
        world.ask(maya, new DoorCommands.Deny(List.of(ana, ben), Optional.empty()))
                .refused(Refusal.CONFLICT);
        assertThat(place(ana)).isEqualTo(Place.WAITING);
    }

    @Test
    void refusals_areJudgedInTheOrderOfTheContract() {
        policy(Policy.Admission.MANUAL, Policy.CheckInRule.NONE, 1);
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        SeatId away = world.add("Ben Okafor", Role.PATIENT);
        world.ask(ana, new DoorCommands.Admit(List.of(away, Commands.NOBODY))).refused(Refusal.FORBIDDEN);
        world.ask(maya, new DoorCommands.Admit(List.of(away, Commands.NOBODY))).refused(Refusal.NOT_FOUND);
        world.ask(maya, new DoorCommands.Admit(List.of(away))).refused(Refusal.CONFLICT);
        world.ask(maya, new DoorCommands.Admit(List.of(ana))).refused(Refusal.CAPACITY);
    }

    @Test
    void capacity_countsEverybodyInside_andStaffMayExceedIt() {
        policy(Policy.Admission.MANUAL, Policy.CheckInRule.NONE, 2);
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
        world.ask(maya, new DoorCommands.AdmitAll()).refused(Refusal.CAPACITY);
        world.ask(maya, new DoorCommands.Admit(List.of(ana))).happened("seat-moved");
        world.ask(maya, new DoorCommands.Admit(List.of(ben))).refused(Refusal.CAPACITY);
        SeatId jo = world.staffInside("Jo Park", Role.COFACILITATOR);
        assertThat(place(jo)).isEqualTo(Place.MAIN);
        world.ask(ana, new DoorCommands.Leave()).happened("seat-moved");
        world.ask(maya, new DoorCommands.Admit(List.of(ben))).refused(Refusal.CAPACITY);
        world.ask(jo, new DoorCommands.Leave()).happened("seat-moved");
        world.ask(maya, new DoorCommands.Admit(List.of(ben))).happened("seat-moved");
    }

    @Test
    void admitAll_leavesHeldSeatsAndNamesThem() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
        world.ask(ben, Commands.checkIn(2)).happened("check-in-completed", "alert-raised");
        Result result = world.ask(maya, new DoorCommands.AdmitAll()).happened("seat-moved");
        assertThat(result.answer()).isEqualTo(java.util.Map.of("held", List.of(ben.value())));
        assertThat(place(ana)).isEqualTo(Place.MAIN);
        assertThat(place(ben)).isEqualTo(Place.WAITING);
        world.ask(maya, new DoorCommands.Admit(List.of(ben))).happened("seat-moved");
        assertThat(world.seat(ben).held()).isFalse();
    }

    @Test
    void ninthAnswerAboveNought_alertsStaffAndHolds() {
        policy(Policy.Admission.OPEN, Policy.CheckInRule.REQUIRED, 12);
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        Result result = world.ask(ana, Commands.checkIn(1)).happened("check-in-completed", "alert-raised");
        assertThat(result.event(SafetyEvents.AlertRaised.class).kind()).isEqualTo(AlertKind.PHQ9_ITEM9);
        assertThat(world.seat(ana).held()).isTrue();
        assertThat(place(ana)).isEqualTo(Place.WAITING);
        assertThat(world.state().alerts()).hasSize(1);
    }

    @Test
    void ninthAnswerOfNought_alertsNobody() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(ana, Commands.checkIn(0)).happened("check-in-completed");
        CheckIn done = world.seat(ana).checkIn().orElseThrow();
        assertThat(done.answers().phq9Score()).contains(new FormAnswers.Score(5, "mild"));
        assertThat(done.answers().gad7Score()).contains(new FormAnswers.Score(0, "minimal"));
    }

    @Test
    void checkingIn_needsConsent_andHappensOutside() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        SeatId ben = world.add("Ben Okafor", Role.PATIENT);
        DoorCommands.CheckInNow agreed = Commands.checkIn(0);
        Command refused = new DoorCommands.CheckInNow(
                false, agreed.location(), agreed.callback(), agreed.contact(), Optional.empty(), Optional.empty());
        world.ask(ana, agreed).refused(Refusal.CONFLICT);
        world.ask(ana, refused).refused(Refusal.INVALID);
        world.ask(ben, refused).refused(Refusal.INVALID);
        world.ask(ben, agreed).happened("check-in-completed");
    }

    @Test
    void openAdmission_letsInByItselfOnceKnocked() {
        policy(Policy.Admission.OPEN, Policy.CheckInRule.NONE, 12);
        SeatId ana = world.add("Ana Lopez", Role.PATIENT, false);
        world.connect(ana);
        Result result = world.ask(ana, new DoorCommands.Knock()).happened("seat-moved", "seat-moved");
        assertThat(result.changes().get(1).recorded().by()).isEqualTo(Actor.POLICY);
        assertThat(place(ana)).isEqualTo(Place.MAIN);
    }

    @Test
    void rosterAdmission_letsInWhoStandsOnIt() {
        policy(Policy.Admission.ROSTER, Policy.CheckInRule.NONE, 12);
        SeatId ana = world.add("Ana Lopez", Role.PATIENT, true);
        SeatId ben = world.add("Ben Okafor", Role.PATIENT, false);
        for (SeatId seat : List.of(ana, ben)) {
            world.connect(seat);
            world.ask(seat, new DoorCommands.Knock());
        }
        assertThat(place(ana)).isEqualTo(Place.MAIN);
        assertThat(place(ben)).isEqualTo(Place.WAITING);
    }

    @Test
    void requiredCheckIn_standsBeforeAutomaticAdmission() {
        policy(Policy.Admission.OPEN, Policy.CheckInRule.REQUIRED, 12);
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(ana, Commands.checkIn(0)).happened("check-in-completed", "seat-moved");
        assertThat(place(ana)).isEqualTo(Place.MAIN);
    }

    @Test
    void automaticAdmission_waitsForRoom_thenFollowsTheQueue() {
        policy(Policy.Admission.OPEN, Policy.CheckInRule.NONE, 2);
        SeatId ana = world.add("Ana Lopez", Role.PATIENT);
        world.connect(ana);
        world.ask(ana, new DoorCommands.Knock()).happened("seat-moved", "seat-moved");
        SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
        SeatId cy = world.waiter("Cy Young", Role.PATIENT);
        world.ask(ana, new DoorCommands.Leave()).happened("seat-moved", "seat-moved");
        assertThat(place(ben)).isEqualTo(Place.MAIN);
        assertThat(place(cy)).isEqualTo(Place.WAITING);
    }

    @Test
    void steppedAway_keepsTheQueuePlace_andIsNotLetInByItself() {
        policy(Policy.Admission.OPEN, Policy.CheckInRule.REQUIRED, 12);
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
        world.ask(ana, new DoorCommands.StepAway(true)).happened("stepped-away");
        world.ask(ana, Commands.checkIn(0)).happened("check-in-completed");
        assertThat(world.state().queue()).containsExactly(ana, ben);
        world.ask(ana, new DoorCommands.StepAway(false)).happened("stepped-away", "seat-moved");
        world.ask(maya, new DoorCommands.StepAway(true)).refused(Refusal.CONFLICT);
    }

    @Test
    void sentBack_waitsAndIsHeld_alsoUnderOpenAdmission() {
        policy(Policy.Admission.OPEN, Policy.CheckInRule.NONE, 12);
        SeatId ana = world.add("Ana Lopez", Role.PATIENT);
        world.connect(ana);
        world.ask(ana, new DoorCommands.Knock());
        SeatId jo = world.staffInside("Jo Park", Role.COFACILITATOR);
        Result result = world.ask(maya, new DoorCommands.SendToWaiting(ana, Optional.of(new Text("a moment"))))
                .happened("seat-moved");
        assertThat(result.event(CoreEvents.SeatMoved.class).cause()).isEqualTo(Cause.SENT_BACK);
        assertThat(world.seat(ana).held()).isTrue();
        world.ask(maya, new TalkCommands.Broadcast(new Text("x"))).happened("announcement");
        assertThat(place(ana)).isEqualTo(Place.WAITING);
        world.ask(maya, new DoorCommands.SendToWaiting(ana, Optional.empty())).refused(Refusal.CONFLICT);
        world.ask(maya, new DoorCommands.SendToWaiting(jo, Optional.empty())).refused(Refusal.CONFLICT);
    }

    @Test
    void heldPatient_isNotAdmittedByASecondCheckIn() {
        for (Policy.Admission admission : List.of(Policy.Admission.OPEN, Policy.Admission.ROSTER)) {
            policy(admission, Policy.CheckInRule.REQUIRED, 12);
            SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
            world.ask(ana, Commands.checkIn(2)).happened("check-in-completed", "alert-raised");
            world.ask(ana, Commands.checkIn(0)).happened("check-in-completed");
            assertThat(place(ana)).isEqualTo(Place.WAITING);
            world.ask(ana, new DoorCommands.Leave());
            world.ask(ana, Commands.checkIn(0)).happened("check-in-completed");
            world.ask(ana, new DoorCommands.Knock()).happened("seat-moved");
            assertThat(world.seat(ana).holds()).containsExactly(Hold.FORM);
            world.ask(maya, new DoorCommands.Admit(List.of(ana))).happened("seat-moved");
            assertThat(world.seat(ana).held()).isFalse();
        }
    }

    @Test
    void staffHold_isNotLiftedByACheckIn_andStaffLiftEveryCause() {
        policy(Policy.Admission.OPEN, Policy.CheckInRule.REQUIRED, 12);
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(maya, new DoorCommands.Hold(List.of(ana), true, false)).happened("seat-held");
        world.ask(ana, Commands.checkIn(0)).happened("check-in-completed");
        assertThat(place(ana)).isEqualTo(Place.WAITING);
        world.ask(ana, Commands.checkIn(1)).happened("check-in-completed", "alert-raised");
        assertThat(world.seat(ana).holds()).containsExactlyInAnyOrder(Hold.FORM, Hold.STAFF);
        world.ask(ana, new DoorCommands.Hold(List.of(ana), false, false)).refused(Refusal.FORBIDDEN);
        world.ask(maya, new DoorCommands.Hold(List.of(ana), false, false)).happened("seat-held", "seat-moved");
        assertThat(place(ana)).isEqualTo(Place.MAIN);
    }

    @Test
    void identityToBeSeen_isACauseOfItsOwn_whichStaffAloneLift() {
        policy(Policy.Admission.OPEN, Policy.CheckInRule.REQUIRED, 12);
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(ana, new DoorCommands.Hold(List.of(ana), true, true)).refused(Refusal.FORBIDDEN);
        world.ask(maya, new DoorCommands.Hold(List.of(ana), true, true)).happened("seat-held");
        assertThat(world.seat(ana).holds()).containsExactly(Hold.IDENTITY);
        world.ask(maya, new DoorCommands.Hold(List.of(ana), true, true)).happened();
        world.ask(maya, new DoorCommands.Hold(List.of(ana), true, false)).happened("seat-held");
        world.ask(ana, Commands.checkIn(0)).happened("check-in-completed");
        assertThat(place(ana)).isEqualTo(Place.WAITING);
        assertThat(world.seat(ana).holds()).containsExactlyInAnyOrder(Hold.IDENTITY, Hold.STAFF);
        world.ask(maya, new DoorCommands.Hold(List.of(ana), false, false)).happened("seat-held", "seat-moved");
        assertThat(world.seat(ana).holds()).isEmpty();
    }

    @Test
    void endingAHold_forOneCauseAlone_isInvalid() {
        assertThat(new DoorCommands.Hold(List.of(maya), false, true).flaw()).isPresent();
    }

    @Test
    void removedPatient_waitsForStaff_underEveryPolicy() {
        for (Policy.Admission admission : Policy.Admission.values()) {
            policy(admission, Policy.CheckInRule.NONE, 12);
            SeatId ana = world.add("Ana Lopez", Role.PATIENT);
            world.connect(ana);
            world.ask(ana, new DoorCommands.Knock());
            world.program(new DoorCommands.Admit(List.of(ana)));
            world.ask(maya, new DoorCommands.Remove(ana, Optional.empty(), false))
                    .happened("seat-moved");
            world.drop(ana);
            world.connect(ana);
            world.ask(ana, Commands.checkIn(0)).happened("check-in-completed");
            world.ask(ana, new DoorCommands.Knock()).happened("seat-moved");
            assertThat(place(ana)).as(admission.name()).isEqualTo(Place.WAITING);
            world.ask(maya, new DoorCommands.Admit(List.of(ana))).happened("seat-moved");
            assertThat(place(ana)).isEqualTo(Place.MAIN);
        }
    }

    @Test
    void removedCofacilitator_waitsForStaff_andDecidesAboutNobodyMeanwhile() {
        SeatId jo = world.staffInside("Jo Park", Role.COFACILITATOR);
        world.ask(maya, new DoorCommands.Remove(jo, Optional.empty(), false)).happened("seat-moved");
        world.ask(jo, new DoorCommands.Lock(true)).refused(Refusal.FORBIDDEN);
        world.ask(jo, new DoorCommands.Knock()).happened("seat-moved");
        assertThat(place(jo)).isEqualTo(Place.WAITING);
        world.ask(jo, new DoorCommands.Admit(List.of(jo))).refused(Refusal.FORBIDDEN);
        world.ask(jo, new DoorCommands.Hold(List.of(jo), false, false)).refused(Refusal.FORBIDDEN);
        world.ask(jo, new BreakoutCommands.GoTo(Place.MAIN)).refused(Refusal.CONFLICT);
        world.ask(maya, new DoorCommands.Admit(List.of(jo))).happened("seat-moved");
        world.ask(jo, new DoorCommands.Lock(true)).happened("session-locked");
    }

    @Test
    void refusalsOutside_areTheSame_whateverIsGoingOnInside() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        SeatId ben = world.inside("Ben Okafor", Role.PATIENT);
        List<Command> probes = List.of(
                new PollCommands.Vote(0),
                new PollCommands.Vote(9),
                new BreakoutCommands.GoTo(Place.MAIN),
                new BreakoutCommands.GoTo(Place.breakout(Commands.NO_ROOM)),
                new ScreenCommands.RequestShare(),
                new TalkCommands.Chat(Audience.PLACE, new Text("x")),
                new TalkCommands.Chat(Audience.seat(ben), new Text("x")),
                new TalkCommands.Chat(Audience.seat(Commands.NOBODY), new Text("x")),
                new TalkCommands.RaiseHand(true),
                new BreakoutCommands.AskForHelp());
        List<Decision> before =
                probes.stream().map(probe -> world.ask(ana, probe).decision()).toList();
        assertThat(before)
                .allMatch(answer -> answer instanceof Decision.Refused refused && refused.code() == Refusal.CONFLICT);
        world.ask(maya, Commands.poll(true));
        world.ask(maya, Commands.plan(BreakoutPlan.Mode.SELF_SELECT, Commands.room("Calm")));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        assertThat(probes.stream().map(probe -> world.ask(ana, probe).decision()))
                .containsExactlyElementsOf(before);
        Place calm = world.state().open().orElseThrow().plan().rooms().get(0).place();
        assertThat(world.ask(ana, new BreakoutCommands.GoTo(calm)).decision()).isEqualTo(before.get(2));
    }

    @Test
    void droppedFacilitator_letsNobodyIn_throwsNobodyOut_andComesBackStaff() {
        policy(Policy.Admission.OPEN, Policy.CheckInRule.NONE, 12);
        SeatId ana = world.add("Ana Lopez", Role.PATIENT);
        world.connect(ana);
        world.ask(ana, new DoorCommands.Knock());
        world.drop(maya).happened("seat-connection");
        SeatId ben = world.add("Ben Okafor", Role.PATIENT);
        world.connect(ben);
        world.ask(ben, new DoorCommands.Knock()).happened("seat-moved");
        assertThat(place(ben)).isEqualTo(Place.WAITING);
        assertThat(place(ana)).isEqualTo(Place.MAIN);
        assertThat(place(maya)).isEqualTo(Place.MAIN);
        world.connect(maya).happened("seat-connection", "seat-moved");
        assertThat(world.seat(maya).role()).isEqualTo(Role.FACILITATOR);
        assertThat(place(ben)).isEqualTo(Place.MAIN);
    }

    @Test
    void denied_isAwayUntilANewLink() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(maya, new DoorCommands.Deny(List.of(ana), Optional.empty())).happened("seat-denied");
        assertThat(place(ana)).isEqualTo(Place.AWAY);
        world.ask(ana, new DoorCommands.Knock()).refused(Refusal.FORBIDDEN);
        Seat seat = world.seat(ana);
        InviteId id = new InviteId(world.chance().id(InviteId.PREFIX));
        var invite = new Registration.NewInvite(id, "hash", world.now().plusSeconds(60), Optional.empty());
        var person = new Registration.Person(seat.ref(), seat.name(), seat.role());
        world.result(Registration.invite(world.state(), person, invite, world.chance()))
                .happened("invite-created");
        world.ask(ana, new DoorCommands.Knock()).happened("seat-moved");
    }

    @Test
    void removed_mayKnockAgain_bannedMayNot() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        world.ask(maya, new DoorCommands.Remove(ana, Optional.empty(), false)).happened("seat-moved");
        assertThat(place(ana)).isEqualTo(Place.AWAY);
        world.ask(maya, new DoorCommands.Remove(ana, Optional.empty(), false)).refused(Refusal.CONFLICT);
        world.ask(ana, new DoorCommands.Knock()).happened("seat-moved");
        world.ask(maya, new DoorCommands.Remove(ana, Optional.empty(), true)).happened("seat-moved");
        world.ask(ana, new DoorCommands.Knock()).refused(Refusal.FORBIDDEN);
        Seat seat = world.seat(ana);
        InviteId id = new InviteId(world.chance().id(InviteId.PREFIX));
        var invite = new Registration.NewInvite(id, "hash", world.now().plusSeconds(60), Optional.empty());
        var person = new Registration.Person(seat.ref(), seat.name(), seat.role());
        world.result(Registration.invite(world.state(), person, invite, world.chance()))
                .refused(Refusal.CONFLICT);
    }

    @Test
    void cofacilitatorRemovingAFacilitator_isRefused() {
        SeatId jo = world.staffInside("Jo Park", Role.COFACILITATOR);
        world.ask(jo, new DoorCommands.Remove(maya, Optional.empty(), false)).refused(Refusal.FORBIDDEN);
        world.ask(maya, new DoorCommands.Remove(maya, Optional.empty(), false)).refused(Refusal.CONFLICT);
        world.ask(maya, new DoorCommands.Remove(jo, Optional.empty(), false)).happened("seat-moved");
    }

    @Test
    void leaving_needsSomewhereToLeave() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(ana, new DoorCommands.Leave()).happened("seat-moved");
        world.ask(ana, new DoorCommands.Leave()).refused(Refusal.CONFLICT);
        assertThat(world.state().queue()).isEmpty();
    }

    @Test
    void messageToWaiters_needsSomebodyWhoWaits() {
        world.ask(maya, new TalkCommands.MessageWaiting(new Text("soon"), Optional.empty()))
                .refused(Refusal.CONFLICT);
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
        Result toAll = world.ask(maya, new TalkCommands.MessageWaiting(new Text("soon"), Optional.empty()));
        assertThat(toAll.event(TalkEvents.Message.class).to().seats()).containsExactly(ana, ben);
        world.ask(maya, new TalkCommands.MessageWaiting(new Text("soon"), Optional.of(List.of(maya))))
                .refused(Refusal.CONFLICT);
    }

    @Test
    void lostLine_keepsPlaceRoleHandAndGrants() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        world.ask(ana, new TalkCommands.RaiseHand(true)).happened("hand-changed");
        world.ask(maya, new HouseCommands.Mute(ana)).happened("grants-changed");
        Seat before = world.seat(ana);
        world.drop(ana).happened("seat-connection");
        world.connect(ana).happened("seat-connection");
        assertThat(world.seat(ana)).isEqualTo(before);
        world.connect(ana).happened();
    }
}
