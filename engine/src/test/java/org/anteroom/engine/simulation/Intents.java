package org.anteroom.engine.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.BreakoutId;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Grants;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.poll.PollCommands;
import org.anteroom.engine.session.poll.PollState;
import org.anteroom.engine.session.safety.SafetyCommands;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.engine.session.talk.TalkCommands;

/** What people ask for: mostly what makes sense where they are, at times anything. */
final class Intents {
    private static final BreakoutId NO_ROOM = new BreakoutId("brk_AAAAAAAAAAAAAAAAAAAAAA");

    private final Random random;

    Intents(Random random) {
        this.random = random;
    }

    Command of(Seat seat, SessionState state) {
        if (!seat.isInside() && random.nextInt(6) > 0) {
            return outside(seat);
        }
        if (random.nextInt(8) == 0) {
            return random.nextBoolean() ? ofStaff(state) : ofPatients(seat, state);
        }
        return seat.isStaff() ? ofStaff(state) : ofPatients(seat, state);
    }

    private Command outside(Seat seat) {
        return switch (seat.place().equals(Place.WAITING) ? random.nextInt(6) : 9) {
            case 0 -> new DoorCommands.StepAway(random.nextBoolean());
            case 1 -> checkIn();
            case 2 -> new DoorCommands.Leave();
            case 3 -> new SafetyCommands.RaiseAlert(Optional.empty());
            default -> random.nextInt(8) == 0 ? checkIn() : new DoorCommands.Knock();
        };
    }

    private Command ofPatients(Seat seat, SessionState state) {
        if (PollState.of(state).open().isPresent() && random.nextInt(3) == 0) {
            return new PollCommands.Vote(random.nextInt(2));
        }
        return switch (random.nextInt(14)) {
            case 0, 1 -> new TalkCommands.RaiseHand(seat.hand().isEmpty());
            case 2, 3 -> seat.lease().isPresent() ? new ScreenCommands.StartShare() : new ScreenCommands.RequestShare();
            case 4 -> new ScreenCommands.StopShare();
            case 5 -> new TalkCommands.Chat(audience(state), text());
            case 6 -> new BreakoutCommands.AskForHelp();
            case 7, 8 -> new BreakoutCommands.GoTo(place(state));
            case 9 -> new SafetyCommands.RaiseAlert(Optional.of(text()));
            case 10 -> random.nextInt(3) == 0 ? new DoorCommands.Leave() : new TalkCommands.RaiseHand(true);
            default -> seat.lease().isPresent() ? new ScreenCommands.StartShare() : new ScreenCommands.RequestShare();
        };
    }

    private Command ofStaff(SessionState state) {
        Optional<Seat> asking =
                state.seats().values().stream().filter(Seat::asksToShare).findFirst();
        if (asking.isPresent() && random.nextInt(3) > 0) {
            return new ScreenCommands.GrantShare(asking.get().id(), seconds(), random.nextInt(4) == 0);
        }
        if (!state.queue().isEmpty() && random.nextInt(3) == 0) {
            return random.nextBoolean()
                    ? new DoorCommands.AdmitAll()
                    : new DoorCommands.Admit(List.of(any(state.queue())));
        }
        return switch (random.nextInt(7)) {
            case 0, 1 -> aboutRooms(state);
            case 2 -> aside(state);
            default -> aboutPeople(state);
        };
    }

    private Command aside(SessionState state) {
        return switch (random.nextInt(6)) {
            case 0 -> new HallwayCommands.ReturnFromHallway();
            case 1 -> hold(who(state));
            case 2 ->
                PollState.of(state).open().isPresent() ? new PollCommands.ClosePoll(random.nextBoolean()) : openPoll();
            case 3 -> new HouseCommands.MuteAll();
            default -> new HallwayCommands.Hallway(List.of(state.queue().isEmpty() ? who(state) : any(state.queue())));
        };
    }

    private Command hold(SeatId seat) {
        boolean on = random.nextBoolean();
        return new DoorCommands.Hold(List.of(seat), on, on && random.nextInt(4) == 0);
    }

    private Command openPoll() {
        return new PollCommands.OpenPoll(text(), List.of(text(), text()), random.nextBoolean());
    }

    private Command aboutRooms(SessionState state) {
        if (state.open().isEmpty()) {
            return state.planned().isPresent() && random.nextInt(4) > 0
                    ? new BreakoutCommands.OpenBreakouts()
                    : plan(state);
        }
        return switch (random.nextInt(7)) {
            case 0 -> new BreakoutCommands.ExtendBreakouts(1 + random.nextInt(120));
            case 1 -> new BreakoutCommands.CloseBreakouts(Optional.of(random.nextInt(40)));
            case 2 -> new TalkCommands.Broadcast(text());
            case 3 ->
                new BreakoutCommands.AnswerHelp(
                        state.helps().keySet().stream().findFirst().orElse(NO_ROOM));
            default -> new BreakoutCommands.Assign(who(state), place(state));
        };
    }

    private Command aboutPeople(SessionState state) {
        return switch (random.nextInt(22)) {
            case 0 -> new DoorCommands.Deny(List.of(who(state)), Optional.of(text()));
            case 1 -> new DoorCommands.SendToWaiting(who(state), Optional.empty());
            case 2 -> new DoorCommands.Remove(who(state), Optional.empty(), random.nextInt(4) == 0);
            case 3 -> new TalkCommands.MessageWaiting(text(), Optional.empty());
            case 4 -> new HouseCommands.Start();
            case 5 -> new DoorCommands.Lock(random.nextInt(3) == 0);
            case 6 -> new HouseCommands.Extend(1 + random.nextInt(10));
            case 7 -> new HouseCommands.ChangeRole(who(state), any(List.of(Role.values())));
            case 8 -> new HouseCommands.Mute(who(state));
            case 9 -> new HouseCommands.StopCamera(who(state));
            case 10, 11 -> new HouseCommands.Allow(who(state), any(List.of(Grants.What.values())));
            case 12 -> new HouseCommands.Disallow(who(state), any(List.of(Grants.What.values())));
            case 13, 14 -> new ScreenCommands.GrantShare(who(state), seconds(), random.nextInt(4) == 0);
            case 15 -> new ScreenCommands.RevokeShare(who(state));
            case 16 -> new TalkCommands.WriteNote(text());
            case 17 ->
                new SafetyCommands.AcknowledgeAlert(
                        state.alerts().keySet().stream().findFirst().orElse(new AlertId("alr_AAAAAAAAAAAAAAAAAAAAAA")));
            case 18 -> random.nextInt(12) == 0 ? new HouseCommands.End(Optional.empty()) : new DoorCommands.Lock(false);
            case 19 -> new BreakoutCommands.GoTo(place(state));
            default -> new DoorCommands.AdmitAll();
        };
    }

    private Command checkIn() {
        List<Integer> answers = new ArrayList<>(Collections.nCopies(8, 1));
        answers.add(random.nextInt(3) == 0 ? 1 : 0);
        return new DoorCommands.CheckInNow(
                true, text(), text(), text(), Optional.of(List.copyOf(answers)), Optional.empty());
    }

    private Command plan(SessionState state) {
        Optional<Integer> seconds = random.nextBoolean() ? Optional.of(5 + random.nextInt(60)) : Optional.empty();
        if (random.nextBoolean()) {
            return new BreakoutCommands.PlanBreakouts(
                    BreakoutPlan.Mode.RANDOM,
                    List.of(),
                    Optional.of(1 + random.nextInt(3)),
                    seconds,
                    latecomers(),
                    BreakoutPlan.Rules.NONE);
        }
        List<SeatId> seats = new ArrayList<>(state.seats().values().stream()
                .filter(seat -> !seat.isStaff())
                .map(Seat::id)
                .toList());
        Collections.shuffle(seats, random);
        int half = seats.size() / 2;
        boolean self = random.nextBoolean();
        List<BreakoutCommands.RoomDraft> rooms = Stream.of(seats.subList(0, half), seats.subList(half, seats.size()))
                .map(some -> new BreakoutCommands.RoomDraft(
                        text(), Optional.empty(), self ? List.of() : List.copyOf(some), Optional.empty()))
                .toList();
        return new BreakoutCommands.PlanBreakouts(
                self ? BreakoutPlan.Mode.SELF_SELECT : BreakoutPlan.Mode.MANUAL,
                rooms,
                Optional.empty(),
                seconds,
                latecomers(),
                BreakoutPlan.Rules.NONE);
    }

    private Optional<BreakoutPlan.Latecomers> latecomers() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(any(List.of(BreakoutPlan.Latecomers.values())));
    }

    private Optional<Integer> seconds() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(2 + random.nextInt(30));
    }

    private static Text text() {
        return new Text("words");
    }

    private SeatId who(SessionState state) {
        return any(List.copyOf(state.seats().keySet()));
    }

    private Place place(SessionState state) {
        List<BreakoutPlan.Room> rooms =
                state.open().map(open -> open.plan().rooms()).orElse(List.of());
        return rooms.isEmpty() || random.nextInt(3) == 0
                ? Place.MAIN
                : Place.breakout(any(rooms).id());
    }

    private Audience audience(SessionState state) {
        return switch (random.nextInt(3)) {
            case 0 -> Audience.STAFF;
            case 1 -> Audience.seat(who(state));
            default -> Audience.PLACE;
        };
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
