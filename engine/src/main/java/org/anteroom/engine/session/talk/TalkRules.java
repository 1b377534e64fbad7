package org.anteroom.engine.session.talk;

import java.util.List;
import java.util.Optional;
import org.anteroom.engine.session.Audience;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Turn;

/** The rules of what people say: announcements, chat, hands and notes. */
final class TalkRules {
    private TalkRules() {}

    static Decision broadcast(Turn turn, TalkCommands.Broadcast command) {
        turn.add(new TalkEvents.Announcement(command.text()));
        return turn.accept();
    }

    static Decision chat(Turn turn, TalkCommands.Chat command) {
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
            return Turn.unknownSeat();
        }
        Optional<Place> place =
                command.to().kind() == Audience.Kind.PLACE ? Optional.of(self.place()) : Optional.empty();
        turn.add(new TalkEvents.Message(Optional.of(self.id()), command.to(), place, command.text()));
        return turn.accept();
    }

    private static boolean reaches(Seat self, Seat other) {
        return self.isStaff() ? other.isInside() : other.place().equals(self.place());
    }

    static Decision raiseHand(Turn turn, TalkCommands.RaiseHand command) {
        Seat self = turn.self();
        if (!self.isInside()) {
            return Turn.conflict("Hands go up in a room.");
        }
        if (self.hand().isPresent() != command.on()) {
            turn.add(new TalkEvents.HandChanged(self.id(), command.on()));
        }
        return turn.accept();
    }

    static Decision react(Turn turn) {
        // Outside, the policy may not be learnt from a refusal.
        if (!turn.self().isInside()) {
            return Turn.conflict("Reactions are for those inside.");
        }
        if (!turn.state().policy().reactions()) {
            return Turn.forbidden("Reactions are off in this session.");
        }
        return turn.accept();
    }

    static Decision note(Turn turn, TalkCommands.WriteNote command) {
        turn.add(new TalkEvents.Note(turn.callingSeat().map(Seat::id), command.text()));
        return turn.accept();
    }

    static Decision messageWaiting(Turn turn, TalkCommands.MessageWaiting command) {
        List<SeatId> seats = command.seats().orElse(turn.state().queue());
        if (command.seats().isPresent()) {
            Optional<Decision> refusal = turn.notAllWaiting(seats);
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        if (seats.isEmpty()) {
            return Turn.conflict("Nobody is waiting.");
        }
        turn.add(new TalkEvents.Message(
                turn.callingSeat().map(Seat::id), Audience.waiting(seats), Optional.empty(), command.text()));
        return turn.accept();
    }
}
