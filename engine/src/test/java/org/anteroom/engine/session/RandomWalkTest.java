package org.anteroom.engine.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.anteroom.engine.features.Features;
import org.anteroom.engine.session.World.Result;
import org.junit.jupiter.api.Test;

/** Seeded random walks of twelve people over all commands, with the contract's invariants checked after each step. */
class RandomWalkTest {
    private static final int WALKS = Integer.getInteger("anteroom.walk.seeds", 300);
    private static final int STEPS = 250;

    @Test
    void whateverHappens_theInvariantsHold() {
        for (long seed = 1; seed <= WALKS; seed++) {
            walk(seed);
        }
    }

    private static void walk(long seed) {
        RandomPeople people = new RandomPeople(seed);
        Invariants invariants = new Invariants(people.world());
        List<String> trail = new ArrayList<>();
        try {
            invariants.begin();
            for (int step = 0; step < STEPS; step++) {
                SessionState before = people.world().state();
                RandomPeople.Move move = people.next();
                trail.add(move.words());
                Result result = move.make();
                invariants.check(before, result, move);
                if (step % 10 == 0) {
                    invariants.checkSnapshots();
                }
                if (people.world().state().phase().isOver() && step % 25 == 0) {
                    break;
                }
            }
            invariants.checkAttendance();
            assertThat(fields(folded(people.world())))
                    .isEqualTo(fields(people.world().state()));
        } catch (AssertionError | RuntimeException e) {
            int from = Math.max(0, trail.size() - 12);
            fail(
                    "Walk with seed " + seed + ", step " + trail.size() + ": " + e.getMessage() + "\nlast: "
                            + trail.subList(from, trail.size()),
                    e);
        }
    }

    /** The session folded from its events once more. */
    private static SessionState folded(World world) {
        SessionState state = SessionState.first(World.ID, world.changes().get(0).recorded());
        for (World.Change change : world.changes().subList(1, world.changes().size())) {
            state = state.evolve(change.recorded());
        }
        return state;
    }

    /** Everything that a state holds, maps in their order, so that two states can be compared. */
    static Map<String, Object> fields(SessionState state) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (Field field : SessionState.class.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                fields.put(field.getName(), value(state, field));
            }
        }
        assertThat(fields).hasSizeGreaterThan(15);
        return fields;
    }

    private static Object value(SessionState state, Field field) {
        try {
            field.setAccessible(true);
            Object value = Optional.ofNullable(field.get(state)).orElseThrow();
            return value instanceof Map<?, ?> map ? List.copyOf(map.entrySet()) : value;
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void sameSeed_isTheSameWalk() {
        RandomPeople one = new RandomPeople(7);
        RandomPeople other = new RandomPeople(7);
        IntStream.range(0, 100).forEach(step -> {
            assertThat(one.next().make().names()).isEqualTo(other.next().make().names());
        });
        assertThat(fields(one.world().state())).isEqualTo(fields(other.world().state()));
    }

    @Test
    void walks_reachEveryEvent() {
        Map<String, Integer> seen = new LinkedHashMap<>();
        for (long seed = 1; seed <= 300; seed++) {
            RandomPeople people = new RandomPeople(seed);
            for (int step = 0; step < STEPS; step++) {
                people.next().make().names().forEach(name -> seen.merge(name, 1, Integer::sum));
            }
        }
        for (EventKind<?> kind : Features.events()) {
            String name = kind.name();
            if (!RandomPeople.OUTSIDE_THE_WALK.contains(name)) {
                assertThat(seen).as("events of the walks").containsKey(name);
            }
        }
        assertThat(seen.get("seat-moved")).isGreaterThan(500);
        assertThat(seen.get("share-started")).isGreaterThan(20);
    }

    @Test
    void waitingForAnHour_changesNothingByItself() {
        World world = new World();
        SeatId ana = world.waiter("Ana Lopez", Role.PATIENT);
        world.pass(Duration.ofHours(1)).happened();
        assertThat(world.seat(ana).place()).isEqualTo(Place.WAITING);
    }
}
