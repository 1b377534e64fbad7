package org.anteroom.engine.view;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.BreakoutId;
import org.anteroom.engine.session.BreakoutPlan.Mode;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Grants;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatKeys;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.World.Result;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.e2ee.KeyEvents;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.poll.PollCommands;
import org.anteroom.engine.session.safety.SafetyCommands;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.engine.session.talk.TalkCommands;

/** A session with one viewer of a role in every place, and a patient in the main room whom events are about. */
final class VisibilityStage {
    static final List<String> COLUMNS = List.of(
            "staff inside",
            "staff away",
            "oneself",
            "same place",
            "another breakout",
            "a hallway",
            "waiting",
            "away",
            "not let in");

    private static final String KEY = "key";
    private static final Text WORDS = new Text("some words");

    private final World world = new World(Policy.DEFAULT, 40, 21);
    private final Map<String, SeatId> viewers = new LinkedHashMap<>();
    private final SeatId lead = world.staffInside("Lea Lead", Role.FACILITATOR);
    private final SeatId ana = world.inside("Ana About", Role.PATIENT);
    private final SeatId wim = world.waiter("Wim Waits", Role.PATIENT);
    private final SeatId other = world.inside("Ola Other", Role.COFACILITATOR);
    private final BreakoutId calm;

    VisibilityStage(Role role) {
        world.ask(lead, Commands.plan(Mode.MANUAL, Commands.room("Calm"), Commands.room("Quiet")));
        world.ask(lead, new BreakoutCommands.OpenBreakouts());
        List<Place> rooms = world.state().open().orElseThrow().plan().rooms().stream()
                .map(room -> room.place())
                .toList();
        calm = rooms.get(0).asBreakout().orElseThrow();
        if (role.isStaff()) {
            viewers.put("staff inside", world.inside("Sam Staff", role));
            viewers.put("staff away", world.add("Sid Staff", role));
        } else {
            others(role, rooms);
        }
    }

    private void others(Role role, List<Place> rooms) {
        viewers.put("same place", world.inside("Viv Viewer", role));
        SeatId elsewhere = world.inside("Eli Elsewhere", role);
        world.program(new BreakoutCommands.Assign(elsewhere, rooms.get(1)));
        viewers.put("another breakout", elsewhere);
        SeatId aside = world.inside("Hal Hallway", role);
        world.ask(other, new HallwayCommands.Hallway(List.of(aside)));
        viewers.put("a hallway", aside);
        SeatId denied = world.waiter("Dan Denied", role);
        world.program(new DoorCommands.Deny(List.of(denied), Optional.empty()));
        viewers.put("not let in", denied);
        viewers.put("waiting", world.waiter("Wes Waiter", role));
        viewers.put("away", world.add("Abe Away", role));
    }

    /** The viewers by the column that they stand in, and who the last event was about. */
    Map<String, SeatId> viewers() {
        Map<String, SeatId> all = new LinkedHashMap<>(viewers);
        all.put("oneself", self);
        return all;
    }

    private SeatId self = ana;

    private Result about(SeatId seat, Result result) {
        self = seat;
        return result;
    }

    @CanIgnoreReturnValue
    private Result of(Command command) {
        return world.ask(lead, command);
    }

    /** What comes of a frame that is no command. */
    @CanIgnoreReturnValue
    private Result happens(SessionEvent event) {
        return world.result(new Decision.Accepted(List.of(new Decision.Caused(Actor.POLICY, event)), Map.of()));
    }

    @CanIgnoreReturnValue
    private Result byAna(Command command) {
        return world.ask(ana, command);
    }

    static Map<String, Function<VisibilityStage, Result>> rows() {
        Map<String, Function<VisibilityStage, Result>> rows = new LinkedHashMap<>();
        door(rows);
        session(rows);
        seats(rows);
        screen(rows);
        rooms(rows);
        words(rows);
        return rows;
    }

    private static void door(Map<String, Function<VisibilityStage, Result>> rows) {
        rows.put(
                "seat-added",
                stage -> stage.world.result(Registration.invite(
                        stage.world.state(),
                        new Registration.Person(new Text("ref-new"), new Text("Nia New"), Role.PATIENT),
                        new Registration.NewInvite(
                                new InviteId("inv_AAAAAAAAAAAAAAAAAAAAAA"),
                                "hash",
                                stage.world.now().plusSeconds(60),
                                Optional.empty()),
                        stage.world.chance())));
        rows.put(
                "check-in-completed", stage -> stage.about(stage.wim, stage.world.ask(stage.wim, Commands.checkIn(0))));
        rows.put("consent-withdrawn", stage -> {
            stage.world.ask(stage.wim, Commands.checkIn(0));
            return stage.about(
                    stage.wim, stage.world.ask(stage.wim, new DoorCommands.WithdrawConsent(ConsentId.BUILT_IN)));
        });
        rows.put(
                "stepped-away",
                stage -> stage.about(stage.wim, stage.world.ask(stage.wim, new DoorCommands.StepAway(true))));
        rows.put(
                "seat-held",
                stage -> stage.about(stage.wim, stage.of(new DoorCommands.Hold(List.of(stage.wim), true, false))));
        rows.put(
                "seat-moved into the main room",
                stage -> stage.about(stage.wim, stage.of(new DoorCommands.Admit(List.of(stage.wim)))));
        rows.put(
                "seat-moved out of the main room",
                stage -> stage.of(new DoorCommands.SendToWaiting(stage.ana, Optional.of(WORDS))));
        rows.put(
                "seat-denied",
                stage -> stage.about(
                        stage.wim, stage.of(new DoorCommands.Deny(List.of(stage.wim), Optional.of(WORDS)))));
        rows.put(
                "message to the waiting room",
                stage -> stage.about(
                        stage.wim, stage.of(new TalkCommands.MessageWaiting(WORDS, Optional.of(List.of(stage.wim))))));
        rows.put("hallway-opened", stage -> stage.of(new HallwayCommands.Hallway(List.of(stage.ana))));
        rows.put("hallway-closed", stage -> {
            stage.of(new HallwayCommands.Hallway(List.of(stage.ana)));
            return stage.of(new HallwayCommands.ReturnFromHallway());
        });
    }

    private static void session(Map<String, Function<VisibilityStage, Result>> rows) {
        rows.put("session-changed", stage -> {
            SessionPlan plan = stage.world.state().plan();
            return stage.world.result(SessionDecider.change(stage.world.state(), plan));
        });
        rows.put("session-cancelled", stage -> stage.world.result(Registration.cancel(stage.world.state())));
        rows.put("session-opened", stage -> {
            World fresh = new World();
            SeatId first = fresh.add("Fay First", Role.FACILITATOR);
            fresh.connect(first);
            Result opened = fresh.ask(first, new DoorCommands.Knock());
            return stage.nobodyElse(opened);
        });
        rows.put("session-started", stage -> stage.of(new HouseCommands.Start()));
        rows.put("session-locked", stage -> stage.of(new DoorCommands.Lock(true)));
        rows.put("session-extended", stage -> stage.of(new HouseCommands.Extend(5)));
        rows.put("session-ended", stage -> stage.of(new HouseCommands.End(Optional.of(WORDS))));
    }

    /** The session opens with its first staff, before anybody else can be inside: seen here as if it opened once more. */
    private Result nobodyElse(Result opened) {
        World.Change change = opened.changes().stream()
                .filter(found -> found.event().eventName().equals("session-opened"))
                .findFirst()
                .orElseThrow();
        World.Change here = new World.Change(world.state(), world.state(), change.recorded());
        return new Result(opened.decision(), List.of(here));
    }

    private static void seats(Map<String, Function<VisibilityStage, Result>> rows) {
        rows.put("seat-connection", stage -> stage.world.drop(stage.ana));
        rows.put("seat-connection with an open alert", stage -> {
            stage.byAna(new SafetyCommands.RaiseAlert(Optional.empty()));
            return stage.world.drop(stage.ana);
        });
        rows.put("hand-changed", stage -> stage.byAna(new TalkCommands.RaiseHand(true)));
        rows.put("grants-changed", stage -> stage.of(new HouseCommands.Disallow(stage.ana, Grants.What.CHAT)));
        rows.put("less-asked", stage -> stage.of(new HouseCommands.AskForLess(stage.ana, true)));
        rows.put("device-set", stage -> stage.happens(new KeyEvents.DeviceSet(stage.ana, KEY)));
        rows.put("device-set of staff", stage -> {
            Result set = stage.happens(new KeyEvents.DeviceSet(stage.other, KEY));
            return stage.about(stage.other, set);
        });
        rows.put("device-vouched", stage -> {
            stage.happens(new KeyEvents.DeviceSet(stage.ana, KEY));
            return stage.happens(new KeyEvents.DeviceVouched(stage.ana, KEY, stage.lead, KEY, "sig"));
        });
        SeatKeys.Stay stay = new SeatKeys.Stay("stay", KEY, "sig");
        rows.put(
                "stays-posted where one is taken",
                stage -> stage.happens(new KeyEvents.StaysPosted(stage.ana, List.of(stay))));
        rows.put("stays-posted ahead", stage -> {
            stage.happens(new KeyEvents.StaysPosted(stage.ana, List.of(stay)));
            return stage.happens(new KeyEvents.StaysPosted(stage.ana, List.of(stay)));
        });
        rows.put("role-changed", stage -> stage.of(new HouseCommands.ChangeRole(stage.ana, Role.FAMILY)));
    }

    private static void screen(Map<String, Function<VisibilityStage, Result>> rows) {
        rows.put("share-requested", stage -> stage.byAna(new ScreenCommands.RequestShare()));
        rows.put("share-denied", stage -> {
            stage.byAna(new ScreenCommands.RequestShare());
            return stage.of(new ScreenCommands.DenyShare(stage.ana));
        });
        rows.put("share-granted", VisibilityStage::granted);
        rows.put("share-started", stage -> {
            stage.granted();
            return stage.byAna(new ScreenCommands.StartShare());
        });
        rows.put("share-ended", stage -> {
            stage.granted();
            return stage.world.pass(Duration.ofMinutes(11));
        });
    }

    @CanIgnoreReturnValue
    private Result granted() {
        return of(new ScreenCommands.GrantShare(ana, Optional.empty(), false));
    }

    private static void rooms(Map<String, Function<VisibilityStage, Result>> rows) {
        rows.put("breakouts-planned", stage -> {
            stage.of(new BreakoutCommands.CloseBreakouts(Optional.of(0)));
            return stage.of(Commands.plan(Mode.MANUAL, Commands.room("Calm")));
        });
        rows.put("breakouts-opened", stage -> {
            stage.of(new BreakoutCommands.CloseBreakouts(Optional.of(0)));
            return stage.of(new BreakoutCommands.OpenBreakouts());
        });
        rows.put("breakouts-extended", stage -> stage.of(new BreakoutCommands.ExtendBreakouts(60)));
        rows.put("breakouts-closing", stage -> stage.of(new BreakoutCommands.CloseBreakouts(Optional.empty())));
        rows.put("breakouts-closed", stage -> stage.of(new BreakoutCommands.CloseBreakouts(Optional.of(0))));
        rows.put("announcement", stage -> stage.of(new TalkCommands.Broadcast(WORDS)));
        rows.put("help-asked from the patient's breakout", VisibilityStage::helpAsked);
        rows.put("help-answered in the patient's breakout", stage -> {
            stage.helpAsked();
            return stage.of(new BreakoutCommands.AnswerHelp(stage.calm));
        });
    }

    @CanIgnoreReturnValue
    private Result helpAsked() {
        of(new BreakoutCommands.Assign(ana, Place.breakout(calm)));
        return byAna(new BreakoutCommands.AskForHelp());
    }

    private static void words(Map<String, Function<VisibilityStage, Result>> rows) {
        rows.put("message to the place", stage -> stage.byAna(new TalkCommands.Chat(Audience.PLACE, WORDS)));
        rows.put("message to staff", stage -> stage.byAna(new TalkCommands.Chat(Audience.STAFF, WORDS)));
        rows.put(
                "message of staff to the patient",
                stage -> stage.world.ask(stage.lead, new TalkCommands.Chat(Audience.seat(stage.ana), WORDS)));
        rows.put("poll-opened", stage -> stage.of(Commands.poll(true)));
        rows.put("poll-voted", stage -> stage.voted(false));
        rows.put("poll-voted anonymously", stage -> stage.voted(true));
        rows.put("poll-closed unshared", stage -> stage.pollClosed(false));
        rows.put("poll-closed shared", stage -> stage.pollClosed(true));
        rows.put("alert-raised", stage -> stage.byAna(new SafetyCommands.RaiseAlert(Optional.of(WORDS))));
        rows.put("alert-acknowledged", stage -> {
            stage.byAna(new SafetyCommands.RaiseAlert(Optional.empty()));
            return stage.of(new SafetyCommands.AcknowledgeAlert(
                    stage.world.state().alerts().keySet().iterator().next()));
        });
        rows.put("note", stage -> stage.of(new TalkCommands.WriteNote(WORDS)));
    }

    private Result voted(boolean anonymous) {
        of(Commands.poll(anonymous));
        return byAna(new PollCommands.Vote(0));
    }

    private Result pollClosed(boolean share) {
        of(Commands.poll(true));
        return of(new PollCommands.ClosePoll(share));
    }
}
