package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.features.SessionDecider;
import org.anteroom.engine.session.EventKind.Effect;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What events declare of their effects is the truth: what they do not name, they leave as it was. */
class EffectsTest {
    private static final int STEPS = 400;
    private static final int WALKS = 40;

    /** What each effect is about, as far as a state says it. */
    private static final Map<Effect, Function<SessionState, Object>> SHOWN = Map.of(
            Effect.MEDIA, EffectsTest::media,
            Effect.ATTENDANCE, EffectsTest::attendance,
            Effect.TIMERS, SessionDecider::nextDue);

    private static Object media(SessionState state) {
        Map<SeatId, Object> sent = new LinkedHashMap<>();
        state.inside()
                .filter(Seat::connected)
                .forEach(seat ->
                        sent.put(seat.id(), List.of(seat.place(), seat.grants(), seat.lease(), seat.isStaff())));
        return List.of(sent, Map.copyOf(state.presenters()), state.policy().video());
    }

    private static Object attendance(SessionState state) {
        Map<SeatId, Place> present = new LinkedHashMap<>();
        state.inside().filter(Seat::connected).forEach(seat -> present.put(seat.id(), seat.place()));
        return List.of(present, state.startedAt(), state.phase().isOver());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void whatAnEventDoesNotName_itLeavesAsItWas(long seed) {
        RandomPeople people = new RandomPeople(seed);
        for (int step = 0; step < STEPS; step++) {
            people.next().make().changes().forEach(EffectsTest::check);
        }
    }

    /** The timers are set by these events alone, so that a name too many would set them for nothing. */
    @Test
    void whatNamesTimers_movesWhatIsDue() {
        Set<String> moved = new TreeSet<>();
        Consumer<World.Change> see = change -> {
            if (!SessionDecider.nextDue(change.after()).equals(SessionDecider.nextDue(change.before()))) {
                moved.add(change.event().eventName());
            }
        };
        for (long seed = 1; seed <= WALKS; seed++) {
            RandomPeople people = new RandomPeople(seed);
            for (int step = 0; step < STEPS; step++) {
                people.next().make().changes().forEach(see);
            }
        }
        timesMoved().forEach(see);
        programsChanges().forEach(see);

        Set<String> named = Features.events().stream()
                .filter(kind -> kind.effects().contains(Effect.TIMERS))
                .map(EventKind::name)
                .collect(Collectors.toCollection(TreeSet::new));
        // Nothing was due before it.
        named.remove("session-created");
        assertThat(moved).isEqualTo(named);
    }

    /** What moves the end of a session, where nothing is due before it. */
    private static List<World.Change> timesMoved() {
        World world = new World();
        SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
        world.result(SessionDecider.change(world.state(), longer(world.state().plan(), Policy.Video.AUTO)))
                .happened("session-changed");
        world.ask(maya, new HouseCommands.Start()).happened("session-started");
        world.ask(maya, new HouseCommands.Extend(5)).happened("session-extended");
        return world.changes();
    }

    private static SessionPlan longer(SessionPlan was, Policy.Video video) {
        return new SessionPlan(
                was.title(),
                was.kind(),
                was.startsAt().plusSeconds(60),
                was.durationMinutes() + 15,
                was.capacity() + 1,
                was.policy().with(video),
                was.externalId(),
                was.breakouts());
    }

    /** What the walks leave out: seats that are added, a plan that changes under people, and a session that is called off. */
    @Test
    void whatAProgramDoes_leavesAsItWasWhatItDoesNotName() {
        programsChanges().forEach(EffectsTest::check);
    }

    private static List<World.Change> programsChanges() {
        World world = new World();
        SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
        SeatId ana = world.inside("Ana Lopez", Role.PATIENT);
        world.waiter("Ben Okafor", Role.PATIENT);
        world.join(ana);
        world.ask(maya, new ScreenCommands.GrantShare(ana, Optional.of(60), false))
                .happened("share-granted");
        world.ask(ana, new ScreenCommands.StartShare()).happened("share-started");
        for (Policy.Video video : List.of(Policy.Video.OFF, Policy.Video.AUTO)) {
            world.result(SessionDecider.change(
                            world.state(), longer(world.state().plan(), video)))
                    .happened("session-changed");
        }
        world.result(Registration.cancel(world.state())).happened("session-cancelled");
        return world.changes();
    }

    private static void check(World.Change change) {
        EventKind<?> kind = change.event().eventKind();
        SHOWN.forEach((effect, shown) -> {
            if (!kind.effects().contains(effect)) {
                assertThat(shown.apply(change.after()))
                        .as(kind.name() + " and " + effect)
                        .isEqualTo(shown.apply(change.before()));
            }
        });
    }
}
