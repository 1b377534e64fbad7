package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.journal.EventCodec;
import org.anteroom.engine.session.Decision.Caused;
import org.anteroom.engine.session.Decision.Refusal;
import org.anteroom.engine.session.World.Change;
import org.anteroom.engine.session.World.Result;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.poll.PollCommands;
import org.anteroom.engine.session.poll.PollEvents;
import org.anteroom.engine.session.poll.PollState;
import org.anteroom.engine.session.poll.PollView;
import org.anteroom.engine.view.EventView;
import org.junit.jupiter.api.Test;

/** Polls: one vote a seat, counted, and of an anonymous one no way back from a vote to who gave it. */
class PollTest {
    private final World world = new World();
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
    private final SeatId ben = world.inside("Ben Okafor", Role.PATIENT);

    private static Optional<Map<String, Object>> seen(Result result, SeatId by) {
        Change change = result.changes().get(0);
        return EventView.of(change.before(), change.after(), change.recorded(), by);
    }

    @Test
    void poll_isOpenOnce_andEverySeatVotesOnce() {
        world.ask(maya, Commands.poll(false)).happened("poll-opened");
        world.ask(maya, Commands.poll(false)).refused(Refusal.CONFLICT);
        world.ask(ana, new PollCommands.Vote(1)).happened("poll-voted");
        world.ask(ana, new PollCommands.Vote(0)).refused(Refusal.CONFLICT);
        world.ask(ben, new PollCommands.Vote(2)).refused(Refusal.INVALID);
        world.ask(ben, new PollCommands.Vote(1)).happened("poll-voted");
        var closed = world.ask(maya, new PollCommands.ClosePoll(true)).event(PollEvents.PollClosed.class);
        assertThat(closed.results()).containsExactly(0, 2);
        world.ask(ben, new PollCommands.Vote(1)).refused(Refusal.CONFLICT);
        world.ask(maya, new PollCommands.ClosePoll(true)).refused(Refusal.CONFLICT);
        world.ask(maya, Commands.poll(false)).happened("poll-opened");
    }

    @Test
    void openVotes_areSeenByStaffWithWhoseTheyAre_anonymousOnesAsANumber() {
        world.ask(maya, Commands.poll(false));
        Result open = world.ask(ana, new PollCommands.Vote(1));
        assertThat(seen(open, maya).orElseThrow())
                .containsEntry("seat", ana.value())
                .containsEntry("choice", 1)
                .containsEntry("voted", 1);
        assertThat(seen(open, ben)).isEmpty();
        assertThat(seen(open, ana)).isEmpty();
        world.ask(maya, new PollCommands.ClosePoll(false));
        world.ask(maya, Commands.poll(true));
        Result hidden = world.ask(ana, new PollCommands.Vote(1));
        assertThat(seen(hidden, maya).orElseThrow()).containsOnlyKeys("poll", "voted");
    }

    @Test
    void results_areStaffs_andOthersOnlyWhereShared() {
        world.ask(maya, Commands.poll(true));
        world.ask(ana, new PollCommands.Vote(0));
        Result kept = world.ask(maya, new PollCommands.ClosePoll(false));
        assertThat(seen(kept, maya).orElseThrow()).containsEntry("results", List.of(1, 0));
        assertThat(seen(kept, ben).orElseThrow()).containsOnlyKeys("poll");
        world.ask(maya, Commands.poll(true));
        Result shared = world.ask(maya, new PollCommands.ClosePoll(true));
        assertThat(seen(shared, ben).orElseThrow()).containsEntry("results", List.of(0, 0));
    }

    @Test
    void observersVote_onlyWhereChatWasAllowedToThem() {
        SeatId obi = world.inside("Obi Lane", Role.OBSERVER);
        world.ask(maya, Commands.poll(true));
        world.ask(obi, new PollCommands.Vote(0)).refused(Refusal.FORBIDDEN);
        world.ask(maya, new HouseCommands.Allow(obi, Grants.What.CHAT));
        world.ask(obi, new PollCommands.Vote(0)).happened("poll-voted");
    }

    @Test
    void whoIsOutside_doesNotVote() {
        SeatId cy = world.waiter("Cy Young", Role.PATIENT);
        world.ask(maya, Commands.poll(true));
        world.ask(cy, new PollCommands.Vote(0)).refused(Refusal.CONFLICT);
        assertThat(PollView.poll(world.state(), world.seat(cy))).isEmpty();
    }

    @Test
    void whoComesLater_readsTheOpenPoll_andWhetherItIsAnswered() {
        world.ask(maya, Commands.poll(true));
        world.ask(ana, new PollCommands.Vote(0));
        assertThat(PollView.poll(world.state(), world.seat(ana)).orElseThrow())
                .containsEntry("answered", true)
                .doesNotContainKey("voted");
        assertThat(PollView.poll(world.state(), world.seat(ben)).orElseThrow()).containsEntry("answered", false);
        assertThat(PollView.poll(world.state(), world.seat(maya)).orElseThrow()).containsEntry("voted", 1);
    }

    @Test
    void endOfTheSession_closesThePollForStaff() {
        world.ask(maya, Commands.poll(true));
        world.ask(ana, new PollCommands.Vote(0));
        world.ask(maya, new HouseCommands.End(Optional.empty())).happened("poll-closed", "session-ended");
        assertThat(PollState.of(world.state()).open()).isEmpty();
    }

    @Test
    void twoOptionsAlike_areInvalid() {
        world.ask(maya, new PollCommands.OpenPoll(new Text("?"), List.of(new Text("a"), new Text("a")), true))
                .refused(Refusal.INVALID);
    }

    /** The session as it comes back from the journal. */
    private SessionState restarted() {
        List<Recorded> kept = world.changes().stream()
                .map(change -> EventCodec.withoutVoter(change.recorded()))
                .toList();
        SessionState state = SessionState.first(World.ID, kept.get(0));
        for (Recorded recorded : kept.subList(1, kept.size())) {
            state = state.evolve(recorded);
        }
        return state;
    }

    /** What a restart does besides that everybody's line is lost. */
    private List<Caused> afterRestart(SessionState state) {
        return SessionDecider.restarted(state, 0, world.now(), world.now()).events().stream()
                .filter(caused -> !(caused.event() instanceof CoreEvents.SeatConnection))
                .toList();
    }

    @Test
    void restart_closesAnAnonymousPollThatHasVotes_withWhatWasCounted() {
        world.ask(maya, Commands.poll(true));
        world.ask(ana, new PollCommands.Vote(1));
        List<Caused> after = afterRestart(restarted());
        assertThat(after).hasSize(1);
        assertThat(((PollEvents.PollClosed) after.get(0).event()).results()).containsExactly(0, 1);
        assertThat(after.get(0).by()).isEqualTo(Actor.POLICY);
    }

    @Test
    void restart_leavesOpenPolls_andAnonymousOnesThatNobodyAnswered() {
        world.ask(maya, Commands.poll(true));
        assertThat(afterRestart(restarted())).isEmpty();
        world.ask(maya, new PollCommands.ClosePoll(false));
        world.ask(maya, Commands.poll(false));
        world.ask(ana, new PollCommands.Vote(1));
        SessionState state = restarted();
        assertThat(afterRestart(state)).isEmpty();
        assertThat(PollState.of(state).open().orElseThrow().voters()).containsExactly(ana);
    }
}
