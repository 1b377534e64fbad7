package org.anteroom.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.BreakoutId;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.CheckIn;
import org.anteroom.engine.session.Grants;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every event comes back from its entry as it went in. */
class EventCodecTest {
    private static final String BITS = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final Instant AT = Instant.parse("2026-01-31T15:00:00.125Z");
    private static final SeatId SEAT = new SeatId("sea_" + BITS);
    private static final BreakoutId BREAKOUT = new BreakoutId("brk_" + BITS);
    private static final InviteId INVITE = new InviteId("inv_" + BITS);
    private static final AlertId ALERT = new AlertId("alr_" + BITS);
    private static final Text TEXT = new Text("Zoë \"quoted\" 🙂");
    private static final SessionPlan PLAN =
            new SessionPlan(TEXT, "group", AT, 90, 12, Policy.DEFAULT, Optional.of(TEXT));

    static final List<SessionEvent> EVENTS = List.of(
            new SessionEvent.SessionCreated(new ProgramId("prg_" + BITS), PLAN, Optional.of("digest")),
            new SessionEvent.SessionChanged(PLAN),
            new SessionEvent.SessionCancelled(),
            new SessionEvent.SessionOpened(),
            new SessionEvent.SessionStarted(),
            new SessionEvent.SessionLocked(true),
            new SessionEvent.SessionExtended(15, AT),
            new SessionEvent.SessionEnded(Optional.of(TEXT)),
            new SessionEvent.SeatAdded(SEAT, TEXT, TEXT, Role.PATIENT, true),
            new SessionEvent.InviteCreated(INVITE, SEAT, "hash", AT, Optional.empty()),
            new SessionEvent.InviteRevoked(INVITE),
            new SessionEvent.InviteUsed(INVITE, Optional.of("device")),
            new SessionEvent.SeatConnection(SEAT, false, Optional.of(AT)),
            new SessionEvent.CheckInCompleted(
                    SEAT,
                    new CheckIn(
                            AT,
                            true,
                            TEXT,
                            TEXT,
                            TEXT,
                            Optional.of(List.of(0, 1, 2, 3, 0, 1, 2, 3, 1)),
                            Optional.empty())),
            new SessionEvent.SteppedAway(SEAT, true),
            new SessionEvent.SeatMoved(
                    SEAT, Place.MAIN, Place.breakout(BREAKOUT), SessionEvent.Cause.ASSIGNED, Optional.empty()),
            new SessionEvent.SeatDenied(SEAT, Optional.of(TEXT)),
            new SessionEvent.HandChanged(SEAT, true),
            new SessionEvent.GrantsChanged(SEAT, new Grants(false, true, false)),
            new SessionEvent.RoleChanged(SEAT, Role.COFACILITATOR),
            new SessionEvent.ShareRequested(SEAT),
            new SessionEvent.ShareDenied(SEAT),
            new SessionEvent.ShareGranted(SEAT, Place.MAIN, AT),
            new SessionEvent.ShareStarted(SEAT, Place.MAIN),
            new SessionEvent.ShareEnded(SEAT, Place.MAIN, SessionEvent.ShareEnd.EXPIRED, true),
            new SessionEvent.BreakoutsPlanned(new BreakoutPlan(
                    BreakoutPlan.Mode.SELF_SELECT,
                    Optional.of(600),
                    List.of(new BreakoutPlan.Room(BREAKOUT, TEXT, Optional.of(TEXT), List.of(SEAT), Optional.of(4))),
                    Optional.of(42L))),
            new SessionEvent.BreakoutsOpened(Optional.of(AT)),
            new SessionEvent.BreakoutsExtended(AT),
            new SessionEvent.BreakoutsClosing(AT),
            new SessionEvent.BreakoutsClosed(),
            new SessionEvent.Announcement(TEXT),
            new SessionEvent.HelpAsked(BREAKOUT, SEAT),
            new SessionEvent.HelpAnswered(BREAKOUT),
            new SessionEvent.Message(Optional.of(SEAT), Audience.seat(SEAT), Optional.of(Place.MAIN), TEXT),
            new SessionEvent.AlertRaised(ALERT, SessionEvent.AlertKind.PHQ9_ITEM9, SEAT, Optional.of(TEXT)),
            new SessionEvent.AlertAcknowledged(ALERT),
            new SessionEvent.Note(Optional.of(SEAT), TEXT));

    @Test
    void everyEvent_hasAnExample() {
        assertThat(EVENTS.stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(SessionEvent.class.getPermittedSubclasses());
    }

    @TestFactory
    List<DynamicTest> event_comesBackAsItWentIn() {
        return EVENTS.stream()
                .map(event -> DynamicTest.dynamicTest(event.eventName(), () -> {
                    Recorded recorded = new Recorded(
                            7, AT, Actor.seat(SEAT), Optional.of(new Recorded.CommandRef(SEAT.value(), "c1")), event);
                    Entry entry = EventCodec.encode(recorded);
                    assertThat(EventCodec.decode(new StoredEntry(7, entry.type(), entry.body(), "00")))
                            .isEqualTo(recorded);
                    assertThat(EventCodec.data(event)).isNotNull();
                }))
                .toList();
    }

    @Test
    void entryOfANewerRelease_isRefusedWithoutItsText() {
        byte[] body =
                "{\"v\":2,\"at\":\"x\",\"by\":\"policy\",\"data\":{\"text\":\"Zoë\"}}".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> EventCodec.decode(new StoredEntry(7, "note", body, "00")))
                .hasMessageContaining("note")
                .hasMessageNotContaining("Zoë");
    }

    @Test
    void unknownField_isRefused() {
        byte[] body = "{\"v\":1,\"at\":\"2026-01-31T15:00:00Z\",\"by\":\"policy\",\"data\":{\"on\":true,\"off\":1}}"
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> EventCodec.decode(new StoredEntry(7, "session-locked", body, "00")))
                .isInstanceOf(java.io.UncheckedIOException.class);
    }
}
