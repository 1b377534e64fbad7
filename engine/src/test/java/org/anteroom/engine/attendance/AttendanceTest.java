package org.anteroom.engine.attendance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.export.AttendanceCsv;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.junit.jupiter.api.Test;

/** Presence as intervals: what counts, what does not, and which events say so. */
class AttendanceTest {
    private final World world = new World();
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);

    private Ledger.Account account(SeatId seat) {
        return world.book().ledger(world.state(), world.state().endedAt().orElse(world.now())).accounts().stream()
                .filter(account -> account.seat().id().equals(seat))
                .findFirst()
                .orElseThrow();
    }

    private static void seconds(World world, int seconds) {
        world.pass(Duration.ofSeconds(seconds));
    }

    @Test
    void waiting_isNotPresence() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        seconds(world, 300);
        world.ask(maya, new DoorCommands.Admit(List.of(ana)));
        seconds(world, 120);

        assertThat(account(ana).presentSeconds()).isEqualTo(120);
        assertThat(account(ana).creditedMinutes()).isEqualTo(2);
        assertThat(account(ana).lateSeconds()).isZero();
    }

    @Test
    void sessionThatIsCalledOff_endsWhoeverIsInside() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        seconds(world, 120);
        world.result(Registration.cancel(world.state())).happened("session-cancelled");
        seconds(world, 300);

        assertThat(account(ana).presentSeconds()).isEqualTo(120);
        assertThat(account(ana).intervals())
                .allMatch(
                        stay -> stay.closedBy().equals(Optional.of(world.state().seq())));
    }

    @Test
    void clockThatIsSet_addsAndTakesNothing() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        seconds(world, 20);
        world.setClock(Duration.ofHours(1));
        seconds(world, 30);
        world.setClock(Duration.ofSeconds(-80));
        seconds(world, 15);

        assertThat(account(ana).presentSeconds()).isEqualTo(65);
        assertThat(account(ana).creditedMinutes()).isEqualTo(1);
        world.ask(maya, new HouseCommands.End(Optional.empty()));
        assertThat(account(ana).presentSeconds()).isEqualTo(65);
        Ledger ledger = world.book().ledger(world.state(), world.now());
        assertThat(ledger.clockSteps().stream().map(step -> step.by().toSeconds()))
                .containsExactly(3600L, -80L);
        assertThat(ledger.json()).containsKey("clockSteps");
        World quiet = new World();
        assertThat(quiet.book().ledger(quiet.state(), quiet.now()).json()).containsOnlyKeys("session", "asOf", "seats");
    }

    @Test
    void clockThatIsSetWhileALineIsLost_isNoPartOfTheGap() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        seconds(world, 100);
        world.drop(ana);
        seconds(world, 30);
        world.setClock(Duration.ofHours(1));
        seconds(world, 30);
        world.connect(ana);
        seconds(world, 10);
        assertThat(account(ana).presentSeconds()).isEqualTo(170);
        assertThat(account(ana).intervals()).hasSize(1);

        world.drop(ana);
        seconds(world, 60);
        world.setClock(Duration.ofSeconds(-50));
        seconds(world, 60);
        world.connect(ana);
        seconds(world, 10);
        assertThat(account(ana).presentSeconds()).isEqualTo(180);
        assertThat(account(ana).intervals()).hasSize(2);
    }

    @Test
    void clockThatIsSet_endsNoLeaseAndNoBreakout() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        world.program(new ScreenCommands.GrantShare(ana, Optional.of(600), false));
        world.setClock(Duration.ofHours(1));
        assertThat(world.seat(ana).lease())
                .hasValueSatisfying(
                        lease -> assertThat(lease.until()).isEqualTo(world.now().plusSeconds(600)));
    }

    @Test
    void minutesBeforeTheStartAndAfterTheEnd_areShownApart() {
        World early = new World();
        SeatId lena = early.staffInside("Lena Ortiz", Role.FACILITATOR);
        Duration toEnd = Duration.between(early.now(), early.state().endsAt());
        early.pass(toEnd.plusSeconds(120));
        Ledger.Account account =
                early.book().ledger(early.state(), early.now()).accounts().get(0);
        assertThat(account.seat().id()).isEqualTo(lena);
        assertThat(account.beforeStartSeconds()).isZero();
        assertThat(account.afterEndSeconds()).isEqualTo(120);
        assertThat(account.presentSeconds()).isEqualTo(toEnd.toSeconds() + 120);
    }

    @Test
    void clockThatIsSet_makesNobodyLate_andNobodyLeaveEarly() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(maya, new HouseCommands.Start());
        seconds(world, 60);
        world.setClock(Duration.ofMinutes(20));
        seconds(world, 30);
        world.ask(maya, new DoorCommands.Admit(List.of(ana)));
        seconds(world, 60);
        world.ask(ana, new DoorCommands.Leave());
        seconds(world, 40);
        world.setClock(Duration.ofMinutes(-15));
        seconds(world, 5);
        world.ask(maya, new HouseCommands.End(Optional.empty()));

        assertThat(account(ana).lateSeconds())
                .as("90 seconds, and ten minutes are forgiven")
                .isZero();
        assertThat(account(ana).leftEarlySeconds()).isEqualTo(45);
    }

    @Test
    void clockThatIsSetBack_hidesNobodyWhoIsLate() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(maya, new HouseCommands.Start());
        seconds(world, 700);
        world.setClock(Duration.ofMinutes(-11));
        world.ask(maya, new DoorCommands.Admit(List.of(ana)));

        assertThat(account(ana).lateSeconds()).isEqualTo(700);
    }

    @Test
    void minutesAfterTheEnd_areThoseThatPassed_notThoseTheClockWasSetBy() {
        World early = new World();
        SeatId lena = early.staffInside("Lena Ortiz", Role.FACILITATOR);
        Duration toEnd = Duration.between(early.now(), early.state().endsAt());
        early.pass(toEnd.minusSeconds(300));
        early.setClock(Duration.ofMinutes(10));
        early.pass(Duration.ofSeconds(60));
        early.setClock(Duration.ofMinutes(-10));
        early.pass(Duration.ofSeconds(100));

        Ledger.Account account =
                early.book().ledger(early.state(), early.now()).accounts().get(0);
        assertThat(account.seat().id()).isEqualTo(lena);
        assertThat(account.afterEndSeconds())
                .as("the minute during which the clock said that the end was over")
                .isEqualTo(60);
        assertThat(account.presentSeconds()).isEqualTo(toEnd.minusSeconds(140).toSeconds());
    }

    @Test
    void lineLostWithinTheGrace_countsAsPresence() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        seconds(world, 100);
        world.drop(ana);
        seconds(world, 90);
        world.connect(ana);
        seconds(world, 10);

        assertThat(account(ana).presentSeconds()).isEqualTo(200);
        assertThat(account(ana).intervals()).hasSize(1);
    }

    @Test
    void lineLostForLonger_doesNotCount() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        seconds(world, 100);
        world.drop(ana);
        seconds(world, 91);
        world.connect(ana);
        seconds(world, 10);

        assertThat(account(ana).presentSeconds()).isEqualTo(110);
        assertThat(account(ana).intervals()).hasSize(2);
    }

    @Test
    void lineLostForGood_countsUntilItWasLost() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        seconds(world, 100);
        world.drop(ana);
        seconds(world, 20);
        world.ask(maya, new HouseCommands.End(Optional.empty()));

        assertThat(account(ana).presentSeconds()).isEqualTo(100);
    }

    @Test
    void lineLostAndSentToWaitingMeanwhile_doesNotCountTheWaiting() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        seconds(world, 100);
        world.drop(ana);
        seconds(world, 10);
        world.ask(maya, new DoorCommands.SendToWaiting(ana, Optional.empty()));
        seconds(world, 20);
        world.ask(maya, new DoorCommands.Admit(List.of(ana)));
        seconds(world, 10);
        world.connect(ana);
        seconds(world, 5);

        assertThat(account(ana).presentSeconds()).isEqualTo(105);
    }

    @Test
    void movedWhileTheLineWasLost_isPresentInOnePlaceAtATime() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        var room = new BreakoutCommands.RoomDraft(
                new org.anteroom.engine.session.Text("Calm"), Optional.empty(), List.of(ana), Optional.empty());
        world.ask(maya, Commands.plan(org.anteroom.engine.session.BreakoutPlan.Mode.MANUAL, room));
        seconds(world, 60);
        world.ask(maya, new BreakoutCommands.OpenBreakouts());
        seconds(world, 60);
        world.drop(ana);
        seconds(world, 30);
        world.ask(maya, new BreakoutCommands.CloseBreakouts(Optional.of(0)));
        seconds(world, 30);
        world.connect(ana);
        seconds(world, 60);

        List<Interval> stays = account(ana).intervals();
        assertThat(stays)
                .extracting(stay -> stay.place().kind())
                .containsExactly(Place.Kind.MAIN, Place.Kind.BREAKOUT, Place.Kind.MAIN);
        assertThat(account(ana).presentSeconds()).isEqualTo(240);
        for (int i = 1; i < stays.size(); i++) {
            assertThat(stays.get(i).from()).isEqualTo(stays.get(i - 1).to().orElseThrow());
            assertThat(stays.get(i).openedBy())
                    .isEqualTo(stays.get(i - 1).closedBy().orElseThrow());
        }
    }

    @Test
    void everyStay_namesTheEventsThatExplainIt() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        seconds(world, 100);
        world.ask(ana, new DoorCommands.Leave());

        Interval stay = account(ana).intervals().get(0);
        assertThat(world.changes().get((int) stay.openedBy() - 1).event().eventName())
                .isEqualTo("seat-moved");
        assertThat(world.changes()
                        .get((int) (long) stay.closedBy().orElseThrow() - 1)
                        .event()
                        .eventName())
                .isEqualTo("seat-moved");
        assertThat(stay.from()).isEqualTo(World.START);
        assertThat(stay.to()).contains(World.START.plusSeconds(100));
    }

    @Test
    void whoComesElevenMinutesAfterTheStart_isLate() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.ask(maya, new HouseCommands.Start());
        seconds(world, 600);
        SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
        world.ask(maya, new DoorCommands.Admit(List.of(ana)));
        seconds(world, 60);
        world.ask(maya, new DoorCommands.Admit(List.of(ben)));

        assertThat(account(ana).lateSeconds()).as("ten minutes are forgiven").isZero();
        assertThat(account(ben).lateSeconds()).isEqualTo(660);
    }

    @Test
    void whoGoesBeforeTheEnd_leftEarly() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        seconds(world, 600);
        world.ask(ana, new DoorCommands.Leave());
        seconds(world, 300);
        world.ask(maya, new HouseCommands.End(Optional.empty()));

        assertThat(account(ana).leftEarlySeconds()).isEqualTo(300);
        assertThat(account(maya).leftEarlySeconds()).isZero();
    }

    @Test
    void engineThatStoodStill_creditsNobodyForIt() {
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        seconds(world, 100);
        java.time.Instant alive = world.now();
        seconds(world, 600);
        world.dropSince(ana, alive);
        world.connect(ana);
        seconds(world, 10);

        assertThat(account(ana).presentSeconds()).isEqualTo(110);
    }

    @Test
    void csvCells_thatASpreadsheetWouldRun_areDefused() {
        world.add("=HYPERLINK(\"x\")", Role.PATIENT);
        world.add("+1", Role.PATIENT);
        world.add("-1", Role.PATIENT);
        world.add("@SUM(A1)", Role.PATIENT);
        world.add("Ana, \"Annie\"", Role.PATIENT);

        String csv = AttendanceCsv.write(world.book().ledger(world.state(), world.now()));

        assertThat(csv.lines()).hasSize(7);
        assertThat(csv.lines().findFirst())
                .contains(
                        "\uFEFFseat,ref,name,role,presentSeconds,creditedMinutes,lateSeconds,"
                                + "leftEarlySeconds,complete,firstIn,lastOut,breakoutSeconds,beforeStartSeconds,afterEndSeconds");
        assertThat(csv)
                .contains("\"'=HYPERLINK(\"\"x\"\")\"", ",'+1,", ",'-1,", ",'@SUM(A1),", "\"Ana, \"\"Annie\"\"\"");
    }

    @Test
    void csvCells_inFullWidthOrBehindBlanks_areDefused_andSemicolonsQuoted() {
        for (String sign : List.of("\uFF1D", "\uFF0B", "\uFF0D", "\uFF20", "\uFE66", "\u2212", " =", "\u3000\uFF1D")) {
            World fresh = new World();
            fresh.add(sign + "1+1", Role.PATIENT);
            String csv = AttendanceCsv.write(fresh.book().ledger(fresh.state(), fresh.now()));
            assertThat(csv).contains(",'" + sign + "1+1,");
        }
        world.add("Ana;=1+1", Role.PATIENT);
        assertThat(AttendanceCsv.write(world.book().ledger(world.state(), world.now())))
                .contains(",\"Ana;=1+1\",");
    }

    @Test
    void csv_isThatOfTheGoldenFile_byteByByte() throws IOException {
        SeatId jose = world.inside("Jos\u00E9 Mu\u00F1oz", Role.PATIENT);
        world.add("\uFF1DSUM(A1;A2)", Role.FAMILY);
        world.add("\u7530\u4E2D, \"Ken\"", Role.INTERPRETER);
        seconds(world, 125);
        world.ask(jose, new DoorCommands.Leave());
        seconds(world, 60);
        byte[] csv = AttendanceCsv.write(world.book().ledger(world.state(), world.now()))
                .getBytes(StandardCharsets.UTF_8);
        Files.write(Path.of("target/attendance.csv"), csv);
        assertThat(csv)
                .as("compare target/attendance.csv with the golden file")
                .isEqualTo(Files.readAllBytes(
                        Path.of("src/test/resources/org/anteroom/engine/attendance/attendance.csv")));
        assertThat(Arrays.copyOf(csv, 3)).isEqualTo(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    }

    @Test
    void manyShortStays_areSummedFirst_andCutOnce() {
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        for (int i = 0; i < 32; i++) {
            world.ask(maya, new DoorCommands.Admit(List.of(ana)));
            world.pass(Duration.ofMillis(900));
            world.ask(maya, new DoorCommands.SendToWaiting(ana, Optional.empty()));
        }
        assertThat(account(ana).intervals()).hasSize(32);
        assertThat(account(ana).presentSeconds()).isEqualTo(28);
    }

    @Test
    void shareOfTheTime_makesAnAttendanceComplete() {
        World strict = new World(Policy.DEFAULT, 12, 1);
        SeatId ana = strict.inside("Ana Lopez", Role.PATIENT);
        strict.pass(Duration.ofMinutes(72));
        Ledger ledger = strict.book().ledger(strict.state(), strict.now());

        assertThat(ledger.accounts().stream().filter(one -> one.seat().id().equals(ana)))
                .allMatch(Ledger.Account::complete);
        Ledger before = strict.book().ledger(strict.state(), strict.now().minusSeconds(61));
        assertThat(before.accounts()).noneMatch(Ledger.Account::complete);
    }
}
