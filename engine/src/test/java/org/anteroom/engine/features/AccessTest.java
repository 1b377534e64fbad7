package org.anteroom.engine.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.Need;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.poll.PollCommands;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.engine.session.talk.TalkCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command with every role, by the contract's table. */
class AccessTest {
    private final World world = new World();
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId ana = world.inside("Ana Lopez", Role.PATIENT);

    /** Written once more by hand, so that a declaration that says another need is not asked about itself. */
    private static final Map<Need, Set<String>> NEEDS = Map.of(
            Need.OWN_SEAT,
            Set.of(
                    "checkIn",
                    "withdrawConsent",
                    "knock",
                    "stepAway",
                    "leave",
                    "declineLess",
                    "raiseHand",
                    "react",
                    "requestShare",
                    "startShare",
                    "stopShare",
                    "goTo",
                    "askForHelp",
                    "chat",
                    "raiseAlert",
                    "vote",
                    "reportHealth"),
            Need.STAFF,
            Set.of(
                    "admit",
                    "admitAll",
                    "deny",
                    "sendToWaiting",
                    "remove",
                    "messageWaiting",
                    "start",
                    "lock",
                    "extend",
                    "end",
                    "mute",
                    "stopCamera",
                    "askForLess",
                    "allow",
                    "disallow",
                    "grantShare",
                    "denyShare",
                    "revokeShare",
                    "planBreakouts",
                    "openBreakouts",
                    "extendBreakouts",
                    "closeBreakouts",
                    "assign",
                    "broadcast",
                    "answerHelp",
                    "acknowledgeAlert",
                    "note",
                    "hold",
                    "muteAll",
                    "endDevice",
                    "answerClaim",
                    "openPoll",
                    "closePoll"),
            Need.STAFF_SEAT,
            Set.of("hallway", "returnFromHallway"),
            Need.FACILITATOR,
            Set.of("changeRole"));

    private static boolean isForbidden(Decision decision) {
        return decision instanceof Decision.Refused refused && refused.code() == Refusal.FORBIDDEN;
    }

    private Decision decide(Caller caller, Command command) {
        return SessionDecider.decide(world.state(), caller, world.now(), command, world.chance());
    }

    @Test
    void theTable_namesEveryCommand() {
        assertThat(Commands.all(ana).map(Object::getClass).distinct())
                .hasSize(Features.commands().size());
    }

    @Test
    void everyCommand_needsWhatIsWrittenHere() {
        Map<Need, Set<String>> declared = Features.commands().stream()
                .collect(Collectors.groupingBy(
                        CommandKind::need, Collectors.mapping(CommandKind::name, Collectors.toSet())));
        assertThat(declared).isEqualTo(NEEDS);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void staffsCommands_areForbiddenToAllOthers(Role role) {
        SeatId seat = world.inside("Rae Kim", role);
        boolean staff = role == Role.FACILITATOR || role == Role.COFACILITATOR;
        Stream.concat(Commands.ofStaff(ana), Commands.ofStaffSeats(ana)).forEach(command -> {
            assertThat(command.kind().need().allows(role)).as(command.name()).isEqualTo(staff);
            assertThat(isForbidden(decide(Caller.seat(seat), command)))
                    .as(command.name())
                    .isEqualTo(!staff);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void facilitatorsCommands_areForbiddenToAllOthers(Role role) {
        SeatId seat = world.inside("Rae Kim", role);
        Commands.ofFacilitators(ana).forEach(command -> {
            assertThat(command.kind().need().allows(role)).as(command.name()).isEqualTo(role == Role.FACILITATOR);
            assertThat(isForbidden(decide(Caller.seat(seat), command)))
                    .as(command.name())
                    .isEqualTo(role != Role.FACILITATOR);
        });
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void onesOwnCommands_areForEveryRole(Role role) {
        SeatId seat = world.inside("Rae Kim", role);
        Commands.ofOnesOwn().forEach(command -> {
            boolean needsChat = command instanceof TalkCommands.Chat || command instanceof PollCommands.Vote;
            boolean right = !(command instanceof ScreenCommands.StartShare) && !(needsChat && role == Role.OBSERVER);
            assertThat(command.kind().need().allows(role)).as(command.name()).isTrue();
            assertThat(isForbidden(decide(Caller.seat(seat), command)))
                    .as(command.name())
                    .isEqualTo(!right);
        });
    }

    @Test
    void program_mayAskWhatStaffMay_andNothingForASeat() {
        Commands.ofStaff(ana)
                .forEach(command -> assertThat(isForbidden(decide(Caller.PROGRAM, command)))
                        .as(command.name())
                        .isFalse());
        Commands.ofFacilitators(ana)
                .forEach(command -> assertThat(isForbidden(decide(Caller.PROGRAM, command)))
                        .as(command.name())
                        .isFalse());
        Stream.concat(Commands.ofOnesOwn(), Commands.ofStaffSeats(ana))
                .forEach(command -> assertThat(isForbidden(decide(Caller.PROGRAM, command)))
                        .as(command.name())
                        .isTrue());
    }

    @Test
    void patientAdmittingHerself_isRefused() {
        SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
        world.ask(ben, new DoorCommands.Admit(java.util.List.of(ben))).refused(Refusal.FORBIDDEN);
        assertThat(world.seat(ben).place()).isEqualTo(Place.WAITING);
    }

    @Test
    void unknownSeat_isForbiddenToOthers_andNotFoundToStaff() {
        Stream.of(
                        new HouseCommands.Mute(Commands.NOBODY),
                        new DoorCommands.Remove(Commands.NOBODY, Optional.empty(), false),
                        new DoorCommands.SendToWaiting(Commands.NOBODY, Optional.empty()),
                        new BreakoutCommands.Assign(Commands.NOBODY, Place.MAIN),
                        new ScreenCommands.GrantShare(Commands.NOBODY, Optional.empty(), false),
                        new ScreenCommands.RevokeShare(Commands.NOBODY),
                        new ScreenCommands.DenyShare(Commands.NOBODY),
                        new HouseCommands.ChangeRole(Commands.NOBODY, Role.PATIENT),
                        new DoorCommands.Admit(java.util.List.of(Commands.NOBODY)),
                        new DoorCommands.Deny(java.util.List.of(Commands.NOBODY), Optional.empty()))
                .forEach(command -> {
                    world.ask(ana, command).refused(Refusal.FORBIDDEN);
                    world.ask(maya, command).refused(Refusal.NOT_FOUND);
                });
        world.ask(ana, new TalkCommands.Chat(Audience.seat(Commands.NOBODY), new org.anteroom.engine.session.Text("x")))
                .refused(Refusal.FORBIDDEN);
    }

    @Test
    void deniedAndRemovedForGood_mayDoNothing() {
        SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
        world.ask(maya, new DoorCommands.Deny(java.util.List.of(ben), Optional.empty()))
                .happened("seat-denied");
        world.ask(maya, new DoorCommands.Remove(ana, Optional.empty(), true)).happened("seat-moved");
        Commands.all(maya).forEach(command -> {
            world.ask(ben, command).refused(Refusal.FORBIDDEN);
            world.ask(ana, command).refused(Refusal.FORBIDDEN);
        });
    }

    @Test
    void afterTheEnd_everythingIsAConflict() {
        world.ask(maya, new HouseCommands.End(Optional.empty())).happened("session-ended");
        Commands.all(ana).forEach(command -> world.ask(maya, command).refused(Refusal.CONFLICT));
        Commands.ofStaff(ana).forEach(command -> world.ask(ana, command).refused(Refusal.FORBIDDEN));
    }

    /** In the command's turn: whoever was staff when the program asked need not be any more. */
    @Test
    void programOnBehalfOfSomebodyWhoIsNotStaff_isRefused() {
        Command hand = new TalkCommands.RaiseHand(true);
        Decision decision =
                SessionDecider.decide(world.state(), Caller.onBehalf(ana), world.now(), hand, world.chance());
        assertThat(decision)
                .isEqualTo(new Decision.Refused(Refusal.FORBIDDEN, "A program acts on behalf of staff alone."));
        assertThat(SessionDecider.decide(world.state(), Caller.onBehalf(maya), world.now(), hand, world.chance()))
                .isInstanceOf(Decision.Accepted.class);
    }
}
