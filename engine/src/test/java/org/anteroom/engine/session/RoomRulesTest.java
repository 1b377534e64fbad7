package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.session.BreakoutPlan.Mode;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.SessionEvent.ShareEnd;
import org.anteroom.engine.session.World.Result;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.breakout.BreakoutEvents;
import org.anteroom.engine.session.breakout.BreakoutPlanner;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.house.HouseEvents;
import org.anteroom.engine.session.safety.SafetyCommands;
import org.anteroom.engine.session.safety.SafetyEvents;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.engine.session.talk.TalkCommands;
import org.junit.jupiter.api.Test;

/** The rules inside: session, roles and grants, screens, breakouts, words. */
class RoomRulesTest {
    private World world = new World();
    private SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
    private SeatId ben = world.inside("Ben Okafor", Role.PATIENT);

    private void policy(Policy.ShareRule share, Policy.ChatRule chat, boolean privateChat) {
        Policy standard = Policy.DEFAULT;
        world = new World(
                new Policy(
                        standard.admission(),
                        standard.checkIn(),
                        share,
                        chat,
                        privateChat,
                        standard.reactions(),
                        standard.names(),
                        standard.links(),
                        standard.video(),
                        standard.e2ee(),
                        standard.overrunMinutes(),
                        standard.idleMinutes(),
                        standard.attendance()),
                12,
                5);
        maya = world.staffInside("Maya Chen", Role.FACILITATOR);
        ana = world.inside("Ana Lopez", Role.PATIENT);
        ben = world.inside("Ben Okafor", Role.PATIENT);
    }

    @CanIgnoreReturnValue
    private Place open(SeatId... seats) {
        world.ask(maya, Commands.plan(Mode.MANUAL, Commands.room("Calm", seats)))
                .happened("breakouts-planned");
        assertThat(world.ask(maya, new BreakoutCommands.OpenBreakouts()).isAccepted())
                .isTrue();
        return world.state().open().orElseThrow().plan().rooms().get(0).place();
    }

    private static Command chat(Audience to) {
        return new TalkCommands.Chat(to, new Text("hello"));
    }

    @Test
    void starting_happensOnce() {
        world.ask(maya, new HouseCommands.Start()).happened("session-started");
        world.ask(maya, new HouseCommands.Start()).refused(Refusal.CONFLICT);
        assertThat(world.state().startedAt()).contains(World.START);
    }

    @Test
    void startByTheProgramBeforeAnybodyCame_opensFirst() {
        new World().program(new HouseCommands.Start()).happened("session-opened", "session-started");
    }

    @Test
    void mutedPersonInAnotherRole_staysMuted() {
        world.ask(maya, new HouseCommands.Mute(ana)).happened("grants-changed");
        world.ask(maya, new HouseCommands.ChangeRole(ana, Role.FAMILY)).happened("role-changed");
        assertThat(world.seat(ana).grants()).isEqualTo(new Grants(false, true, true));
    }

    @Test
    void smallerPlanThanThoseInside_isRefused() {
        SessionPlan plan = world.state().plan();
        SessionPlan smaller = new SessionPlan(
                plan.title(),
                plan.kind(),
                plan.startsAt(),
                plan.durationMinutes(),
                2,
                plan.policy(),
                plan.externalId(),
                Grouping.NONE);
        world.result(SessionDecider.change(world.state(), smaller)).refused(Refusal.CAPACITY);
    }

    @Test
    void extending_movesThePlannedEnd() {
        var event = world.ask(maya, new HouseCommands.Extend(15)).event(HouseEvents.SessionExtended.class);
        assertThat(event.endsAt()).isEqualTo(World.START.plusSeconds(105 * 60));
        assertThat(world.state().endsAt()).isEqualTo(event.endsAt());
    }

    @Test
    void ending_leavesNobodyInside() {
        world.ask(maya, new ScreenCommands.RequestShare()).happened("share-granted");
        world.ask(maya, new ScreenCommands.StartShare()).happened("share-started");
        open(ana);
        world.ask(maya, new HouseCommands.End(Optional.empty())).happened("session-ended");
        assertThat(world.state().inside()).isEmpty();
        assertThat(world.state().presenters()).isEmpty();
        assertThat(world.state().open()).isEmpty();
        assertThat(world.state().seats().values()).allMatch(seat -> seat.lease().isEmpty());
    }

    @Test
    void forgottenSession_endsByItself() {
        world.pass(Duration.ofSeconds(90 * 60 + 30 * 60 - 1)).happened();
        world.pass(Duration.ofSeconds(1)).happened("session-ended");
        assertThat(SessionDecider.nextDue(world.state())).isEmpty();
    }

    @Test
    void newRole_bringsItsGrants_andTheLastFacilitatorStays() {
        world.ask(maya, new HouseCommands.ChangeRole(maya, Role.PATIENT)).refused(Refusal.CONFLICT);
        world.ask(maya, new HouseCommands.ChangeRole(ana, Role.OBSERVER)).happened("role-changed");
        assertThat(world.seat(ana).grants()).isEqualTo(new Grants(false, true, false));
        world.ask(maya, new HouseCommands.ChangeRole(ben, Role.FACILITATOR)).happened("role-changed");
        world.ask(ben, new HouseCommands.ChangeRole(maya, Role.COFACILITATOR)).happened("role-changed");
        world.ask(maya, new HouseCommands.ChangeRole(ana, Role.PATIENT)).refused(Refusal.FORBIDDEN);
        world.ask(ben, new HouseCommands.ChangeRole(ben, Role.PATIENT)).refused(Refusal.CONFLICT);
        world.ask(ben, new HouseCommands.ChangeRole(ben, Role.FACILITATOR)).happened();
    }

    @Test
    void muting_takesTheGrant_andAllowingGivesItBack() {
        world.ask(maya, new HouseCommands.Mute(ana)).happened("grants-changed");
        world.ask(maya, new HouseCommands.Mute(ana)).happened();
        world.ask(maya, new HouseCommands.StopCamera(ana)).happened("grants-changed");
        world.ask(maya, new HouseCommands.Disallow(ana, Grants.What.CHAT)).happened("grants-changed");
        assertThat(world.seat(ana).grants()).isEqualTo(new Grants(false, false, false));
        world.ask(ana, chat(Audience.PLACE)).refused(Refusal.FORBIDDEN);
        world.ask(maya, new HouseCommands.Allow(ana, Grants.What.MICROPHONE)).happened("grants-changed");
        assertThat(world.seat(ana).grants()).isEqualTo(new Grants(true, false, false));
    }

    @Test
    void less_isAskedUntilStaffTakeItBack_thePersonDeclines_orTheSeatGoesOut() {
        world.ask(maya, new HouseCommands.AskForLess(ana, true)).happened("less-asked");
        world.ask(maya, new HouseCommands.AskForLess(ana, true)).happened();
        assertThat(world.seat(ana).lessAsked()).isTrue();
        world.drop(ana);
        world.connect(ana);
        assertThat(world.seat(ana).lessAsked()).as("after a reconnect").isTrue();
        world.ask(maya, new HallwayCommands.Hallway(List.of(ana)));
        assertThat(world.seat(ana).lessAsked()).as("in a hallway").isTrue();
        world.ask(maya, new HallwayCommands.ReturnFromHallway());
        world.ask(maya, new HouseCommands.AskForLess(ana, false)).happened("less-asked");
        world.ask(maya, new HouseCommands.AskForLess(ana, false)).happened();
        world.ask(maya, new HouseCommands.AskForLess(ana, true)).happened("less-asked");
        world.ask(ana, new HouseCommands.DeclineLess()).happened("less-asked");
        world.ask(ana, new HouseCommands.DeclineLess()).happened();
        assertThat(world.seat(ana).lessAsked()).as("declined").isFalse();
        world.ask(maya, new HouseCommands.AskForLess(ana, true)).happened("less-asked");
        world.ask(maya, new DoorCommands.SendToWaiting(ana, Optional.empty()));
        assertThat(world.seat(ana).lessAsked()).as("outside").isFalse();
    }

    @Test
    void less_isAskedByStaff_ofSomebodyInARoom_whereThereArePictures() {
        world.ask(ben, new HouseCommands.AskForLess(ana, true)).refused(Refusal.FORBIDDEN);
        world.ask(maya, new HouseCommands.AskForLess(Commands.NOBODY, true)).refused(Refusal.NOT_FOUND);
        SeatId cy = world.waiter("Cy Young", Role.PATIENT);
        world.ask(maya, new HouseCommands.AskForLess(cy, true)).refused(Refusal.CONFLICT);
        world.ask(maya, new HouseCommands.AskForLess(cy, false)).happened();
        world.ask(cy, new HouseCommands.DeclineLess()).happened();
        World audio = new World(Policy.DEFAULT.with(Policy.Video.OFF));
        SeatId lead = audio.staffInside("Lea Lead", Role.FACILITATOR);
        SeatId jo = audio.inside("Jo Park", Role.PATIENT);
        audio.ask(lead, new HouseCommands.AskForLess(jo, true)).refused(Refusal.CONFLICT);
    }

    @Test
    void hands_standInTheOrderOfAsking() {
        world.ask(ben, new TalkCommands.RaiseHand(true)).happened("hand-changed");
        world.ask(ana, new TalkCommands.RaiseHand(true)).happened("hand-changed");
        world.ask(ana, new TalkCommands.RaiseHand(true)).happened();
        assertThat(world.state().handRank(world.seat(ben))).isEqualTo(1);
        assertThat(world.state().handRank(world.seat(ana))).isEqualTo(2);
        world.ask(ben, new TalkCommands.RaiseHand(false)).happened("hand-changed");
        assertThat(world.state().handRank(world.seat(ana))).isEqualTo(1);
        world.ask(world.waiter("Cy Young", Role.PATIENT), new TalkCommands.RaiseHand(true))
                .refused(Refusal.CONFLICT);
    }

    @Test
    void shareWithoutALease_isForbidden() {
        world.ask(ana, new ScreenCommands.StartShare()).refused(Refusal.FORBIDDEN);
        world.ask(maya, new ScreenCommands.StartShare()).refused(Refusal.FORBIDDEN);
        world.ask(ana, new ScreenCommands.StopShare()).refused(Refusal.CONFLICT);
    }

    @Test
    void askedAndGranted_theLeaseLivesAndExpires() {
        world.ask(ana, new ScreenCommands.RequestShare()).happened("share-requested");
        world.ask(ana, new ScreenCommands.RequestShare()).happened();
        world.ask(maya, new ScreenCommands.GrantShare(ana, Optional.of(60), false))
                .happened("share-granted");
        assertThat(world.seat(ana).asksToShare()).isFalse();
        world.ask(ana, new ScreenCommands.StartShare()).happened("share-started");
        world.ask(ana, new ScreenCommands.StopShare()).happened("share-ended");
        assertThat(world.seat(ana).lease()).as("stopping keeps the lease").isPresent();
        world.ask(ana, new ScreenCommands.StartShare()).happened("share-started");
        world.pass(Duration.ofSeconds(59)).happened();
        Result expired = world.pass(Duration.ofSeconds(1)).happened("share-ended");
        var ended = expired.event(CoreEvents.ShareEnded.class);
        assertThat(ended.reason()).isEqualTo(ShareEnd.EXPIRED);
        assertThat(ended.leaseEnded()).isTrue();
        assertThat(world.state().presenters()).isEmpty();
        world.ask(ana, new ScreenCommands.StartShare()).refused(Refusal.FORBIDDEN);
    }

    @Test
    void leaseOfNobodySaidHowLong_livesTenMinutes() {
        world.ask(maya, new ScreenCommands.GrantShare(ana, Optional.empty(), false))
                .happened("share-granted");
        assertThat(world.seat(ana).lease().orElseThrow().until()).isEqualTo(World.START.plusSeconds(600));
    }

    @Test
    void revoking_endsShareAndLease_denyingEndsTheRequest() {
        world.ask(maya, new ScreenCommands.DenyShare(ana)).refused(Refusal.CONFLICT);
        world.ask(ana, new ScreenCommands.RequestShare()).happened("share-requested");
        world.ask(maya, new ScreenCommands.DenyShare(ana)).happened("share-denied");
        world.ask(maya, new ScreenCommands.RevokeShare(ana)).refused(Refusal.CONFLICT);
        world.ask(maya, new ScreenCommands.GrantShare(ana, Optional.empty(), false))
                .happened("share-granted");
        world.ask(ana, new ScreenCommands.StartShare()).happened("share-started");
        world.ask(maya, new ScreenCommands.RevokeShare(ana)).happened("share-ended");
        world.ask(ana, new ScreenCommands.StartShare()).refused(Refusal.FORBIDDEN);
    }

    @Test
    void secondPresenterInAPlace_isRefused_butNotInAnother() {
        Place calm = open(ben);
        for (SeatId seat : List.of(maya, ana, ben)) {
            world.ask(maya, new ScreenCommands.GrantShare(seat, Optional.empty(), false))
                    .happened("share-granted");
        }
        world.ask(maya, new ScreenCommands.StartShare()).happened("share-started");
        world.ask(maya, new ScreenCommands.StartShare()).happened();
        world.ask(ana, new ScreenCommands.StartShare()).refused(Refusal.CONFLICT);
        world.ask(ben, new ScreenCommands.StartShare()).happened("share-started");
        assertThat(world.state().presenters()).containsOnlyKeys(Place.MAIN, calm);
    }

    @Test
    void presenterWhoMoves_losesTheLease_whoDropsStopsAndKeepsIt() {
        Place calm = open();
        world.ask(maya, new ScreenCommands.GrantShare(ana, Optional.empty(), false))
                .happened("share-granted");
        world.ask(ana, new ScreenCommands.StartShare()).happened("share-started");
        world.drop(ana).happened("share-ended", "seat-connection");
        world.ask(ana, new ScreenCommands.StartShare()).refused(Refusal.CONFLICT);
        world.connect(ana).happened("seat-connection");
        world.ask(ana, new ScreenCommands.StartShare()).happened("share-started");
        Result moved = world.ask(maya, new BreakoutCommands.Assign(ana, calm)).happened("share-ended", "seat-moved");
        assertThat(moved.event(CoreEvents.ShareEnded.class).reason()).isEqualTo(ShareEnd.LEFT);
        assertThat(world.seat(ana).lease()).isEmpty();
    }

    @Test
    void anyonePolicy_grantsAtOnce_butNotObservers() {
        policy(Policy.ShareRule.ANYONE, Policy.ChatRule.EVERYONE, false);
        SeatId obi = world.inside("Obi Lane", Role.OBSERVER);
        world.ask(ana, new ScreenCommands.RequestShare()).happened("share-granted");
        world.ask(obi, new ScreenCommands.RequestShare()).happened("share-requested");
        world.ask(maya, new ScreenCommands.RequestShare()).happened("share-granted");
    }

    @Test
    void staffPolicy_forbidsOthersToAsk() {
        policy(Policy.ShareRule.STAFF, Policy.ChatRule.EVERYONE, false);
        world.ask(ana, new ScreenCommands.RequestShare()).refused(Refusal.FORBIDDEN);
        world.ask(maya, new ScreenCommands.RequestShare()).happened("share-granted");
    }

    @Test
    void randomRooms_areEvenAndLeaveOutStaffAndObservers() {
        SeatId obi = world.inside("Obi Lane", Role.OBSERVER);
        for (int i = 0; i < 5; i++) {
            world.inside("Given" + i + " X", i == 0 ? Role.FAMILY : Role.PATIENT);
        }
        var plan = Commands.plan(Mode.RANDOM, 3, BreakoutPlan.Rules.NONE);
        BreakoutPlan planned = world.ask(maya, plan)
                .event(BreakoutEvents.BreakoutsPlanned.class)
                .plan();
        assertThat(planned.rooms()).extracting(room -> room.seats().size()).containsExactly(3, 2, 2);
        assertThat(planned.rooms().stream().flatMap(room -> room.seats().stream()))
                .hasSize(7)
                .doesNotContain(maya, obi)
                .doesNotHaveDuplicates();
        List<SeatId> people = world.state()
                .inside()
                .filter(seat -> !seat.isStaff() && seat.role() != Role.OBSERVER)
                .map(Seat::id)
                .toList();
        assertThat(BreakoutPlanner.deal(
                        people, List.of(9, 9, 9), planned.seed().orElseThrow(), BreakoutPlan.Rules.NONE))
                .as("the journaled seed explains the plan")
                .contains(planned.rooms().stream().map(BreakoutPlan.Room::seats).toList());
    }

    @Test
    void dealing_isEvenForAnyNumbers() {
        for (int people = 0; people <= 20; people++) {
            for (int rooms = 1; rooms <= 6; rooms++) {
                int salt = people;
                List<SeatId> seats = Stream.iterate(0, i -> i + 1)
                        .limit(people)
                        .map(i -> new SeatId(new SeededChance(1000L * salt + i).id(SeatId.PREFIX)))
                        .toList();
                List<List<SeatId>> dealt = BreakoutPlanner.deal(
                                seats, Collections.nCopies(rooms, 99), 42, BreakoutPlan.Rules.NONE)
                        .orElseThrow();
                List<SeatId> all = new ArrayList<>();
                dealt.forEach(all::addAll);
                assertThat(all).containsExactlyInAnyOrderElementsOf(seats);
                assertThat(dealt)
                        .hasSize(rooms)
                        .allMatch(room -> room.size() >= seats.size() / dealt.size()
                                && room.size() <= seats.size() / dealt.size() + 1);
            }
        }
    }

    @Test
    void opening_movesThePlannedWhoAreInMain() {
        SeatId cy = world.waiter("Cy Young", Role.PATIENT);
        world.ask(maya, Commands.plan(Mode.MANUAL, Commands.room("Calm", ana, cy), Commands.room("Quiet", ben)))
                .happened("breakouts-planned");
        world.ask(maya, new BreakoutCommands.OpenBreakouts()).happened("breakouts-opened", "seat-moved", "seat-moved");
        assertThat(world.seat(ana).place().kind()).isEqualTo(Place.Kind.BREAKOUT);
        assertThat(world.seat(ana).place()).isNotEqualTo(world.seat(ben).place());
        assertThat(world.seat(cy).place()).isEqualTo(Place.WAITING);
        world.ask(maya, new BreakoutCommands.OpenBreakouts()).refused(Refusal.CONFLICT);
        world.ask(maya, Commands.plan(Mode.MANUAL, Commands.room("Other"))).refused(Refusal.CONFLICT);
    }

    @Test
    void plans_thatMakeNoSense_areInvalid() {
        world.ask(maya, Commands.plan(Mode.MANUAL)).refused(Refusal.INVALID);
        world.ask(maya, Commands.plan(Mode.MANUAL, Commands.room("A", ana), Commands.room("B", ana)))
                .refused(Refusal.INVALID);
        world.ask(maya, Commands.plan(Mode.MANUAL, Commands.room("A", Commands.NOBODY)))
                .refused(Refusal.NOT_FOUND);
        var tight = new BreakoutCommands.RoomDraft(new Text("A"), Optional.empty(), List.of(ana, ben), Optional.of(1));
        world.ask(maya, Commands.plan(Mode.MANUAL, tight)).refused(Refusal.INVALID);
        world.ask(maya, new BreakoutCommands.OpenBreakouts()).refused(Refusal.CONFLICT);
        world.ask(maya, new BreakoutCommands.ExtendBreakouts(60)).refused(Refusal.CONFLICT);
        world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.empty())).refused(Refusal.CONFLICT);
    }

    @Test
    void closing_countsDownAMinute_thenEverybodyIsBack() {
        open(ana, ben);
        var closing = world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.empty()))
                .event(BreakoutEvents.BreakoutsClosing.class);
        assertThat(closing.closesAt()).isEqualTo(World.START.plusSeconds(60));
        world.pass(Duration.ofSeconds(59)).happened();
        world.pass(Duration.ofSeconds(1)).happened("seat-moved", "seat-moved", "breakouts-closed");
        assertThat(world.seat(ana).place()).isEqualTo(Place.MAIN);
        assertThat(world.state().open()).isEmpty();
    }

    @Test
    void closingNow_bringsEverybodyBackAtOnce() {
        open(ana);
        world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.of(0))).happened("seat-moved", "breakouts-closed");
    }

    @Test
    void extending_keepsRoomsOpenLonger_alsoWhileTheyClose() {
        world.ask(
                        maya,
                        new BreakoutCommands.PlanBreakouts(
                                Mode.MANUAL,
                                List.of(Commands.room("Calm", ana)),
                                Optional.empty(),
                                Optional.of(100),
                                Optional.empty(),
                                BreakoutPlan.Rules.NONE))
                .happened("breakouts-planned");
        world.ask(maya, new BreakoutCommands.OpenBreakouts()).happened("breakouts-opened", "seat-moved");
        world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.of(30))).happened("breakouts-closing");
        var extended =
                world.ask(maya, new BreakoutCommands.ExtendBreakouts(60)).event(BreakoutEvents.BreakoutsExtended.class);
        assertThat(extended.closesAt()).isEqualTo(World.START.plusSeconds(90));
        world.pass(Duration.ofSeconds(89)).happened();
        world.pass(Duration.ofSeconds(1)).happened("seat-moved", "breakouts-closed");
    }

    @Test
    void roomsWithATime_closeByThemselves_alsoWithoutStaff() {
        world.ask(
                        maya,
                        new BreakoutCommands.PlanBreakouts(
                                Mode.MANUAL,
                                List.of(Commands.room("Calm", ana)),
                                Optional.empty(),
                                Optional.of(100),
                                Optional.empty(),
                                BreakoutPlan.Rules.NONE))
                .happened("breakouts-planned");
        world.ask(maya, new BreakoutCommands.OpenBreakouts()).happened("breakouts-opened", "seat-moved");
        world.drop(maya);
        world.pass(Duration.ofSeconds(100)).happened("seat-moved", "breakouts-closed");
    }

    @Test
    void goingTo_isForStaff_andForOthersOnlyBackToMain() {
        Place calm = open(ana);
        world.ask(maya, new BreakoutCommands.GoTo(calm)).happened("seat-moved");
        world.ask(ben, new BreakoutCommands.GoTo(calm)).refused(Refusal.FORBIDDEN);
        world.ask(ana, new BreakoutCommands.GoTo(Place.MAIN)).happened("seat-moved");
        world.ask(ana, new BreakoutCommands.GoTo(Place.WAITING)).refused(Refusal.INVALID);
        world.ask(maya, new BreakoutCommands.GoTo(Place.breakout(Commands.NO_ROOM)))
                .refused(Refusal.NOT_FOUND);
        SeatId cy = world.waiter("Cy Young", Role.PATIENT);
        world.ask(cy, new BreakoutCommands.GoTo(Place.MAIN)).refused(Refusal.CONFLICT);
    }

    @Test
    void selfSelect_letsEverybodyChoose_upToTheLimit() {
        var room = new BreakoutCommands.RoomDraft(new Text("Small"), Optional.empty(), List.of(), Optional.of(1));
        world.ask(maya, Commands.plan(Mode.SELF_SELECT, room)).happened("breakouts-planned");
        world.ask(maya, new BreakoutCommands.OpenBreakouts()).happened("breakouts-opened");
        Place small = world.state().open().orElseThrow().plan().rooms().get(0).place();
        world.ask(ana, new BreakoutCommands.GoTo(small)).happened("seat-moved");
        world.ask(ben, new BreakoutCommands.GoTo(small)).refused(Refusal.CAPACITY);
        world.ask(maya, new BreakoutCommands.GoTo(small)).happened("seat-moved");
    }

    @Test
    void assigning_movesWhoIsInside() {
        Place calm = open();
        world.ask(maya, new BreakoutCommands.Assign(ana, calm)).happened("seat-moved");
        world.ask(maya, new BreakoutCommands.Assign(ana, calm)).happened();
        world.ask(maya, new BreakoutCommands.Assign(ana, Place.AWAY)).refused(Refusal.INVALID);
        SeatId cy = world.waiter("Cy Young", Role.PATIENT);
        world.ask(maya, new BreakoutCommands.Assign(cy, calm)).refused(Refusal.CONFLICT);
    }

    @Test
    void help_isAskedInABreakout_onceUntilAnswered() {
        Place calm = open(ana);
        BreakoutId id = calm.asBreakout().orElseThrow();
        world.ask(ben, new BreakoutCommands.AskForHelp()).refused(Refusal.CONFLICT);
        world.ask(maya, new BreakoutCommands.AnswerHelp(id)).refused(Refusal.CONFLICT);
        world.ask(ana, new BreakoutCommands.AskForHelp()).happened("help-asked");
        world.ask(ana, new BreakoutCommands.AskForHelp()).happened();
        world.ask(maya, new BreakoutCommands.AnswerHelp(id)).happened("help-answered");
        world.ask(maya, new BreakoutCommands.AnswerHelp(Commands.NO_ROOM)).refused(Refusal.NOT_FOUND);
    }

    @Test
    void chat_isForThoseInside_privateOnlyWherePolicyOrStaffSay() {
        SeatId cy = world.waiter("Cy Young", Role.PATIENT);
        world.ask(ana, chat(Audience.PLACE)).happened("message");
        world.ask(ana, chat(Audience.STAFF)).happened("message");
        world.ask(ana, chat(Audience.seat(ben))).refused(Refusal.FORBIDDEN);
        world.ask(maya, chat(Audience.seat(ana))).happened("message");
        world.ask(cy, chat(Audience.PLACE)).refused(Refusal.CONFLICT);
        policy(Policy.ShareRule.REQUEST, Policy.ChatRule.EVERYONE, true);
        world.ask(ana, chat(Audience.seat(ben))).happened("message");
        open(ben);
        world.ask(ana, chat(Audience.seat(ben))).refused(Refusal.NOT_FOUND);
    }

    @Test
    void chatPolicy_isKeptOnTheServer() {
        policy(Policy.ShareRule.REQUEST, Policy.ChatRule.STAFF, false);
        world.ask(ana, chat(Audience.PLACE)).refused(Refusal.FORBIDDEN);
        world.ask(ana, chat(Audience.STAFF)).happened("message");
        world.ask(maya, chat(Audience.PLACE)).happened("message");
        policy(Policy.ShareRule.REQUEST, Policy.ChatRule.OFF, true);
        for (Audience to : List.of(Audience.PLACE, Audience.STAFF, Audience.seat(ben))) {
            world.ask(ana, chat(to)).refused(Refusal.FORBIDDEN);
            world.ask(maya, chat(to)).refused(Refusal.FORBIDDEN);
        }
    }

    @Test
    void alert_isRaisedFromAnywhere_andTakenOnce() {
        SeatId cy = world.waiter("Cy Young", Role.PATIENT);
        AlertId alert = world.ask(cy, new SafetyCommands.RaiseAlert(Optional.empty()))
                .event(SafetyEvents.AlertRaised.class)
                .alert();
        world.ask(maya, new SafetyCommands.AcknowledgeAlert(alert)).happened("alert-acknowledged");
        world.ask(maya, new SafetyCommands.AcknowledgeAlert(alert)).refused(Refusal.NOT_FOUND);
    }
}
