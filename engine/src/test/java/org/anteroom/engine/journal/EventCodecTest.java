package org.anteroom.engine.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.session.AcceptedConsent;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.BreakoutId;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.CheckIn;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.DeviceKind;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.Grants;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.HallwayId;
import org.anteroom.engine.session.Hold;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.OfSeries;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.PollId;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SeatKeys;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.breakout.BreakoutEvents;
import org.anteroom.engine.session.door.ClaimEvents;
import org.anteroom.engine.session.door.DoorEvents;
import org.anteroom.engine.session.e2ee.KeyEvents;
import org.anteroom.engine.session.hallway.HallwayEvents;
import org.anteroom.engine.session.house.HouseEvents;
import org.anteroom.engine.session.poll.PollEvents;
import org.anteroom.engine.session.safety.SafetyEvents;
import org.anteroom.engine.session.screen.ScreenEvents;
import org.anteroom.engine.session.talk.TalkEvents;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every event comes back from its entry as it went in. */
public class EventCodecTest {
    private static final String BITS = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final Instant AT = Instant.parse("2026-01-31T15:00:00.125Z");
    private static final SeatId SEAT = new SeatId("sea_" + BITS);
    private static final BreakoutId BREAKOUT = new BreakoutId("brk_" + BITS);
    private static final InviteId INVITE = new InviteId("inv_" + BITS);
    private static final AlertId ALERT = new AlertId("alr_" + BITS);
    private static final String KEY = "A".repeat(87);
    private static final String SIGNATURE = "B".repeat(86);
    private static final Text TEXT = new Text("Zoë \"quoted\" 🙂");
    private static final HallwayId HALLWAY = new HallwayId("hal_" + BITS);
    private static final PollId POLL = new PollId("pol_" + BITS);
    private static final Grouping GROUPS = new Grouping(
            List.of(new Grouping.Pod(TEXT, List.of(TEXT))), List.of(List.of(TEXT, TEXT)), List.of(List.of(TEXT, TEXT)));
    private static final SessionPlan PLAN =
            new SessionPlan(TEXT, "group", AT, 90, 12, Policy.DEFAULT, Optional.of(TEXT), GROUPS);

    public static final List<SessionEvent> EVENTS = List.of(
            new CoreEvents.SessionCreated(new ProgramId("prg_" + BITS), PLAN, Optional.of("digest")),
            new HouseEvents.SessionChanged(PLAN),
            new HouseEvents.SessionChanged(new SessionPlan(
                    TEXT,
                    "group",
                    AT,
                    90,
                    12,
                    Policy.DEFAULT,
                    Optional.empty(),
                    Grouping.NONE,
                    Optional.of(new OfSeries(new SeriesId("ser_" + BITS), "2026-12-01T18:00", 7)))),
            new CoreEvents.SessionCancelled(),
            new HouseEvents.SessionOpened(),
            new HouseEvents.SessionStarted(),
            new DoorEvents.SessionLocked(true),
            new HouseEvents.SessionExtended(15, AT),
            new HouseEvents.SessionEnded(Optional.of(TEXT)),
            new HouseEvents.ClockStepped(-30_000),
            new CoreEvents.SeatAdded(SEAT, TEXT, TEXT, Optional.of(TEXT), Role.PATIENT, true),
            new CoreEvents.InviteCreated(INVITE, SEAT, "hash", AT, Optional.empty()),
            new CoreEvents.InviteRevoked(INVITE),
            new CoreEvents.InviteUsed(INVITE, Optional.of("device"), Optional.of(DeviceKind.TABLET)),
            new CoreEvents.InviteReleased(INVITE, SessionEvent.Release.IDLE),
            new CoreEvents.InviteReleased(INVITE, SessionEvent.Release.LEFT),
            new CoreEvents.InviteReleased(INVITE, SessionEvent.Release.TAKEN_OVER),
            new ClaimEvents.SeatClaimed(SEAT, INVITE, 1, Optional.of("device"), Optional.of(DeviceKind.PHONE)),
            new ClaimEvents.SeatClaimed(SEAT, INVITE, 2, Optional.empty(), Optional.empty()),
            new ClaimEvents.ClaimAllowed(1, 3),
            new ClaimEvents.ClaimEnded(2, SessionEvent.ClaimEnd.DENIED),
            new ClaimEvents.ClaimEnded(2, SessionEvent.ClaimEnd.GONE),
            new CoreEvents.SeatConnection(SEAT, false, Optional.of(AT)),
            new DoorEvents.CheckInCompleted(
                    SEAT,
                    new CheckIn(
                            AT,
                            true,
                            TEXT,
                            TEXT,
                            TEXT,
                            Optional.of(List.of(0, 1, 2, 3, 0, 1, 2, 3, 1)),
                            Optional.empty(),
                            List.of(new AcceptedConsent(
                                    new ConsentId("cns_" + BITS), 3, "es-MX", AT, Optional.empty())))),
            new DoorEvents.ConsentWithdrawn(SEAT, ConsentId.BUILT_IN),
            new DoorEvents.SteppedAway(SEAT, true),
            new CoreEvents.SeatMoved(
                    SEAT, Place.MAIN, Place.breakout(BREAKOUT), SessionEvent.Cause.ASSIGNED, Optional.empty()),
            new DoorEvents.SeatDenied(SEAT, Optional.of(TEXT)),
            new TalkEvents.HandChanged(SEAT, true),
            new KeyEvents.DeviceSet(SEAT, KEY),
            new KeyEvents.DeviceVouched(SEAT, KEY, SEAT, KEY, SIGNATURE),
            new KeyEvents.StaysPosted(SEAT, List.of(new SeatKeys.Stay("C".repeat(22), KEY, SIGNATURE))),
            new HouseEvents.LessAsked(SEAT, true),
            new HouseEvents.GrantsChanged(SEAT, new Grants(false, true, false)),
            new HouseEvents.RoleChanged(SEAT, Role.COFACILITATOR),
            new ScreenEvents.ShareRequested(SEAT),
            new ScreenEvents.ShareDenied(SEAT),
            new ScreenEvents.ShareGranted(SEAT, Place.MAIN, AT),
            new ScreenEvents.ShareStarted(SEAT, Place.MAIN),
            new CoreEvents.ShareEnded(SEAT, Place.MAIN, SessionEvent.ShareEnd.EXPIRED, true),
            new BreakoutEvents.BreakoutsPlanned(new BreakoutPlan(
                    BreakoutPlan.Mode.SELF_SELECT,
                    Optional.of(600),
                    List.of(new BreakoutPlan.Room(BREAKOUT, TEXT, Optional.of(TEXT), List.of(SEAT), Optional.of(4))),
                    Optional.of(42L),
                    BreakoutPlan.Latecomers.FEWEST,
                    new BreakoutPlan.Rules(List.of(List.of(SEAT, SEAT)), List.of()))),
            new BreakoutEvents.BreakoutsOpened(Optional.of(AT)),
            new BreakoutEvents.BreakoutsExtended(AT),
            new BreakoutEvents.BreakoutsClosing(AT),
            new BreakoutEvents.BreakoutsClosed(),
            new TalkEvents.Announcement(TEXT),
            new BreakoutEvents.HelpAsked(BREAKOUT, SEAT),
            new BreakoutEvents.HelpAnswered(BREAKOUT),
            new TalkEvents.Message(Optional.of(SEAT), Audience.seat(SEAT), Optional.of(Place.MAIN), TEXT),
            new SafetyEvents.AlertRaised(ALERT, SessionEvent.AlertKind.PHQ9_ITEM9, SEAT, Optional.of(TEXT)),
            new SafetyEvents.AlertAcknowledged(ALERT),
            new TalkEvents.Note(Optional.of(SEAT), TEXT),
            new DoorEvents.SeatHeld(SEAT, true, Optional.of(Hold.IDENTITY)),
            new HallwayEvents.HallwayOpened(HALLWAY, List.of(SEAT)),
            new HallwayEvents.HallwayClosed(HALLWAY, List.of(SEAT)),
            new PollEvents.PollOpened(POLL, TEXT, List.of(TEXT, TEXT), true),
            new PollEvents.PollVoted(POLL, false, Optional.of(SEAT), 1),
            new PollEvents.PollClosed(POLL, true, List.of(3, 0)));

    @Test
    void everyEvent_hasAnExample() {
        assertThat(EVENTS.stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Features.events().stream().map(EventKind::type).collect(Collectors.toSet()));
    }

    @Test
    void everyEvent_isOfTheKindOfItsName() {
        assertThat(EVENTS).allSatisfy(event -> {
            assertThat(Features.event(event.eventName())).containsSame(event.eventKind());
            assertThat(event.eventKind().type()).isEqualTo(event.getClass());
        });
    }

    @Test
    void everyVersion_isOneMoreThanThereAreUpcasts() {
        assertThat(Features.events())
                .allSatisfy(kind -> assertThat(Upcasts.version(kind.name())).isEqualTo(kind.version()));
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
                }))
                .toList();
    }

    @Test
    void anonymousVote_isKeptWithoutSeatCallerAndCommand() {
        Recorded vote = new Recorded(
                7,
                AT,
                Actor.seat(SEAT),
                Optional.of(new Recorded.CommandRef(SEAT.value(), "c1")),
                Map.of("held", List.of()),
                new PollEvents.PollVoted(POLL, true, Optional.of(SEAT), 1));
        Entry entry = EventCodec.encode(vote);
        assertThat(new String(entry.body(), StandardCharsets.UTF_8))
                .doesNotContain(SEAT.value(), "c1", "held")
                .contains("policy", POLL.value());
        assertThat(EventCodec.decode(new StoredEntry(7, entry.type(), entry.body(), "00"))
                        .event())
                .isEqualTo(new PollEvents.PollVoted(POLL, true, Optional.empty(), 1));
    }

    @Test
    void answerOfACommand_comesBackWithItsEvent() {
        Recorded recorded = new Recorded(
                7,
                AT,
                Actor.seat(SEAT),
                Optional.of(new Recorded.CommandRef(SEAT.value(), "c1")),
                Map.of("held", List.of(SEAT.value())),
                new DoorEvents.SessionLocked(true));
        Entry entry = EventCodec.encode(recorded);
        assertThat(EventCodec.decode(new StoredEntry(7, entry.type(), entry.body(), "00")))
                .isEqualTo(recorded);
    }

    @Test
    void entryInAnotherOrder_isReadAllTheSame() {
        byte[] body = "{\"data\":{\"on\":true},\"by\":\"policy\",\"at\":\"2026-01-31T15:00:00.125Z\",\"v\":1}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(EventCodec.decode(new StoredEntry(7, "session-locked", body, "00")))
                .isEqualTo(new Recorded(7, AT, Actor.POLICY, Optional.empty(), new DoorEvents.SessionLocked(true)));
    }

    @Test
    void journalOfTheFirstVersion_opens() {
        String policy = "{\"admission\":\"manual\",\"checkIn\":\"none\",\"share\":\"request\",\"chat\":\"everyone\","
                + "\"privateChat\":false,\"names\":\"given\",\"links\":\"one-device\",\"attendance\":{\"graceSeconds\":90,"
                + "\"lateAfterSeconds\":600,\"creditPercent\":80,\"hallwayCounts\":true}}";
        String plan =
                "{\"title\":\"T\",\"kind\":\"group\",\"startsAt\":\"2026-01-31T15:00:00Z\",\"durationMinutes\":90,"
                        + "\"capacity\":12,\"policy\":" + policy + "}";
        CoreEvents.SessionCreated created = (CoreEvents.SessionCreated)
                first("session-created", "{\"program\":\"prg_" + BITS + "\",\"plan\":" + plan + "}");
        assertThat(created.plan().policy().overrunMinutes())
                .as("the end by itself, as it was then")
                .isEqualTo(240);
        assertThat(created.plan().breakouts()).isEqualTo(Grouping.NONE);
        assertThat(created.plan().policy().video())
                .as("cameras, which were always used then")
                .isEqualTo(Policy.Video.AUTO);
        assertThat(created.plan().policy().idleMinutes()).isEqualTo(Policy.IdleMinutes.DEFAULT);
        assertThat(created.plan().policy().reactions()).isTrue();
        assertThat(first("session-changed", "{\"plan\":" + plan + "}")).isInstanceOf(HouseEvents.SessionChanged.class);
        BreakoutEvents.BreakoutsPlanned planned = (BreakoutEvents.BreakoutsPlanned) first(
                "breakouts-planned",
                "{\"plan\":{\"mode\":\"random\",\"seconds\":60,\"rooms\":[{\"id\":\"brk_" + BITS
                        + "\",\"name\":\"A\",\"seats\":[]}],\"seed\":42}}");
        assertThat(planned.plan().latecomers()).isEqualTo(BreakoutPlan.Latecomers.STAY);
        assertThat(planned.plan().rules()).isEqualTo(BreakoutPlan.Rules.NONE);
        CoreEvents.SeatAdded added = (CoreEvents.SeatAdded) first(
                "seat-added",
                "{\"seat\":\"sea_" + BITS
                        + "\",\"ref\":\"r\",\"name\":\"Ana\",\"role\":\"patient\",\"onRoster\":true}");
        assertThat(added.displayName()).isEmpty();
        CoreEvents.InviteUsed used =
                (CoreEvents.InviteUsed) first("invite-used", "{\"invite\":\"inv_" + BITS + "\",\"deviceHash\":\"h\"}");
        assertThat(used.kind()).isEmpty();
        DoorEvents.CheckInCompleted checkIn = (DoorEvents.CheckInCompleted) first(
                "check-in-completed",
                "{\"seat\":\"sea_" + BITS
                        + "\",\"checkIn\":{\"completedAt\":\"2026-01-31T15:00:00.125Z\",\"consent\":true,"
                        + "\"location\":\"l\",\"callback\":\"c\",\"contact\":\"d\"}}");
        assertThat(checkIn.checkIn().consents())
                .as("the sentence that was accepted then")
                .containsExactly(new AcceptedConsent(ConsentId.BUILT_IN, 1, "en", AT, Optional.empty()));
    }

    @Test
    void planOfTheSecondVersion_opens_withCameras() {
        String plan =
                "{\"title\":\"T\",\"kind\":\"group\",\"startsAt\":\"2026-01-31T15:00:00Z\",\"durationMinutes\":90,"
                        + "\"capacity\":12,\"policy\":{\"admission\":\"manual\",\"checkIn\":\"none\",\"share\":\"request\","
                        + "\"chat\":\"everyone\",\"privateChat\":false,\"names\":\"given\",\"links\":\"one-device\","
                        + "\"overrunMinutes\":7,\"attendance\":{\"graceSeconds\":90,\"lateAfterSeconds\":600,"
                        + "\"creditPercent\":80,\"hallwayCounts\":true}},"
                        + "\"breakouts\":{\"pods\":[],\"keepApart\":[],\"pairWith\":[]}}";
        HouseEvents.SessionChanged changed =
                (HouseEvents.SessionChanged) ofVersion(2, "session-changed", "{\"plan\":" + plan + "}");
        assertThat(changed.plan().policy().overrunMinutes()).isEqualTo(7);
        assertThat(changed.plan().policy().video()).isEqualTo(Policy.Video.AUTO);
        assertThat(changed.plan().policy().idleMinutes()).isEqualTo(new Policy.IdleMinutes(15, 0));
    }

    @Test
    void planOfTheThirdVersion_opens_andSignsOutAsByDefault() {
        String plan =
                "{\"title\":\"T\",\"kind\":\"group\",\"startsAt\":\"2026-01-31T15:00:00Z\",\"durationMinutes\":90,"
                        + "\"capacity\":12,\"policy\":{\"admission\":\"manual\",\"checkIn\":\"none\",\"share\":\"request\","
                        + "\"chat\":\"everyone\",\"privateChat\":false,\"names\":\"given\",\"links\":\"one-device\","
                        + "\"video\":\"off\",\"overrunMinutes\":7,\"attendance\":{\"graceSeconds\":90,\"lateAfterSeconds\":600,"
                        + "\"creditPercent\":80,\"hallwayCounts\":true}},"
                        + "\"breakouts\":{\"pods\":[],\"keepApart\":[],\"pairWith\":[]}}";
        HouseEvents.SessionChanged changed =
                (HouseEvents.SessionChanged) ofVersion(3, "session-changed", "{\"plan\":" + plan + "}");
        assertThat(changed.plan().policy().video()).isEqualTo(Policy.Video.OFF);
        assertThat(changed.plan().policy().idleMinutes()).isEqualTo(new Policy.IdleMinutes(15, 0));
    }

    @Test
    void planOfTheFourthVersion_opens_withReactions() {
        String plan =
                "{\"title\":\"T\",\"kind\":\"group\",\"startsAt\":\"2026-01-31T15:00:00Z\",\"durationMinutes\":90,"
                        + "\"capacity\":12,\"policy\":{\"admission\":\"manual\",\"checkIn\":\"none\",\"share\":\"request\","
                        + "\"chat\":\"everyone\",\"privateChat\":false,\"names\":\"given\",\"links\":\"one-device\","
                        + "\"video\":\"off\",\"overrunMinutes\":7,\"idleMinutes\":{\"staff\":3,\"patients\":4},\"attendance\":{\"graceSeconds\":90,\"lateAfterSeconds\":600,"
                        + "\"creditPercent\":80,\"hallwayCounts\":true}},"
                        + "\"breakouts\":{\"pods\":[],\"keepApart\":[],\"pairWith\":[]}}";
        HouseEvents.SessionChanged changed =
                (HouseEvents.SessionChanged) ofVersion(4, "session-changed", "{\"plan\":" + plan + "}");
        assertThat(changed.plan().policy().idleMinutes()).isEqualTo(new Policy.IdleMinutes(3, 4));
        assertThat(changed.plan().policy().reactions()).isTrue();
    }

    private static SessionEvent first(String type, String data) {
        return ofVersion(1, type, data);
    }

    private static SessionEvent ofVersion(int version, String type, String data) {
        String body =
                "{\"v\":" + version + ",\"at\":\"2026-01-31T15:00:00Z\",\"by\":\"program\",\"data\":" + data + "}";
        return EventCodec.decode(new StoredEntry(7, type, body.getBytes(StandardCharsets.UTF_8), "00"))
                .event();
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
