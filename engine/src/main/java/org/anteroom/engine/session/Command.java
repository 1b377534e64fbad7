package org.anteroom.engine.session;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Something that somebody asks of a session. Commands ask; the decider answers with events or a refusal. */
public sealed interface Command {
    /** Answers with the case of this command. */
    <R> R match(Cases<R> cases);

    /** The command's name in frames. */
    String name();

    /** What is wrong with the command itself, whoever asks it and however the session stands; empty where nothing is. */
    default Optional<String> flaw() {
        return Optional.empty();
    }

    /** Whether it only tells something and never changes the session, so that nobody has to remember that it was said. */
    default boolean isSignal() {
        return false;
    }

    /** A flaw where the seats are none, or one stands twice. */
    private static Optional<String> flawOf(List<SeatId> seats) {
        boolean once = new HashSet<>(seats).size() == seats.size();
        return seats.isEmpty() || !once ? Optional.of("Name at least one seat, and each one once.") : Optional.empty();
    }

    private static Optional<String> flawIf(boolean flawed, String words) {
        return flawed ? Optional.of(words) : Optional.empty();
    }

    /** A room as somebody asks for it, before it has an id. */
    record RoomDraft(Text name, Optional<Text> task, List<SeatId> seats, Optional<Integer> limit) {
        public RoomDraft {
            seats = List.copyOf(seats);
        }

        boolean isOverfull() {
            return limit.filter(most -> most < seats.size()).isPresent();
        }
    }

    /** One answer for each command. */
    interface Cases<R> {
        R checkInNow(CheckInNow command);

        R knock(Knock command);

        R stepAway(StepAway command);

        R leave(Leave command);

        R admit(Admit command);

        R admitAll(AdmitAll command);

        R deny(Deny command);

        R sendToWaiting(SendToWaiting command);

        R remove(Remove command);

        R messageWaiting(MessageWaiting command);

        R start(Start command);

        R lock(Lock command);

        R extend(Extend command);

        R end(End command);

        R changeRole(ChangeRole command);

        R mute(Mute command);

        R stopCamera(StopCamera command);

        R askForLess(AskForLess command);

        R declineLess(DeclineLess command);

        R allow(Allow command);

        R disallow(Disallow command);

        R raiseHand(RaiseHand command);

        R requestShare(RequestShare command);

        R grantShare(GrantShare command);

        R denyShare(DenyShare command);

        R revokeShare(RevokeShare command);

        R startShare(StartShare command);

        R stopShare(StopShare command);

        R planBreakouts(PlanBreakouts command);

        R openBreakouts(OpenBreakouts command);

        R extendBreakouts(ExtendBreakouts command);

        R closeBreakouts(CloseBreakouts command);

        R assign(Assign command);

        R goTo(GoTo command);

        R broadcast(Broadcast command);

        R askForHelp(AskForHelp command);

        R answerHelp(AnswerHelp command);

        R chat(Chat command);

        R raiseAlert(RaiseAlert command);

        R acknowledgeAlert(AcknowledgeAlert command);

        R writeNote(WriteNote command);

        R hold(Hold command);

        R muteAll(MuteAll command);

        R hallway(Hallway command);

        R returnFromHallway(ReturnFromHallway command);

        R endDevice(EndDevice command);

        R openPoll(OpenPoll command);

        R vote(Vote command);

        R closePoll(ClosePoll command);

        R reportHealth(ReportHealth command);
    }

    /** Says where one is, how to be reached, and that one agrees. */
    record CheckInNow(
            boolean consent,
            Text location,
            Text callback,
            Text contact,
            Optional<List<Integer>> phq9,
            Optional<List<Integer>> gad7)
            implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.checkInNow(this);
        }

        @Override
        public Optional<String> flaw() {
            return flawIf(!consent, "A check-in needs consent.");
        }

        @Override
        public String name() {
            return "checkIn";
        }
    }

    /** Asks to be let in; takes staff straight to the main room. */
    record Knock() implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.knock(this);
        }

        @Override
        public String name() {
            return "knock";
        }
    }

    /** Steps away from the waiting room without losing the queue place. */
    record StepAway(boolean on) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stepAway(this);
        }

        @Override
        public String name() {
            return "stepAway";
        }
    }

    /**
     * Leaves the session.
     *
     * @param forget whether the device that asks is signed out too, wherever its seat is
     */
    record Leave(boolean forget) implements Command {
        /** Leaves, and stays signed in. */
        public Leave() {
            this(false);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.leave(this);
        }

        @Override
        public String name() {
            return "leave";
        }
    }

    /** Lets waiting seats into the main room. */
    record Admit(List<SeatId> seats) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.admit(this);
        }

        @Override
        public Optional<String> flaw() {
            return flawOf(seats);
        }

        @Override
        public String name() {
            return "admit";
        }
    }

    /** Lets all in who wait and are not held. */
    record AdmitAll() implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.admitAll(this);
        }

        @Override
        public String name() {
            return "admitAll";
        }
    }

    /** Does not let waiting seats in. */
    record Deny(List<SeatId> seats, Optional<Text> reason) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.deny(this);
        }

        @Override
        public Optional<String> flaw() {
            return flawOf(seats);
        }

        @Override
        public String name() {
            return "deny";
        }
    }

    /** Sends a seat back to the waiting room. */
    record SendToWaiting(SeatId seat, Optional<Text> reason) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sendToWaiting(this);
        }

        @Override
        public String name() {
            return "sendToWaiting";
        }
    }

    /** Takes a seat out of the session. */
    record Remove(SeatId seat, Optional<Text> reason, boolean ban) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.remove(this);
        }

        @Override
        public String name() {
            return "remove";
        }
    }

    /**
     * Ends one device of a seat, and takes back the link by which it came.
     *
     * @param device its number among the devices of the seat
     */
    record EndDevice(SeatId seat, int device) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.endDevice(this);
        }

        @Override
        public String name() {
            return "endDevice";
        }
    }

    /** Writes to those who wait. */
    record MessageWaiting(Text text, Optional<List<SeatId>> seats) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.messageWaiting(this);
        }

        @Override
        public Optional<String> flaw() {
            return seats.flatMap(Command::flawOf);
        }

        @Override
        public String name() {
            return "messageWaiting";
        }
    }

    /** Starts the session. */
    record Start() implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.start(this);
        }

        @Override
        public String name() {
            return "start";
        }
    }

    /** Locks or unlocks the door. */
    record Lock(boolean on) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.lock(this);
        }

        @Override
        public String name() {
            return "lock";
        }
    }

    /** Moves the planned end. */
    record Extend(int minutes) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.extend(this);
        }

        @Override
        public String name() {
            return "extend";
        }
    }

    /** Ends the session for everybody. */
    record End(Optional<Text> reason) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.end(this);
        }

        @Override
        public String name() {
            return "end";
        }
    }

    /** Gives a seat another role. */
    record ChangeRole(SeatId seat, Role role) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.changeRole(this);
        }

        @Override
        public String name() {
            return "changeRole";
        }
    }

    /** Takes the microphone's grant. */
    record Mute(SeatId seat) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.mute(this);
        }

        @Override
        public String name() {
            return "mute";
        }
    }

    /** Takes the camera's grant. */
    record StopCamera(SeatId seat) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stopCamera(this);
        }

        @Override
        public String name() {
            return "stopCamera";
        }
    }

    /** Asks a person to leave out the others' pictures for a clearer sound, or takes that back. */
    record AskForLess(SeatId seat, boolean on) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.askForLess(this);
        }

        @Override
        public String name() {
            return "askForLess";
        }
    }

    /** Takes the others' pictures all the same, after staff asked to leave them out. */
    record DeclineLess() implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.declineLess(this);
        }

        @Override
        public String name() {
            return "declineLess";
        }
    }

    /** Gives a grant. */
    record Allow(SeatId seat, Grants.What what) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.allow(this);
        }

        @Override
        public String name() {
            return "allow";
        }
    }

    /** Takes a grant. */
    record Disallow(SeatId seat, Grants.What what) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.disallow(this);
        }

        @Override
        public String name() {
            return "disallow";
        }
    }

    /** Raises or lowers one's hand. */
    record RaiseHand(boolean on) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.raiseHand(this);
        }

        @Override
        public String name() {
            return "raiseHand";
        }
    }

    /** Asks for the screen. */
    record RequestShare() implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.requestShare(this);
        }

        @Override
        public String name() {
            return "requestShare";
        }
    }

    /** Gives a lease, or a longer one; may end the lease of whoever presents in that place. */
    record GrantShare(SeatId seat, Optional<Integer> seconds, boolean takeOver) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.grantShare(this);
        }

        @Override
        public String name() {
            return "grantShare";
        }
    }

    /** Answers a request: not now. */
    record DenyShare(SeatId seat) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.denyShare(this);
        }

        @Override
        public String name() {
            return "denyShare";
        }
    }

    /** Takes a lease back. */
    record RevokeShare(SeatId seat) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.revokeShare(this);
        }

        @Override
        public String name() {
            return "revokeShare";
        }
    }

    /** Presents, under a lease. */
    record StartShare() implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.startShare(this);
        }

        @Override
        public String name() {
            return "startShare";
        }
    }

    /** Stops presenting; the lease stays. */
    record StopShare() implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stopShare(this);
        }

        @Override
        public String name() {
            return "stopShare";
        }
    }

    /** Plans breakout rooms. */
    record PlanBreakouts(
            BreakoutPlan.Mode mode,
            List<RoomDraft> rooms,
            Optional<Integer> roomCount,
            Optional<Integer> seconds,
            Optional<BreakoutPlan.Latecomers> latecomers,
            BreakoutPlan.Rules rules)
            implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.planBreakouts(this);
        }

        @Override
        public Optional<String> flaw() {
            List<SeatId> named =
                    rooms.stream().flatMap(room -> room.seats().stream()).toList();
            if (new HashSet<>(named).size() != named.size()) {
                return Optional.of("Each seat goes to one room.");
            }
            if (count() < 1 && mode != BreakoutPlan.Mode.PODS) {
                return Optional.of("Say how many rooms, or name them.");
            }
            return flawIf(rooms.stream().anyMatch(RoomDraft::isOverfull), "A room has more seats than its limit.");
        }

        /** How many rooms are asked for. */
        public int count() {
            return roomCount.orElse(rooms.size());
        }

        @Override
        public String name() {
            return "planBreakouts";
        }
    }

    /** Opens the planned rooms. */
    record OpenBreakouts() implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.openBreakouts(this);
        }

        @Override
        public String name() {
            return "openBreakouts";
        }
    }

    /** Keeps the rooms open longer. */
    record ExtendBreakouts(int seconds) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.extendBreakouts(this);
        }

        @Override
        public String name() {
            return "extendBreakouts";
        }
    }

    /** Brings everybody back, after a countdown. */
    record CloseBreakouts(Optional<Integer> countdownSeconds) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.closeBreakouts(this);
        }

        @Override
        public String name() {
            return "closeBreakouts";
        }
    }

    /** Moves a seat that is inside. */
    record Assign(SeatId seat, Place to) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.assign(this);
        }

        @Override
        public Optional<String> flaw() {
            return flawIf(
                    to.kind() != Place.Kind.MAIN && to.kind() != Place.Kind.BREAKOUT,
                    "Assign to main or to a breakout.");
        }

        @Override
        public String name() {
            return "assign";
        }
    }

    /** Moves oneself. */
    record GoTo(Place place) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.goTo(this);
        }

        @Override
        public Optional<String> flaw() {
            return flawIf(!place.isInside(), "Go to main or to a breakout.");
        }

        @Override
        public String name() {
            return "goTo";
        }
    }

    /** Tells everybody inside something. */
    record Broadcast(Text text) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.broadcast(this);
        }

        @Override
        public String name() {
            return "broadcast";
        }
    }

    /** Calls staff into a breakout. */
    record AskForHelp() implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.askForHelp(this);
        }

        @Override
        public String name() {
            return "askForHelp";
        }
    }

    /** Answers a breakout's call. */
    record AnswerHelp(BreakoutId breakout) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.answerHelp(this);
        }

        @Override
        public String name() {
            return "answerHelp";
        }
    }

    /** Writes to a place, to staff, or to a seat. */
    record Chat(Audience to, Text text) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.chat(this);
        }

        @Override
        public String name() {
            return "chat";
        }
    }

    /** Alerts staff silently. */
    record RaiseAlert(Optional<Text> note) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.raiseAlert(this);
        }

        @Override
        public String name() {
            return "raiseAlert";
        }
    }

    /** Takes an alert. */
    record AcknowledgeAlert(AlertId alert) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.acknowledgeAlert(this);
        }

        @Override
        public String name() {
            return "acknowledgeAlert";
        }
    }

    /** Writes a note for staff. */
    record WriteNote(Text text) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.writeNote(this);
        }

        @Override
        public String name() {
            return "note";
        }
    }

    /**
     * Holds waiting seats, or no longer: a held seat is passed over by automatic admission.
     *
     * @param identity whether staff have to see first that it is this person; only with {@code on}
     */
    record Hold(List<SeatId> seats, boolean on, boolean identity) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.hold(this);
        }

        @Override
        public Optional<String> flaw() {
            return identity && !on
                    ? Optional.of("identity goes with on: ending a hold ends all causes")
                    : flawOf(seats);
        }

        @Override
        public String name() {
            return "hold";
        }
    }

    /** Takes the microphone's grant of everybody inside who is not staff. */
    record MuteAll() implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.muteAll(this);
        }

        @Override
        public String name() {
            return "muteAll";
        }
    }

    /** Takes one or two people aside, the caller with them. */
    record Hallway(List<SeatId> seats) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.hallway(this);
        }

        @Override
        public Optional<String> flaw() {
            return flawIf(
                    seats.size() > 2 || flawOf(seats).isPresent(),
                    "A hallway is for one or two people, each named once.");
        }

        @Override
        public String name() {
            return "hallway";
        }
    }

    /** Brings everybody in the caller's hallway back to where they came from. */
    record ReturnFromHallway() implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.returnFromHallway(this);
        }

        @Override
        public String name() {
            return "returnFromHallway";
        }
    }

    /** Asks everybody inside a question. */
    record OpenPoll(Text question, List<Text> options, boolean anonymous) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.openPoll(this);
        }

        @Override
        public Optional<String> flaw() {
            return flawIf(new HashSet<>(options).size() != options.size(), "Each option stands once.");
        }

        @Override
        public String name() {
            return "openPoll";
        }
    }

    /** Answers the open poll; the choice is an option's index from 0. */
    record Vote(int choice) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.vote(this);
        }

        @Override
        public String name() {
            return "vote";
        }
    }

    /** Ends the open poll; the others read the result where it is shared. */
    record ClosePoll(boolean share) implements Command {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.closePoll(this);
        }

        @Override
        public String name() {
            return "closePoll";
        }
    }

    /** Says how the own line is. Nothing is journaled. */
    record ReportHealth(Map<String, Object> summary) implements Command {
        @Override
        public boolean isSignal() {
            return true;
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.reportHealth(this);
        }

        @Override
        public String name() {
            return "reportHealth";
        }
    }
}
