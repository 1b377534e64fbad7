package org.anteroom.engine.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.session.AlertId;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.BreakoutId;
import org.anteroom.engine.session.BreakoutPlan;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.Grants;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;

/** Commands from their names and arguments. Every command that this release knows stands in one table. */
public final class CommandReader {
    private static final int SEATS_MAX = Registration.SEATS_MAX;
    private static final int ROOMS_MAX = 16;
    private static final int REASON_MAX = 500;
    private static final int MESSAGE_MAX = 2000;
    private static final int ANSWER_MAX = 200;
    private static final int SECONDS_MAX = 4 * 3600;
    private static final int OPTIONS_MAX = 10;
    private static final int RULES_MAX = 64;
    private static final int DEVICES_MAX = 100_000;

    private static final Map<String, Function<Fields, Command>> READERS = Map.ofEntries(
            Map.entry("checkIn", CommandReader::checkIn),
            Map.entry("knock", args -> new Command.Knock()),
            Map.entry("stepAway", args -> new Command.StepAway(args.flag("on"))),
            Map.entry("leave", args -> new Command.Leave(args.flag("forget", false))),
            Map.entry("admit", args -> new Command.Admit(args.seats("seats", 1, SEATS_MAX))),
            Map.entry("admitAll", args -> new Command.AdmitAll()),
            Map.entry(
                    "deny",
                    args -> new Command.Deny(args.seats("seats", 1, SEATS_MAX), args.maybeProse("reason", REASON_MAX))),
            Map.entry(
                    "sendToWaiting",
                    args -> new Command.SendToWaiting(args.seat("seat"), args.maybeProse("reason", REASON_MAX))),
            Map.entry(
                    "remove",
                    args -> new Command.Remove(
                            args.seat("seat"), args.maybeProse("reason", REASON_MAX), args.flag("ban", false))),
            Map.entry("messageWaiting", CommandReader::messageWaiting),
            Map.entry("start", args -> new Command.Start()),
            Map.entry("lock", args -> new Command.Lock(args.flag("on"))),
            Map.entry("extend", args -> new Command.Extend(args.number("minutes", 1, 240))),
            Map.entry("end", args -> new Command.End(args.maybeProse("reason", REASON_MAX))),
            Map.entry("changeRole", args -> new Command.ChangeRole(args.seat("seat"), args.word("role", Role.class))),
            Map.entry("mute", args -> new Command.Mute(args.seat("seat"))),
            Map.entry("stopCamera", args -> new Command.StopCamera(args.seat("seat"))),
            Map.entry("askForLess", args -> new Command.AskForLess(args.seat("seat"), args.flag("on"))),
            Map.entry("declineLess", args -> new Command.DeclineLess()),
            Map.entry("allow", args -> new Command.Allow(args.seat("seat"), args.word("what", Grants.What.class))),
            Map.entry(
                    "disallow", args -> new Command.Disallow(args.seat("seat"), args.word("what", Grants.What.class))),
            Map.entry("raiseHand", args -> new Command.RaiseHand(args.flag("on"))),
            Map.entry("requestShare", args -> new Command.RequestShare()),
            Map.entry(
                    "grantShare",
                    args -> new Command.GrantShare(
                            args.seat("seat"),
                            args.maybeNumber("seconds", 1, SECONDS_MAX),
                            args.flag("takeOver", false))),
            Map.entry("denyShare", args -> new Command.DenyShare(args.seat("seat"))),
            Map.entry("revokeShare", args -> new Command.RevokeShare(args.seat("seat"))),
            Map.entry("startShare", args -> new Command.StartShare()),
            Map.entry("stopShare", args -> new Command.StopShare()),
            Map.entry("planBreakouts", CommandReader::planBreakouts),
            Map.entry("openBreakouts", args -> new Command.OpenBreakouts()),
            Map.entry("extendBreakouts", args -> new Command.ExtendBreakouts(args.number("seconds", 1, SECONDS_MAX))),
            Map.entry(
                    "closeBreakouts",
                    args -> new Command.CloseBreakouts(args.maybeNumber("countdownSeconds", 0, 3600))),
            Map.entry("assign", args -> new Command.Assign(args.seat("seat"), place(args, "to"))),
            Map.entry("goTo", args -> new Command.GoTo(place(args, "place"))),
            Map.entry("broadcast", args -> new Command.Broadcast(args.prose("text", MESSAGE_MAX))),
            Map.entry("askForHelp", args -> new Command.AskForHelp()),
            Map.entry("answerHelp", args -> new Command.AnswerHelp(breakout(args))),
            Map.entry("chat", args -> new Command.Chat(audience(args), args.prose("text", MESSAGE_MAX))),
            Map.entry("raiseAlert", args -> new Command.RaiseAlert(args.maybeProse("note", REASON_MAX))),
            Map.entry("acknowledgeAlert", args -> new Command.AcknowledgeAlert(alert(args))),
            Map.entry("note", args -> new Command.WriteNote(args.prose("text", 4000))),
            Map.entry(
                    "hold",
                    args -> new Command.Hold(
                            args.seats("seats", 1, SEATS_MAX), args.flag("on"), args.flag("identity", false))),
            Map.entry("muteAll", args -> new Command.MuteAll()),
            Map.entry("hallway", args -> new Command.Hallway(args.seats("seats", 1, 2))),
            Map.entry("returnFromHallway", args -> new Command.ReturnFromHallway()),
            Map.entry(
                    "endDevice",
                    args -> new Command.EndDevice(args.seat("seat"), args.number("device", 1, DEVICES_MAX))),
            Map.entry("openPoll", CommandReader::openPoll),
            Map.entry("vote", args -> new Command.Vote(args.number("choice", 0, OPTIONS_MAX - 1))),
            Map.entry("closePoll", args -> new Command.ClosePoll(args.flag("share"))),
            Map.entry("reportHealth", args -> new Command.ReportHealth(HealthSummary.read(args.object("summary")))));

    private CommandReader() {}

    /** Whether this release knows a command of this name. */
    public static boolean knows(String name) {
        return READERS.containsKey(name);
    }

    /** The command; throws {@link InvalidException} where the name or an argument is not what it has to be. */
    public static Command read(String name, Fields args) {
        Function<Fields, Command> reader = READERS.get(name);
        if (reader == null) {
            throw new InvalidException("/name", "There is no such command.");
        }
        Command command = reader.apply(args);
        args.done();
        return command;
    }

    private static Command checkIn(Fields args) {
        Optional<Fields> forms = args.maybeObject("forms");
        Optional<List<Integer>> phq9 =
                forms.filter(form -> form.has("phq9")).map(form -> form.numbers("phq9", 9, 0, 3));
        Optional<List<Integer>> gad7 =
                forms.filter(form -> form.has("gad7")).map(form -> form.numbers("gad7", 7, 0, 3));
        forms.ifPresent(Fields::done);
        return new Command.CheckInNow(
                args.flag("consent"),
                args.prose("location", ANSWER_MAX),
                args.prose("callback", ANSWER_MAX),
                args.prose("contact", ANSWER_MAX),
                phq9,
                gad7);
    }

    private static Command messageWaiting(Fields args) {
        Optional<List<SeatId>> seats =
                args.has("seats") ? Optional.of(args.seats("seats", 1, SEATS_MAX)) : Optional.empty();
        return new Command.MessageWaiting(args.prose("text", MESSAGE_MAX), seats);
    }

    private static Command planBreakouts(Fields args) {
        List<Command.RoomDraft> rooms = args.has("rooms")
                ? args.objects("rooms", 1, ROOMS_MAX).stream()
                        .map(CommandReader::room)
                        .toList()
                : List.of();
        Optional<Integer> roomCount = args.maybeNumber("roomCount", 1, ROOMS_MAX);
        if (!rooms.isEmpty() && roomCount.filter(count -> count != rooms.size()).isPresent()) {
            throw new InvalidException(args.at("roomCount"), "Must be the number of rooms that are named.");
        }
        return new Command.PlanBreakouts(
                args.word("mode", BreakoutPlan.Mode.class),
                rooms,
                roomCount,
                args.maybeNumber("seconds", 1, SECONDS_MAX),
                args.has("latecomers")
                        ? Optional.of(args.word("latecomers", BreakoutPlan.Latecomers.class))
                        : Optional.empty(),
                new BreakoutPlan.Rules(groups(args, "keepApart"), groups(args, "pairWith")));
    }

    private static List<List<SeatId>> groups(Fields args, String field) {
        return args.has(field) ? args.lists(field, RULES_MAX, SEATS_MAX, Fields::seat) : List.of();
    }

    private static Command openPoll(Fields args) {
        return new Command.OpenPoll(
                args.prose("question", 300), args.texts("options", 2, OPTIONS_MAX, 120), args.flag("anonymous"));
    }

    private static Command.RoomDraft room(Fields room) {
        Command.RoomDraft draft = new Command.RoomDraft(
                room.line("name", 80),
                room.maybeProse("task", 1000),
                room.has("seats") ? room.seats("seats", 0, SEATS_MAX) : List.of(),
                room.maybeNumber("limit", 1, SEATS_MAX));
        room.done();
        return draft;
    }

    private static Place place(Fields args, String field) {
        return args.word(field, Place::of, "main, breakout:<id>");
    }

    private static BreakoutId breakout(Fields args) {
        return args.word(
                "breakout",
                word -> Ids.isId(word, BreakoutId.PREFIX) ? Optional.of(new BreakoutId(word)) : Optional.empty(),
                "the breakouts' ids");
    }

    private static AlertId alert(Fields args) {
        return args.word(
                "alert",
                word -> Ids.isId(word, AlertId.PREFIX) ? Optional.of(new AlertId(word)) : Optional.empty(),
                "the alerts' ids");
    }

    private static Audience audience(Fields args) {
        return args.word("to", CommandReader::audience, "place, staff, a seat's id");
    }

    private static Optional<Audience> audience(String word) {
        if (Ids.isId(word, SeatId.PREFIX)) {
            return Optional.of(Audience.seat(new SeatId(word)));
        }
        return switch (word) {
            case "place" -> Optional.of(Audience.PLACE);
            case "staff" -> Optional.of(Audience.STAFF);
            default -> Optional.empty();
        };
    }
}
