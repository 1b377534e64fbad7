package org.anteroom.engine.session;

import java.util.Optional;

/** The rules of words: announcements, help, chat, alerts and notes. */
final class TalkRules {
    /** How many alerts of one seat may be open: enough to say more, and no list that one person can make endless. */
    static final int OPEN_ALERTS_A_SEAT_MAX = 3;

    private TalkRules() {}

    static Decision broadcast(Turn turn, Text text) {
        turn.add(new SessionEvent.Announcement(text));
        return turn.accept();
    }

    static Decision askForHelp(Turn turn) {
        Seat self = turn.self();
        Optional<BreakoutId> breakout = self.place().asBreakout();
        if (breakout.isEmpty()) {
            return Turn.conflict("You are not in a breakout room.");
        }
        if (!turn.state().helps().containsKey(breakout.get())) {
            turn.add(new SessionEvent.HelpAsked(breakout.get(), self.id()));
        }
        return turn.accept();
    }

    static Decision answerHelp(Turn turn, BreakoutId breakout) {
        boolean known =
                turn.state().open().flatMap(open -> open.plan().room(breakout)).isPresent();
        if (!known) {
            return Turn.notFound("There is no such breakout room open.");
        }
        if (!turn.state().helps().containsKey(breakout)) {
            return Turn.conflict("Nobody asked for help there.");
        }
        turn.add(new SessionEvent.HelpAnswered(breakout));
        return turn.accept();
    }

    static Decision chat(Turn turn, Command.Chat command) {
        Seat self = turn.self();
        if (!self.grants().chat()) {
            return Turn.forbidden("Your team turned chat off for you.");
        }
        // Outside, neither the policy nor who else is here may be learnt from a refusal.
        if (!self.isInside()) {
            return Turn.conflict("Chat is for those inside.");
        }
        Policy policy = turn.state().policy();
        boolean toStaff = command.to().kind() == Audience.Kind.STAFF;
        if (policy.chat() == Policy.ChatRule.OFF
                || (policy.chat() == Policy.ChatRule.STAFF && !self.isStaff() && !toStaff)) {
            return Turn.forbidden("Chat is off in this session.");
        }
        if (command.to().kind() == Audience.Kind.SEATS && !self.isStaff() && !policy.privateChat()) {
            return Turn.forbidden("Private messages are off in this session.");
        }
        boolean reachable = command.to().seats().stream()
                .allMatch(id -> turn.state()
                        .seat(id)
                        .filter(seat -> reaches(self, seat))
                        .isPresent());
        if (!reachable) {
            return WaitingRules.unknownSeat();
        }
        Optional<Place> place =
                command.to().kind() == Audience.Kind.PLACE ? Optional.of(self.place()) : Optional.empty();
        turn.add(new SessionEvent.Message(Optional.of(self.id()), command.to(), place, command.text()));
        return turn.accept();
    }

    private static boolean reaches(Seat self, Seat other) {
        return self.isStaff() ? other.isInside() : other.place().equals(self.place());
    }

    static Decision raiseAlert(Turn turn, Optional<Text> note) {
        if (open(turn, SessionEvent.AlertKind.RAISED) >= OPEN_ALERTS_A_SEAT_MAX) {
            return Turn.full("Your team has your alerts already, and sees them until somebody takes them.");
        }
        AlertId alert = new AlertId(turn.chance().id(AlertId.PREFIX));
        turn.add(new SessionEvent.AlertRaised(
                alert, SessionEvent.AlertKind.RAISED, turn.self().id(), note));
        return turn.accept();
    }

    /** How many alerts of this kind the calling seat has open. */
    static long open(Turn turn, SessionEvent.AlertKind kind) {
        return turn.state().alerts().values().stream()
                .filter(alert -> alert.kind() == kind)
                .filter(alert -> alert.seat().equals(turn.self().id()))
                .count();
    }

    static Decision acknowledgeAlert(Turn turn, AlertId alert) {
        if (!turn.state().alerts().containsKey(alert)) {
            return Turn.notFound("There is no such open alert.");
        }
        turn.add(new SessionEvent.AlertAcknowledged(alert));
        return turn.accept();
    }

    static Decision note(Turn turn, Text text) {
        turn.add(new SessionEvent.Note(turn.callingSeat().map(Seat::id), text));
        return turn.accept();
    }
}
