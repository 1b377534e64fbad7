package org.anteroom.engine.session;

import java.util.function.Consumer;

/** Seeded walks of random people, for tests of what is made of their events elsewhere. */
public final class Walks {
    private Walks() {}

    /** Walks, and hands over everything that happens, as it happens; the walk's number is its seed. */
    public static void walk(int walks, int steps, Consumer<World.Change> visit) {
        for (long seed = 1; seed <= walks; seed++) {
            RandomPeople people = new RandomPeople(seed);
            people.world().changes().forEach(visit);
            for (int step = 0; step < steps; step++) {
                people.next().make().changes().forEach(visit);
            }
        }
    }
}
