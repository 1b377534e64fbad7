package org.anteroom.engine.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.Caller;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Commands;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionDecider;
import org.anteroom.engine.session.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every command with every role, by the contract's table. */
class AccessTableTest {
    private final World world = new World();
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId ana = world.inside("Ana Lopez", Role.PATIENT);

    private static boolean isForbidden(Decision decision) {
        return decision instanceof Decision.Refused refused && refused.code() == Refusal.FORBIDDEN;
    }

    private Decision decide(Caller caller, Command command) {
        return SessionDecider.decide(world.state(), caller, world.now(), command, world.chance());
    }

    @Test
    void theTable_namesEveryCommand() {
        assertThat(Commands.all(ana).map(Object::getClass).distinct())
                .hasSize(Command.class.getPermittedSubclasses().length);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void staffsCommands_areForbiddenToAllOthers(Role role) {
        SeatId seat = world.inside("Rae Kim", role);
        boolean staff = role == Role.FACILITATOR || role == Role.COFACILITATOR;
        Stream.concat(Commands.ofStaff(ana), Commands.ofStaffSeats(ana)).forEach(command -> {
            assertThat(AccessTable.allows(role, command)).as(command.name()).isEqualTo(staff);
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
            assertThat(AccessTable.allows(role, command)).as(command.name()).isEqualTo(role == Role.FACILITATOR);
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
            boolean needsChat = command instanceof Command.Chat || command instanceof Command.Vote;
            boolean right = !(command instanceof Command.StartShare) && !(needsChat && role == Role.OBSERVER);
            assertThat(AccessTable.allows(role, command)).as(command.name()).isTrue();
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
        world.ask(ben, new Command.Admit(java.util.List.of(ben))).refused(Refusal.FORBIDDEN);
        assertThat(world.seat(ben).place()).isEqualTo(Place.WAITING);
    }

    @Test
    void unknownSeat_isForbiddenToOthers_andNotFoundToStaff() {
        Stream.of(
                        new Command.Mute(Commands.NOBODY),
                        new Command.Remove(Commands.NOBODY, Optional.empty(), false),
                        new Command.SendToWaiting(Commands.NOBODY, Optional.empty()),
                        new Command.Assign(Commands.NOBODY, Place.MAIN),
                        new Command.GrantShare(Commands.NOBODY, Optional.empty(), false),
                        new Command.RevokeShare(Commands.NOBODY),
                        new Command.DenyShare(Commands.NOBODY),
                        new Command.ChangeRole(Commands.NOBODY, Role.PATIENT),
                        new Command.Admit(java.util.List.of(Commands.NOBODY)),
                        new Command.Deny(java.util.List.of(Commands.NOBODY), Optional.empty()))
                .forEach(command -> {
                    world.ask(ana, command).refused(Refusal.FORBIDDEN);
                    world.ask(maya, command).refused(Refusal.NOT_FOUND);
                });
        world.ask(ana, new Command.Chat(Audience.seat(Commands.NOBODY), new org.anteroom.engine.session.Text("x")))
                .refused(Refusal.FORBIDDEN);
    }

    @Test
    void deniedAndRemovedForGood_mayDoNothing() {
        SeatId ben = world.waiter("Ben Okafor", Role.PATIENT);
        world.ask(maya, new Command.Deny(java.util.List.of(ben), Optional.empty()))
                .happened("seat-denied");
        world.ask(maya, new Command.Remove(ana, Optional.empty(), true)).happened("seat-moved");
        Commands.all(maya).forEach(command -> {
            world.ask(ben, command).refused(Refusal.FORBIDDEN);
            world.ask(ana, command).refused(Refusal.FORBIDDEN);
        });
    }

    @Test
    void afterTheEnd_everythingIsAConflict() {
        world.ask(maya, new Command.End(Optional.empty())).happened("session-ended");
        Commands.all(ana).forEach(command -> world.ask(maya, command).refused(Refusal.CONFLICT));
        Commands.ofStaff(ana).forEach(command -> world.ask(ana, command).refused(Refusal.FORBIDDEN));
    }
}
