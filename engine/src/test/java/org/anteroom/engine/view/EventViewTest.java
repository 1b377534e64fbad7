package org.anteroom.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.BreakoutPlan.Mode;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatView;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.World.Result;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.safety.SafetyCommands;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.engine.session.talk.TalkCommands;
import org.junit.jupiter.api.Test;

/** What each sees of each event, by the contract's table: staff, oneself, the same place, another place, outside. */
class EventViewTest {
    private static final BreakoutCommands.RoomDraft EMPTY = Commands.room("Calm");

    private final World world = new World();
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
    private final SeatId ben = world.inside("Ben Okafor", Role.PATIENT);
    private final SeatId cy = world.inside("Cy Young", Role.FAMILY);
    private final SeatId waiter = world.waiter("Wim Waits", Role.PATIENT);
    private final SeatId away = world.add("Abe Away", Role.PATIENT);
    private final SeatId staffAway = world.add("Jo Park", Role.COFACILITATOR);
    private final Place calm = elsewhere();

    /** Opens a breakout and puts Cy into it: somebody in another place. */
    private Place elsewhere() {
        world.ask(maya, Commands.plan(Mode.MANUAL, EMPTY));
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        Place place = world.state().open().orElseThrow().plan().rooms().get(0).place();
        world.ask(maya, new BreakoutCommands.Assign(cy, place)).happened("seat-moved");
        return place;
    }

    private static Optional<Map<String, Object>> seen(Result result, String event, SeatId by) {
        return result.changes().stream()
                .filter(change -> change.event().eventName().equals(event))
                .findFirst()
                .flatMap(change -> EventView.of(change.before(), change.after(), change.recorded(), by));
    }

    /** Who sees the event, of all people here; nobody outside ever does, but those named. */
    private void seenBy(Result result, String event, SeatId... seats) {
        for (SeatId seat : List.of(maya, ana, ben, cy, waiter, away, staffAway)) {
            assertThat(seen(result, event, seat).isPresent())
                    .as(event + " seen by " + world.seat(seat).name().value())
                    .isEqualTo(List.of(seats).contains(seat));
        }
    }

    private static void has(Result result, String event, SeatId by, String... fields) {
        assertThat(seen(result, event, by).orElseThrow().keySet())
                .as(event)
                .containsExactlyInAnyOrderElementsOf(Set.of(fields));
    }

    @Test
    void move_isSeenByStaffSelfAndBothPlaces_eachWithTheirOwnFields() {
        Result moved = world.ask(maya, new BreakoutCommands.Assign(ana, calm));
        seenBy(moved, "seat-moved", maya, ana, ben, cy);
        has(moved, "seat-moved", maya, "seat", "from", "to", "by", "who");
        has(moved, "seat-moved", ana, "seat", "from", "to");
        has(moved, "seat-moved", ben, "seat", "from");
        has(moved, "seat-moved", cy, "seat", "to", "who");
        assertThat(seen(moved, "seat-moved", maya).orElseThrow()).containsEntry("by", maya.value());
        assertThat(seen(moved, "seat-moved", cy).orElseThrow().toString()).doesNotContain("Lopez", "ref-");
    }

    @Test
    void knock_isSeenByStaffAndSelfAlone() {
        Result knocked = world.ask(away, new DoorCommands.Knock());
        seenBy(knocked, "seat-moved", maya, away);
    }

    @Test
    void denial_isSeenByStaffAndSelf() {
        Result denied = world.ask(maya, new DoorCommands.Deny(List.of(waiter), Optional.of(new Text("not today"))));
        seenBy(denied, "seat-denied", maya, waiter);
        has(denied, "seat-denied", waiter, "seat", "reason");
    }

    @Test
    void lostLine_isSeenInThePlace_andItsSafetyByStaffAlone() {
        world.ask(waiter, Commands.checkIn(0));
        Result dropped = world.drop(ana);
        seenBy(dropped, "seat-connection", maya, ben);
        has(dropped, "seat-connection", maya, "seat", "connected");
        has(dropped, "seat-connection", ben, "seat", "connected");
        world.ask(ben, new SafetyCommands.RaiseAlert(Optional.empty()));
        Result alarmed = world.drop(ben);
        has(alarmed, "seat-connection", maya, "seat", "connected", "safety");
        world.connect(ana);
        world.connect(ben);
        world.ask(ana, new SafetyCommands.RaiseAlert(Optional.empty()));
        has(world.drop(ana), "seat-connection", ben, "seat", "connected");
    }

    @Test
    void handsAndGrants_areSeenInThePlace_rolesByStaffAndSelf() {
        Result hand = world.ask(ana, new TalkCommands.RaiseHand(true));
        seenBy(hand, "hand-changed", maya, ana, ben);
        has(hand, "hand-changed", ben, "seat", "on");
        Result muted = world.ask(maya, new HouseCommands.Mute(ana));
        seenBy(muted, "grants-changed", maya, ana, ben);
        has(muted, "grants-changed", ben, "seat", "grants");
        Result role = world.ask(maya, new HouseCommands.ChangeRole(ana, Role.OBSERVER));
        seenBy(role, "role-changed", maya, ana);
        has(role, "role-changed", ana, "seat", "role");
    }

    @Test
    void requests_areSeenByStaffAndSelf_leasesAndSharesInThePlace() {
        seenBy(world.ask(ana, new ScreenCommands.RequestShare()), "share-requested", maya, ana);
        seenBy(world.ask(maya, new ScreenCommands.DenyShare(ana)), "share-denied", maya, ana);
        Result granted = world.ask(maya, new ScreenCommands.GrantShare(ana, Optional.empty(), false));
        seenBy(granted, "share-granted", maya, ana, ben);
        has(granted, "share-granted", ben, "seat", "until", "place");
        Result started = world.ask(ana, new ScreenCommands.StartShare());
        seenBy(started, "share-started", maya, ana, ben);
        has(started, "share-started", ben, "seat", "place");
        Result revoked = world.ask(maya, new ScreenCommands.RevokeShare(ana));
        seenBy(revoked, "share-ended", maya, ana, ben);
        has(revoked, "share-ended", ben, "seat", "place", "reason", "leaseEnded");
        assertThat(seen(revoked, "share-ended", ben).orElseThrow()).containsEntry("reason", "revoked");
    }

    @Test
    void plans_areStaffs_openRoomsEverybodysOwnWithTheNamesThatStandThere() {
        world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.of(0)));
        Result planned = world.ask(
                maya, Commands.plan(Mode.MANUAL, Commands.room("One", ana, waiter), Commands.room("Two", ben)));
        seenBy(planned, "breakouts-planned", maya);
        has(planned, "breakouts-planned", maya, "plan");
        Result opened = world.ask(maya, new BreakoutCommands.OpenBreakouts());
        seenBy(opened, "breakouts-opened", maya, ana, ben, cy);
        String ofAna = seen(opened, "breakouts-opened", ana).orElseThrow().toString();
        assertThat(ofAna).contains("One", "Ana", "the task").doesNotContain("Two", "Ben", "Wim", "sea_");
        assertThat(seen(opened, "breakouts-opened", maya).orElseThrow().toString())
                .contains("One", "Two", waiter.value());
        Result closing = world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.empty()));
        seenBy(closing, "breakouts-closing", maya, ana, ben, cy);
        has(closing, "breakouts-closing", ana, "closesAt");
        Result extended = world.ask(maya, new BreakoutCommands.ExtendBreakouts(60));
        seenBy(extended, "breakouts-extended", maya, ana, ben, cy);
        Result closed = world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.of(0)));
        seenBy(closed, "breakouts-closed", maya, ana, ben, cy);
        assertThat(seen(closed, "breakouts-closed", ana)).contains(Map.of());
    }

    @Test
    void announcements_reachEverybodyInside_helpStaffAndThatRoom() {
        Result told = world.ask(maya, new TalkCommands.Broadcast(new Text("five minutes")));
        seenBy(told, "announcement", maya, ana, ben, cy);
        has(told, "announcement", cy, "text");
        Result asked = world.ask(cy, new BreakoutCommands.AskForHelp());
        seenBy(asked, "help-asked", maya, cy);
        has(asked, "help-asked", maya, "breakout", "seat");
        Result answered = world.ask(
                maya, new BreakoutCommands.AnswerHelp(calm.asBreakout().orElseThrow()));
        seenBy(answered, "help-answered", maya, cy);
        has(answered, "help-answered", cy, "breakout");
    }

    @Test
    void messages_reachTheirAddressees_andWaitersReadNoWriter() {
        Result place = world.ask(ana, new TalkCommands.Chat(Audience.PLACE, new Text("hello")));
        seenBy(place, "message", maya, ana, ben);
        has(place, "message", ben, "from", "to", "place", "text");
        Result staff = world.ask(ana, new TalkCommands.Chat(Audience.STAFF, new Text("a word")));
        seenBy(staff, "message", maya, ana);
        Result one = world.ask(maya, new TalkCommands.Chat(Audience.seat(cy), new Text("to you")));
        seenBy(one, "message", maya, cy);
        Result waiters = world.ask(maya, new TalkCommands.MessageWaiting(new Text("soon"), Optional.empty()));
        seenBy(waiters, "message", maya, waiter);
        has(waiters, "message", waiter, "to", "text");
        assertThat(seen(waiters, "message", waiter).orElseThrow().toString()).doesNotContain("sea_");
    }

    @Test
    void checkIns_alertsAndNotes_areStaffs() {
        Result done = world.ask(waiter, Commands.checkIn(3));
        seenBy(done, "check-in-completed", maya, waiter);
        has(done, "check-in-completed", waiter, "seat", "held", "consents");
        assertThat(seen(done, "check-in-completed", maya).orElseThrow()).containsKeys("seat", "checkIn");
        seenBy(done, "alert-raised", maya);
        has(done, "alert-raised", maya, "alert", "kind", "seat", "location", "callback", "contact");
        assertThat(seen(done, "alert-raised", maya).orElseThrow()).containsEntry("kind", "phq9-item9");
        Result raised = world.ask(ana, new SafetyCommands.RaiseAlert(Optional.of(new Text("please"))));
        seenBy(raised, "alert-raised", maya);
        has(raised, "alert-raised", maya, "alert", "kind", "seat", "note");
        Result note = world.ask(maya, new TalkCommands.WriteNote(new Text("a note")));
        seenBy(note, "note", maya);
        has(note, "note", maya, "from", "text");
    }

    @Test
    void hold_isSeenByStaffAndSelf_andWhyByStaffAlone() {
        Result held = world.ask(maya, new DoorCommands.Hold(List.of(waiter), true, false));
        seenBy(held, "seat-held", maya, waiter);
        has(held, "seat-held", maya, "seat", "on", "heldFor");
        has(held, "seat-held", waiter, "seat", "on");
        assertThat(SeatView.self(world.state(), world.seat(waiter)))
                .containsEntry("held", true)
                .doesNotContainKey("heldFor");
        Result released = world.ask(maya, new DoorCommands.Hold(List.of(waiter), false, false));
        assertThat(seen(released, "seat-held", waiter)).contains(Map.of("seat", waiter.value(), "on", false));
        assertThat(SeatView.self(world.state(), world.seat(waiter))).doesNotContainKey("held");
    }

    @Test
    void sessionEvents_areSeenInside() {
        Result started = world.ask(maya, new HouseCommands.Start());
        seenBy(started, "session-started", maya, ana, ben, cy);
        Result locked = world.ask(maya, new DoorCommands.Lock(true));
        seenBy(locked, "session-locked", maya, ana, ben, cy);
        has(locked, "session-locked", ana, "on");
        Result extended = world.ask(maya, new HouseCommands.Extend(5));
        seenBy(extended, "session-extended", maya, ana, ben, cy);
        has(extended, "session-extended", ana, "minutes", "endsAt");
        Result ended = world.ask(maya, new HouseCommands.End(Optional.of(new Text("thank you"))));
        seenBy(ended, "session-ended", maya, ana, ben, cy);
        has(ended, "session-ended", ana, "reason");
    }
}
