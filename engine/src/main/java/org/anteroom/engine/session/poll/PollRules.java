package org.anteroom.engine.session.poll;

import java.util.Optional;
import org.anteroom.engine.session.Decision;
import org.anteroom.engine.session.PollId;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Turn;

/** The rules of polls: one at a time, one vote a seat, and of an anonymous one no trace of who chose what. */
public final class PollRules {
    private PollRules() {}

    static Decision open(Turn turn, PollCommands.OpenPoll command) {
        if (PollState.of(turn.state()).open().isPresent()) {
            return Turn.conflict("A poll is open already. Close it first.");
        }
        PollId poll = new PollId(turn.chance().id(PollId.PREFIX));
        turn.add(new PollEvents.PollOpened(poll, command.question(), command.options(), command.anonymous()));
        return turn.accept();
    }

    static Decision vote(Turn turn, PollCommands.Vote command) {
        int choice = command.choice();
        Seat self = turn.self();
        Optional<Poll> poll = PollState.of(turn.state()).open();
        if (self.role() == Role.OBSERVER && !self.grants().chat()) {
            return Turn.forbidden("Observers do not vote here.");
        }
        if (!self.isInside()) {
            return Turn.conflict("Votes are given in a room.");
        }
        if (poll.filter(open -> choice >= open.options().size()).isPresent()) {
            return Turn.invalid("The poll has no such option.");
        }
        if (poll.isEmpty()) {
            return Turn.conflict("No poll is open.");
        }
        if (poll.get().voters().contains(self.id())) {
            return Turn.conflict("You have answered already.");
        }
        turn.add(new PollEvents.PollVoted(poll.get().id(), poll.get().anonymous(), Optional.of(self.id()), choice));
        return turn.accept();
    }

    static Decision close(Turn turn, PollCommands.ClosePoll command) {
        if (PollState.of(turn.state()).open().isEmpty()) {
            return Turn.conflict("No poll is open.");
        }
        turn.add(closed(PollState.of(turn.state()).open().get(), command.share()));
        return turn.accept();
    }

    /** Ends the poll that is open, for staff alone to read. */
    public static void closeUnshared(Turn turn) {
        PollState.of(turn.state()).open().ifPresent(poll -> turn.addByPolicy(closed(poll, false)));
    }

    /** Whether votes were counted of whom nobody knows any more who gave them: then nobody may vote once more. */
    public static boolean lostItsVoters(SessionState state) {
        return PollState.of(state)
                .open()
                .filter(poll -> poll.votes() > poll.voters().size())
                .isPresent();
    }

    private static SessionEvent closed(Poll poll, boolean share) {
        return new PollEvents.PollClosed(poll.id(), share, poll.counts());
    }
}
