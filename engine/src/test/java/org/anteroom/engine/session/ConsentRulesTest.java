package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.Decision.Refused;
import org.anteroom.engine.session.SessionEvent.Cause;
import org.anteroom.engine.session.World.Result;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.door.DoorCommands.Accept;
import org.junit.jupiter.api.Test;

/** What a check-in has to accept, and what becomes of whoever takes it back. */
class ConsentRulesTest {
    private static final ConsentId GROUPS = new ConsentId("cns_AAAAAAAAAAAAAAAAAAAAAA");
    private static final ConsentId FAMILIES = new ConsentId("cns_BBBBBBBBBBBBBBBBBBBBBB");
    private static final Text WORDS = new Text("words");

    private final World world = new World(open());
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);

    /** A policy that lets in by itself whoever checked in. */
    private static Policy open() {
        Policy standard = Policy.DEFAULT;
        return new Policy(
                Policy.Admission.OPEN,
                Policy.CheckInRule.REQUIRED,
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
                standard.attendance());
    }

    private static Consent consent(ConsentId id, int version, String kind) {
        return new Consent(
                id,
                version,
                new Text("Name"),
                List.of(kind),
                Map.of("es", new Text("De acuerdo."), "de", new Text("Einverstanden.")));
    }

    private static Accept accept(ConsentId id, int version) {
        return new Accept(id, version, Optional.empty());
    }

    private static DoorCommands.CheckInNow checkIn(Accept... consents) {
        return new DoorCommands.CheckInNow(
                true, WORDS, WORDS, WORDS, Optional.empty(), Optional.empty(), Arrays.asList(consents));
    }

    private static String detail(Result result) {
        return ((Refused) result.decision()).detail();
    }

    private List<AcceptedConsent> accepted(SeatId seat) {
        return world.seat(seat).checkIn().orElseThrow().consents();
    }

    @Test
    void withoutAnyMade_theBuiltInSentenceIsAccepted_asVersionOne() {
        SeatId ana = world.add("Ana Lopez", Role.PATIENT);
        SeatId ben = world.add("Ben Okafor", Role.PATIENT);
        world.ask(ana, checkIn()).happened("check-in-completed");
        world.ask(ben, checkIn(accept(ConsentId.BUILT_IN, 1))).happened("check-in-completed");
        for (SeatId seat : List.of(ana, ben)) {
            assertThat(accepted(seat))
                    .containsExactly(new AcceptedConsent(ConsentId.BUILT_IN, 1, "en", world.now(), Optional.empty()));
        }
        world.ask(ana, checkIn(accept(ConsentId.BUILT_IN, 2))).refused(Refusal.CONFLICT);
        world.ask(ana, checkIn(accept(GROUPS, 1))).refused(Refusal.NOT_FOUND);
    }

    @Test
    void everyConsentOfTheSessionsKind_hasToBeAccepted_inItsCurrentVersion() {
        world.asks(consent(GROUPS, 2, "group"), consent(FAMILIES, 1, "family"));
        SeatId ana = world.add("Ana Lopez", Role.PATIENT);
        Result missing = world.ask(ana, checkIn()).refused(Refusal.INVALID);
        assertThat(detail(missing)).startsWith("/args/consents: ").contains(GROUPS.value());
        Result outdated = world.ask(ana, checkIn(accept(GROUPS, 1))).refused(Refusal.CONFLICT);
        assertThat(detail(outdated)).startsWith("/args/consents/0/version: ").contains("2");
        Result notAsked =
                world.ask(ana, checkIn(accept(GROUPS, 2), accept(FAMILIES, 1))).refused(Refusal.NOT_FOUND);
        assertThat(detail(notAsked)).startsWith("/args/consents/1/consent: ");
        Result language = world.ask(ana, checkIn(new Accept(GROUPS, 2, Optional.of("fr"))))
                .refused(Refusal.INVALID);
        assertThat(detail(language)).startsWith("/args/consents/0/language: ");
        world.ask(ana, checkIn(accept(GROUPS, 2), accept(GROUPS, 2))).refused(Refusal.INVALID);
        world.ask(ana, checkIn(new Accept(GROUPS, 2, Optional.of("es")))).happened("check-in-completed");
        assertThat(accepted(ana)).containsExactly(new AcceptedConsent(GROUPS, 2, "es", world.now(), Optional.empty()));
    }

    @Test
    void languageThatNobodyNames_isThatWhichIsReadByDefault() {
        world.asks(consent(GROUPS, 1, "group"));
        SeatId ana = world.add("Ana Lopez", Role.PATIENT);
        world.ask(ana, checkIn(accept(GROUPS, 1))).happened("check-in-completed");
        assertThat(accepted(ana).get(0).language()).isEqualTo("de");
    }

    @Test
    void newVersion_asksAgainAtTheNextCheckIn_andLeavesWhoCheckedIn() {
        world.asks(consent(GROUPS, 1, "group"));
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(ana, checkIn(accept(GROUPS, 1))).happened("check-in-completed", "seat-moved");
        world.asks(consent(GROUPS, 2, "group"));
        assertThat(world.seat(ana).place()).isEqualTo(Place.MAIN);
        world.ask(ana, new DoorCommands.Leave()).happened("seat-moved");
        world.ask(ana, checkIn(accept(GROUPS, 1))).refused(Refusal.CONFLICT);
        world.ask(ana, checkIn(accept(GROUPS, 2))).happened("check-in-completed");
    }

    @Test
    void consentWithdrawnInside_takesThePersonToTheWaitingRoomAtOnce_held() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(ana, checkIn()).happened("check-in-completed", "seat-moved");
        world.pass(Duration.ofMinutes(1));
        Result withdrawn = world.ask(ana, new DoorCommands.WithdrawConsent(ConsentId.BUILT_IN))
                .happened("consent-withdrawn", "seat-moved");
        assertThat(withdrawn.event(CoreEvents.SeatMoved.class).cause()).isEqualTo(Cause.CONSENT_WITHDRAWN);
        assertThat(world.seat(ana).place()).isEqualTo(Place.WAITING);
        assertThat(world.seat(ana).holds()).containsExactly(Hold.CONSENT);
        assertThat(accepted(ana).get(0).withdrawnAt()).contains(world.now());
        world.ask(ana, new DoorCommands.WithdrawConsent(ConsentId.BUILT_IN)).happened();
    }

    @Test
    void personLiftsNoHoldOfAConsent_butStaffDo() {
        SeatId ana = world.add("Ana Lopez", Role.PATIENT);
        world.connect(ana);
        world.ask(ana, checkIn()).happened("check-in-completed");
        world.ask(ana, new DoorCommands.WithdrawConsent(ConsentId.BUILT_IN)).happened("consent-withdrawn");
        world.ask(ana, new DoorCommands.Knock()).happened("seat-moved");
        world.ask(ana, checkIn()).happened("check-in-completed");
        world.ask(ana, new DoorCommands.Leave()).happened("seat-moved");
        world.ask(ana, new DoorCommands.Knock()).happened("seat-moved");
        assertThat(world.seat(ana).holds()).containsExactly(Hold.CONSENT);
        world.ask(maya, new DoorCommands.Admit(List.of(ana))).happened("seat-moved");
        assertThat(world.seat(ana).held()).isFalse();
    }

    @Test
    void whoeverWithdrew_isLetInByNoPolicy_untilTheyAgreeAnew() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(ana, checkIn()).happened("check-in-completed", "seat-moved");
        world.ask(ana, new DoorCommands.WithdrawConsent(ConsentId.BUILT_IN));
        world.ask(maya, new DoorCommands.Hold(List.of(ana), false, false)).happened("seat-held");
        assertThat(world.seat(ana).place()).isEqualTo(Place.WAITING);
        world.ask(ana, checkIn()).happened("check-in-completed", "seat-moved");
        assertThat(world.seat(ana).place()).isEqualTo(Place.MAIN);
    }

    @Test
    void consentThatNobodyGave_isNotThereToWithdraw_andStaffStayWhereTheyAre() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(ana, new DoorCommands.WithdrawConsent(ConsentId.BUILT_IN)).refused(Refusal.NOT_FOUND);
        world.program(new DoorCommands.WithdrawConsent(ConsentId.BUILT_IN)).refused(Refusal.FORBIDDEN);
        SeatId jo = world.add("Jo Park", Role.COFACILITATOR);
        world.ask(jo, checkIn()).happened("check-in-completed");
        world.ask(jo, new DoorCommands.Knock()).happened("seat-moved");
        world.ask(jo, new DoorCommands.WithdrawConsent(ConsentId.BUILT_IN)).happened("consent-withdrawn");
        assertThat(world.seat(jo).isInside()).isTrue();
    }
}
