package org.anteroom.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** What everything in one simulation shares: chance, time, faults, what the disk says, and the trail. */
final class Stage {
    final Random random;
    final VirtualTime time = new VirtualTime();
    final Faults faults;
    final MemoryJournal.Disk disk = new MemoryJournal.Disk();
    private final boolean keepsTrail;
    private final List<String> trail = new ArrayList<>();
    private Optional<Truth> truth = Optional.empty();
    private Optional<BrokenPromise> broken = Optional.empty();

    Stage(long seed, boolean keepsTrail) {
        random = new Random(seed * 0x9E3779B97F4A7C15L + seed);
        faults = new Faults(random, time);
        this.keepsTrail = keepsTrail;
    }

    void knows(Truth known) {
        truth = Optional.of(known);
    }

    Truth truth() {
        return truth.orElseThrow();
    }

    /** Checks something where an exception would end up in the engine; the simulation hears of it after the step. */
    void check(Runnable check) {
        try {
            check.run();
        } catch (BrokenPromise e) {
            broken = broken.or(() -> Optional.of(e));
        }
    }

    void throwBroken() {
        broken.ifPresent(e -> {
            throw e;
        });
    }

    void trail(Supplier<String> words) {
        if (keepsTrail) {
            trail.add(String.format(Locale.ROOT, "%9.3f s  %s", time.nowMs() / 1000.0, words.get()));
        }
    }

    List<String> trail() {
        return trail;
    }

    boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }
}
