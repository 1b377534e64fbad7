package org.anteroom.engine.session.door;

import static org.anteroom.engine.session.CommandKind.command;
import static org.anteroom.engine.session.Shape.shape;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Command;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Consent;
import org.anteroom.engine.session.ConsentId;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Flaws;
import org.anteroom.engine.session.Need;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Shape;
import org.anteroom.engine.session.Text;

/** What is asked at the door: to come in, and who lets whom in, sends back, holds and removes. */
public final class DoorCommands {
    private static final int SEATS_MAX = Registration.SEATS_MAX;
    private static final int REASON_MAX = 500;
    private static final int ANSWER_MAX = 200;
    private static final int DEVICES_MAX = 100_000;
    private static final int CONSENTS_MAX = 8;
    private static final int VERSION_MAX = 1_000_000;

    /** The kinds of these commands. */
    public static final List<CommandKind<?>> ALL = List.of(
            CheckInNow.KIND,
            WithdrawConsent.KIND,
            Knock.KIND,
            StepAway.KIND,
            Leave.KIND,
            Admit.KIND,
            AdmitAll.KIND,
            Deny.KIND,
            SendToWaiting.KIND,
            Remove.KIND,
            EndDevice.KIND,
            Lock.KIND,
            Hold.KIND);

    private DoorCommands() {}

    /**
     * That one accepts a consent.
     *
     * @param version that one read
     * @param language that one read it in; of the words that are read by default where it is left out
     */
    public record Accept(ConsentId consent, int version, Optional<String> language) {
        private static final Shape<Accept> SHAPE = shape(
                ConsentId.field("consent"),
                Field.number("version", 1, VERSION_MAX),
                Field.coded(
                                "language",
                                Consent.LANGUAGE,
                                "en",
                                word -> Optional.of(word).filter(Consent::isLanguage),
                                "the languages of its texts")
                        .optional(),
                Accept::new);
    }

    /** Says where one is, how to be reached, and that one agrees. */
    public record CheckInNow(
            boolean consent,
            Text location,
            Text callback,
            Text contact,
            Optional<List<Integer>> phq9,
            Optional<List<Integer>> gad7,
            List<Accept> consents)
            implements Command {
        private static final Shape<Forms> FORMS = shape(
                Field.numbers("phq9", 9, 0, 3).optional(),
                Field.numbers("gad7", 7, 0, 3).optional(),
                Forms::new);
        static final CommandKind<CheckInNow> KIND = command(
                CheckInNow.class,
                "checkIn",
                Need.OWN_SEAT,
                shape(
                        Field.object("forms", FORMS).optional(),
                        Field.flag("consent"),
                        Field.prose("location", ANSWER_MAX),
                        Field.prose("callback", ANSWER_MAX),
                        Field.prose("contact", ANSWER_MAX),
                        Field.objects("consents", 0, CONSENTS_MAX, Accept.SHAPE).or(List.of()),
                        CheckInNow::of),
                WaitingRules::checkIn);

        /** A check-in that names no consents. */
        public CheckInNow(
                boolean consent,
                Text location,
                Text callback,
                Text contact,
                Optional<List<Integer>> phq9,
                Optional<List<Integer>> gad7) {
            this(consent, location, callback, contact, phq9, gad7, List.of());
        }

        @Override
        public CommandKind<CheckInNow> kind() {
            return KIND;
        }

        @Override
        public Optional<String> flaw() {
            boolean twice = consents.stream().map(Accept::consent).distinct().count() != consents.size();
            return Flaws.where(!consent, "A check-in needs consent.")
                    .or(() -> Flaws.where(twice, "Accept each consent once."));
        }

        /** Without a single answer. */
        @Override
        public String toString() {
            return "CheckInNow[hidden]";
        }

        /** The forms that go with a check-in. */
        private record Forms(Optional<List<Integer>> phq9, Optional<List<Integer>> gad7) {
            @Override
            public String toString() {
                return "Forms[hidden]";
            }
        }

        private static CheckInNow of(
                Optional<Forms> forms,
                boolean consent,
                Text location,
                Text callback,
                Text contact,
                List<Accept> consents) {
            return new CheckInNow(
                    consent,
                    location,
                    callback,
                    contact,
                    forms.flatMap(Forms::phq9),
                    forms.flatMap(Forms::gad7),
                    consents);
        }
    }

    /** Takes back what one accepted at check-in: whoever is inside goes to the waiting room, until staff talked with them. */
    public record WithdrawConsent(ConsentId consent) implements Command {
        static final CommandKind<WithdrawConsent> KIND = command(
                WithdrawConsent.class,
                "withdrawConsent",
                Need.OWN_SEAT,
                shape(ConsentId.field("consent"), WithdrawConsent::new),
                ConsentRules::withdraw);

        @Override
        public CommandKind<WithdrawConsent> kind() {
            return KIND;
        }
    }

    /** Asks to be let in; takes staff straight to the main room. */
    public record Knock() implements Command {
        static final CommandKind<Knock> KIND =
                command(Knock.class, "knock", Need.OWN_SEAT, shape(Knock::new), WaitingRules::knock);

        @Override
        public CommandKind<Knock> kind() {
            return KIND;
        }
    }

    /** Steps away from the waiting room without losing the queue place. */
    public record StepAway(boolean on) implements Command {
        static final CommandKind<StepAway> KIND = command(
                StepAway.class,
                "stepAway",
                Need.OWN_SEAT,
                shape(Field.flag("on"), StepAway::new),
                WaitingRules::stepAway);

        @Override
        public CommandKind<StepAway> kind() {
            return KIND;
        }
    }

    /**
     * Leaves the session.
     *
     * @param forget whether the device that asks is signed out too, wherever its seat is
     */
    public record Leave(boolean forget) implements Command {
        static final CommandKind<Leave> KIND = command(
                Leave.class,
                "leave",
                Need.OWN_SEAT,
                shape(Field.flag("forget").or(false), forget -> new Leave(forget)),
                WaitingRules::leave);

        @Override
        public CommandKind<Leave> kind() {
            return KIND;
        }

        /** Leaves, and stays signed in. */
        public Leave() {
            this(false);
        }
    }

    /** Lets waiting seats into the main room. */
    public record Admit(List<SeatId> seats) implements Command {
        static final CommandKind<Admit> KIND = command(
                Admit.class,
                "admit",
                Need.STAFF,
                shape(Field.seats("seats", 1, SEATS_MAX), Admit::new),
                WaitingRules::admit);

        @Override
        public CommandKind<Admit> kind() {
            return KIND;
        }

        @Override
        public Optional<String> flaw() {
            return Flaws.ofSeats(seats);
        }
    }

    /** Lets all in who wait and are not held. */
    public record AdmitAll() implements Command {
        static final CommandKind<AdmitAll> KIND =
                command(AdmitAll.class, "admitAll", Need.STAFF, shape(AdmitAll::new), WaitingRules::admitAll);

        @Override
        public CommandKind<AdmitAll> kind() {
            return KIND;
        }
    }

    /** Does not let waiting seats in. */
    public record Deny(List<SeatId> seats, Optional<Text> reason) implements Command {
        static final CommandKind<Deny> KIND = command(
                Deny.class,
                "deny",
                Need.STAFF,
                shape(
                        Field.seats("seats", 1, SEATS_MAX),
                        Field.prose("reason", REASON_MAX).optional(),
                        Deny::new),
                WaitingRules::deny);

        @Override
        public CommandKind<Deny> kind() {
            return KIND;
        }

        @Override
        public Optional<String> flaw() {
            return Flaws.ofSeats(seats);
        }
    }

    /** Sends a seat back to the waiting room. */
    public record SendToWaiting(SeatId seat, Optional<Text> reason) implements Command {
        static final CommandKind<SendToWaiting> KIND = command(
                SendToWaiting.class,
                "sendToWaiting",
                Need.STAFF,
                shape(Field.seat("seat"), Field.prose("reason", REASON_MAX).optional(), SendToWaiting::new),
                WaitingRules::sendToWaiting);

        @Override
        public CommandKind<SendToWaiting> kind() {
            return KIND;
        }
    }

    /** Takes a seat out of the session. */
    public record Remove(SeatId seat, Optional<Text> reason, boolean ban) implements Command {
        static final CommandKind<Remove> KIND = command(
                Remove.class,
                "remove",
                Need.STAFF,
                shape(
                        Field.seat("seat"),
                        Field.prose("reason", REASON_MAX).optional(),
                        Field.flag("ban").or(false),
                        Remove::new),
                WaitingRules::remove);

        @Override
        public CommandKind<Remove> kind() {
            return KIND;
        }
    }

    /**
     * Ends one device of a seat, and takes back the link by which it came.
     *
     * @param device its number among the devices of the seat
     */
    public record EndDevice(SeatId seat, int device) implements Command {
        static final CommandKind<EndDevice> KIND = command(
                EndDevice.class,
                "endDevice",
                Need.STAFF,
                shape(Field.seat("seat"), Field.number("device", 1, DEVICES_MAX), EndDevice::new),
                DeviceRules::end);

        @Override
        public CommandKind<EndDevice> kind() {
            return KIND;
        }
    }

    /** Locks or unlocks the door. */
    public record Lock(boolean on) implements Command {
        static final CommandKind<Lock> KIND =
                command(Lock.class, "lock", Need.STAFF, shape(Field.flag("on"), Lock::new), WaitingRules::lock);

        @Override
        public CommandKind<Lock> kind() {
            return KIND;
        }
    }

    /**
     * Holds waiting seats, or no longer: a held seat is passed over by automatic admission.
     *
     * @param identity whether staff have to see first that it is this person; only with {@code on}
     */
    public record Hold(List<SeatId> seats, boolean on, boolean identity) implements Command {
        static final CommandKind<Hold> KIND = command(
                Hold.class,
                "hold",
                Need.STAFF,
                shape(
                        Field.seats("seats", 1, SEATS_MAX),
                        Field.flag("on"),
                        Field.flag("identity").or(false),
                        Hold::new),
                WaitingRules::hold);

        @Override
        public CommandKind<Hold> kind() {
            return KIND;
        }

        @Override
        public Optional<String> flaw() {
            return identity && !on
                    ? Optional.of("identity goes with on: ending a hold ends all causes")
                    : Flaws.ofSeats(seats);
        }
    }
}
