package org.anteroom.engine.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.anteroom.engine.session.Registration.UsedBy;
import org.anteroom.engine.session.World.Result;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.door.ClaimCommands;
import org.anteroom.engine.session.door.ClaimRules;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.e2ee.KeyRules;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.poll.PollCommands;
import org.anteroom.engine.session.safety.SafetyCommands;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.engine.session.talk.TalkCommands;

/** Twelve people who do whatever comes to their minds: sensible things, and others. */
final class RandomPeople {
    /** What a program does before the walk begins, or only a bridge reports. */
    static final Set<String> OUTSIDE_THE_WALK =
            Set.of("session-created", "session-changed", "session-cancelled", "seat-added", "invite-revoked");

    private static final List<String> KEYS = List.of("A".repeat(87), "B".repeat(87));

    private static final String SIGNATURE = "C".repeat(86);

    private static final List<Role> ROLES = List.of(
            Role.FACILITATOR,
            Role.COFACILITATOR,
            Role.PATIENT,
            Role.PATIENT,
            Role.PATIENT,
            Role.PATIENT,
            Role.PATIENT,
            Role.PATIENT,
            Role.OBSERVER,
            Role.FAMILY,
            Role.INTERPRETER,
            Role.PATIENT);

    private final Random random;
    private final World world;
    private final List<SeatId> seats = new ArrayList<>();

    /** Something that somebody is about to do. */
    record Move(String kind, Optional<SeatId> by, Optional<Command> command, Supplier<Result> how) {
        Result make() {
            return how.get();
        }

        String words() {
            return kind
                    + by.map(seat -> " by " + seat.value().substring(0, 8)).orElse("")
                    + command.map(asked -> " " + asked).orElse("");
        }
    }

    RandomPeople(long seed) {
        random = new Random(seed);
        Policy policy = new Policy(
                any(Policy.Admission.values()),
                any(Policy.CheckInRule.values()),
                any(Policy.ShareRule.values()),
                any(Policy.ChatRule.values()),
                random.nextBoolean(),
                seed % 3 != 0,
                any(Policy.Names.values()),
                seed % 4 == 1 ? Policy.Links.READMIT : Policy.Links.ONE_DEVICE,
                seed % 2 == 0 ? Policy.Video.OFF : Policy.Video.AUTO,
                seed % 5 == 0 ? Policy.E2ee.REQUIRED : Policy.E2ee.OFF,
                30 + random.nextInt(200),
                new Policy.IdleMinutes(random.nextInt(30), random.nextInt(30)),
                new Policy.Attendance(random.nextInt(3) * 30, 600, 80, random.nextBoolean()));
        world = new World(policy, 3 + random.nextInt(9), seed);
        for (int i = 0; i < ROLES.size(); i++) {
            seats.add(world.add("Given" + (char) ('A' + i) + " Family" + i, ROLES.get(i), random.nextBoolean()));
        }
    }

    World world() {
        return world;
    }

    Move next() {
        int dice = random.nextInt(100);
        if (dice < 14) {
            SeatId seat = any(seats);
            boolean connected = world.seat(seat).connected();
            return connected && random.nextInt(3) > 0
                    ? command()
                    : new Move(
                            connected ? "drop" : "connect",
                            Optional.of(seat),
                            Optional.empty(),
                            () -> connected ? world.drop(seat) : world.connect(seat));
        }
        if (dice < 28) {
            Duration time = Duration.ofSeconds(random.nextInt(10) == 0 ? random.nextInt(700) : random.nextInt(40));
            return new Move("time " + time.toSeconds(), Optional.empty(), Optional.empty(), () -> world.pass(time));
        }
        if (dice < 30) {
            return random.nextInt(4) == 0 ? clock() : link();
        }
        if (dice > 95 && world.state().policy().links() == Policy.Links.READMIT) {
            return device();
        }
        return dice < 36 && world.state().policy().e2ee() == Policy.E2ee.REQUIRED ? keys() : command();
    }

    /** A device says its key, posts keys for stays, or vouches for another. */
    private Move keys() {
        SeatId by = any(seats);
        SeatId other = any(seats);
        int what = random.nextInt(3);
        String key = KEYS.get(random.nextInt(KEYS.size()));
        List<SeatKeys.Stay> stays = IntStream.range(0, 1 + random.nextInt(SeatKeys.STAYS_MAX))
                .mapToObj(i -> new SeatKeys.Stay(world.chance().bits(), key, SIGNATURE))
                .toList();
        return new Move("keys", Optional.of(by), Optional.empty(), () -> {
            Turn turn = new Turn(world.state(), Caller.seat(by), world.now(), world.chance());
            String mine = world.seat(by).keys().device().orElse(key);
            String theirs = world.seat(other).keys().device().orElse(key);
            return world.result(
                    switch (what) {
                        case 0 -> KeyRules.device(turn, key);
                        case 1 -> KeyRules.stays(turn, mine, stays);
                        default -> KeyRules.vouch(turn, other, theirs, mine, SIGNATURE);
                    });
        });
    }

    private Move clock() {
        Duration by = Duration.ofSeconds(random.nextInt(1_200) - 600L);
        return new Move("clock " + by.toSeconds(), Optional.empty(), Optional.empty(), () -> world.setClock(by));
    }

    private Move link() {
        Seat seat = world.seat(any(seats));
        InviteId id = new InviteId(world.chance().id(InviteId.PREFIX));
        Registration.NewInvite invite =
                new Registration.NewInvite(id, "hash", world.now().plusSeconds(3600), Optional.empty());
        Registration.Person person = new Registration.Person(seat.ref(), seat.name(), seat.role());
        return new Move(
                "link",
                Optional.empty(),
                Optional.empty(),
                () -> world.result(Registration.invite(world.state(), person, invite, world.chance())));
    }

    /** A device uses a link, or asks for the seat by one that is in use, and is answered or goes. */
    private Move device() {
        List<InviteId> invites = List.copyOf(world.state().invites().keySet());
        if (invites.isEmpty()) {
            return link();
        }
        InviteId id = invites.get(random.nextInt(Math.min(3, invites.size())));
        UsedBy by = new UsedBy(Optional.of("device" + random.nextInt(6)), Optional.empty());
        int claim = 1 + random.nextInt(8);
        Command answer = new ClaimCommands.AnswerClaim(claim, random.nextBoolean());
        SeatId staff = seats.get(random.nextInt(2));
        return switch (random.nextInt(6)) {
            case 0 ->
                new Move(
                        "gone",
                        Optional.empty(),
                        Optional.empty(),
                        () -> world.result(ClaimRules.gone(world.state(), claim)));
            case 1, 2 -> new Move("seat", Optional.of(staff), Optional.of(answer), () -> world.ask(staff, answer));
            default ->
                new Move(
                        "device",
                        Optional.empty(),
                        Optional.empty(),
                        () -> world.result(
                                ClaimRules.use(world.state(), id, world.now(), by, Registration.Reuse.SAME_DEVICE)));
        };
    }

    private Move command() {
        SeatId by = any(seats);
        if (random.nextInt(3) == 0) {
            by = seats.get(random.nextInt(2));
        }
        SeatId caller = by;
        Command command = sensible(caller).orElseGet(this::anything);
        if (random.nextInt(15) == 0) {
            return new Move("program", Optional.empty(), Optional.of(command), () -> world.program(command));
        }
        return new Move("seat", Optional.of(caller), Optional.of(command), () -> world.ask(caller, command));
    }

    /** What somebody in this place would do next, often enough that sessions come to life. */
    private Optional<Command> sensible(SeatId by) {
        Seat seat = world.seat(by);
        if (random.nextInt(2) == 0) {
            return Optional.empty();
        }
        if (seat.place().equals(Place.AWAY)) {
            return Optional.of(random.nextInt(3) == 0 ? checkIn() : new DoorCommands.Knock());
        }
        if (seat.isStaff() && !world.state().helps().isEmpty() && random.nextBoolean()) {
            return Optional.of(new BreakoutCommands.AnswerHelp(
                    world.state().helps().keySet().iterator().next()));
        }
        if (!seat.isStaff() && seat.place().kind() == Place.Kind.BREAKOUT && random.nextInt(4) == 0) {
            return Optional.of(new BreakoutCommands.AskForHelp());
        }
        if (seat.isStaff() && seat.place().kind() == Place.Kind.HALLWAY && random.nextInt(3) == 0) {
            return Optional.of(new HallwayCommands.ReturnFromHallway());
        }
        if (seat.isStaff() && seat.isInside() && !world.state().queue().isEmpty() && random.nextInt(5) == 0) {
            return Optional.of(
                    new HallwayCommands.Hallway(List.of(world.state().queue().get(0))));
        }
        if (seat.isStaff() && seat.isInside() && random.nextInt(12) == 0) {
            return Optional.of(
                    world.state().open().isPresent() && random.nextBoolean()
                            ? new BreakoutCommands.ExtendBreakouts(1 + random.nextInt(120))
                            : new HouseCommands.AskForLess(who(), true));
        }
        if (seat.isStaff() && !world.state().queue().isEmpty()) {
            return Optional.of(new DoorCommands.Admit(List.of(world.state()
                    .queue()
                    .get(random.nextInt(world.state().queue().size())))));
        }
        if (seat.isStaff() && world.state().open().isEmpty() && random.nextInt(3) == 0) {
            return Optional.of(world.state().planned().isPresent() ? new BreakoutCommands.OpenBreakouts() : plan());
        }
        if (seat.isStaff() && world.state().seats().values().stream().anyMatch(Seat::asksToShare)) {
            return world.state().seats().values().stream()
                    .filter(Seat::asksToShare)
                    .findFirst()
                    .map(other -> random.nextInt(8) == 0
                            ? new ScreenCommands.DenyShare(other.id())
                            : new ScreenCommands.GrantShare(other.id(), seconds(), random.nextBoolean()));
        }
        if (seat.isInside()) {
            return Optional.of(
                    seat.lease().isPresent() ? new ScreenCommands.StartShare() : new ScreenCommands.RequestShare());
        }
        return Optional.empty();
    }

    private Command anything() {
        Optional<Text> reason = random.nextBoolean() ? Optional.of(text()) : Optional.empty();
        boolean on = random.nextInt(3) > 0;
        return switch (random.nextInt(52)) {
            case 0 -> random.nextInt(4) > 0 ? checkIn() : new DoorCommands.WithdrawConsent(ConsentId.BUILT_IN);
            case 1 -> new DoorCommands.Knock();
            case 2 -> new DoorCommands.StepAway(on);
            case 3 -> new DoorCommands.Leave();
            case 4 -> new DoorCommands.Admit(some());
            case 5 -> new DoorCommands.AdmitAll();
            case 6 -> new DoorCommands.Deny(some(), reason);
            case 7 -> new DoorCommands.SendToWaiting(who(), reason);
            case 8 -> new DoorCommands.Remove(who(), reason, random.nextInt(4) == 0);
            case 9 ->
                new TalkCommands.MessageWaiting(text(), random.nextBoolean() ? Optional.empty() : Optional.of(some()));
            case 10 -> new HouseCommands.Start();
            case 11 -> new DoorCommands.Lock(random.nextBoolean());
            case 12 -> new HouseCommands.Extend(1 + random.nextInt(30));
            case 13 -> random.nextInt(12) == 0 ? new HouseCommands.End(reason) : new DoorCommands.AdmitAll();
            case 14 -> new HouseCommands.ChangeRole(who(), any(Role.values()));
            case 15 -> new HouseCommands.Mute(who());
            case 16 ->
                random.nextBoolean() ? new HouseCommands.StopCamera(who()) : new HouseCommands.AskForLess(who(), on);
            case 17 -> new HouseCommands.Allow(who(), any(Grants.What.values()));
            case 18 -> new HouseCommands.Disallow(who(), any(Grants.What.values()));
            case 19 -> random.nextInt(4) > 0 ? new TalkCommands.RaiseHand(on) : new HouseCommands.DeclineLess();
            case 20 -> new ScreenCommands.RequestShare();
            case 21 -> new ScreenCommands.GrantShare(who(), seconds(), random.nextInt(3) == 0);
            case 22 -> new ScreenCommands.DenyShare(who());
            case 23 -> new ScreenCommands.RevokeShare(who());
            case 24 -> new ScreenCommands.StartShare();
            case 25 -> new ScreenCommands.StopShare();
            case 26 -> plan();
            case 27 -> new BreakoutCommands.OpenBreakouts();
            case 28 -> new BreakoutCommands.ExtendBreakouts(1 + random.nextInt(600));
            case 29 ->
                new BreakoutCommands.CloseBreakouts(
                        random.nextBoolean() ? Optional.empty() : Optional.of(random.nextInt(90)));
            case 30, 31 -> new BreakoutCommands.Assign(who(), place());
            case 32 -> new BreakoutCommands.GoTo(place());
            case 33 -> new TalkCommands.Broadcast(text());
            case 34 -> new BreakoutCommands.AskForHelp();
            case 35 -> new BreakoutCommands.AnswerHelp(breakout());
            case 36 -> new TalkCommands.Chat(audience(), text());
            case 37 -> new SafetyCommands.RaiseAlert(reason);
            case 38 -> new SafetyCommands.AcknowledgeAlert(alert());
            case 39 -> new TalkCommands.WriteNote(text());
            case 40 -> new DoorCommands.Hold(some(), on, on && random.nextBoolean());
            case 41 -> new HouseCommands.MuteAll();
            case 42, 43, 44 -> new HallwayCommands.Hallway(List.of(who()));
            case 45 -> new HallwayCommands.Hallway(List.of(who(), who()));
            case 46, 47 -> new HallwayCommands.ReturnFromHallway();
            case 48 -> Commands.poll(random.nextBoolean());
            case 49, 50 -> new PollCommands.Vote(random.nextInt(3));
            default -> new PollCommands.ClosePoll(random.nextBoolean());
        };
    }

    private Command checkIn() {
        List<Integer> phq9 = Stream.generate(() -> random.nextInt(4)).limit(8).toList();
        List<Integer> answers = new ArrayList<>(phq9);
        answers.add(random.nextInt(3) == 0 ? 1 : 0);
        return new DoorCommands.CheckInNow(
                random.nextInt(10) > 0,
                new Text("SECRET-where"),
                new Text("SECRET-number"),
                new Text("SECRET-contact"),
                random.nextBoolean() ? Optional.of(List.copyOf(answers)) : Optional.empty(),
                Optional.empty());
    }

    private Command plan() {
        BreakoutPlan.Mode mode = any(BreakoutPlan.Mode.values());
        Optional<Integer> seconds = random.nextBoolean() ? Optional.of(1 + random.nextInt(300)) : Optional.empty();
        if (mode == BreakoutPlan.Mode.RANDOM || random.nextInt(3) == 0) {
            return new BreakoutCommands.PlanBreakouts(
                    mode, List.of(), Optional.of(1 + random.nextInt(4)), seconds, latecomers(), rules());
        }
        List<SeatId> shuffled = new ArrayList<>(seats);
        Collections.shuffle(shuffled, random);
        List<BreakoutCommands.RoomDraft> rooms = new ArrayList<>();
        for (int room = 0; room < 1 + random.nextInt(3); room++) {
            int from = random.nextInt(8) == 0 ? 0 : room * 3;
            Optional<Integer> limit = random.nextInt(4) == 0 ? Optional.of(1 + random.nextInt(4)) : Optional.empty();
            rooms.add(new BreakoutCommands.RoomDraft(
                    new Text("Room" + room), Optional.of(text()), shuffled.subList(from, from + 3), limit));
        }
        return new BreakoutCommands.PlanBreakouts(mode, rooms, Optional.empty(), seconds, latecomers(), rules());
    }

    private Optional<BreakoutPlan.Latecomers> latecomers() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(any(BreakoutPlan.Latecomers.values()));
    }

    private BreakoutPlan.Rules rules() {
        return new BreakoutPlan.Rules(pairs(), pairs());
    }

    private List<List<SeatId>> pairs() {
        return random.nextInt(3) > 0 ? List.of() : List.of(List.of(any(seats), any(seats)));
    }

    private Optional<Integer> seconds() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(1 + random.nextInt(120));
    }

    private static Text text() {
        return new Text("some text");
    }

    private SeatId who() {
        return random.nextInt(25) == 0 ? new SeatId("sea_unknownunknownunknown1") : any(seats);
    }

    private List<SeatId> some() {
        List<SeatId> queue = world.state().queue();
        if (random.nextInt(3) > 0 && !queue.isEmpty()) {
            return List.copyOf(queue.subList(0, 1 + random.nextInt(queue.size())));
        }
        return Stream.generate(this::who).limit(random.nextInt(4)).toList();
    }

    private Place place() {
        return switch (random.nextInt(8)) {
            case 0 -> Place.AWAY;
            case 1 -> Place.WAITING;
            case 2 ->
                world.state().hallways().stream()
                        .findFirst()
                        .orElse(Place.hallway(new HallwayId("hal_AAAAAAAAAAAAAAAAAAAAAA")));
            case 3, 4 -> Place.MAIN;
            default -> Place.breakout(breakout());
        };
    }

    private BreakoutId breakout() {
        List<BreakoutPlan.Room> rooms =
                world.state().planned().map(BreakoutPlan::rooms).orElse(List.of());
        return rooms.isEmpty()
                ? new BreakoutId("brk_AAAAAAAAAAAAAAAAAAAAAA")
                : any(rooms).id();
    }

    private AlertId alert() {
        List<AlertId> open = List.copyOf(world.state().alerts().keySet());
        return open.isEmpty() ? new AlertId("alr_AAAAAAAAAAAAAAAAAAAAAA") : any(open);
    }

    private Audience audience() {
        return switch (random.nextInt(3)) {
            case 0 -> Audience.PLACE;
            case 1 -> Audience.STAFF;
            default -> Audience.seat(who());
        };
    }

    private <T> T any(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private <T> T any(T[] from) {
        return from[random.nextInt(from.length)];
    }
}
