package org.anteroom.engine.simulation;

import org.anteroom.engine.journal.CommittedPage;
import org.anteroom.engine.journal.Journal;

/** Somebody who needs every entry for sure: takes page after page, and keeps its cursor on the disk with what it took. */
final class SimulatedFollower {
    private static final int PAGE_MAX = 7;

    private final Journal journal;
    private final MemoryJournal.Disk disk;

    SimulatedFollower(Journal journal, MemoryJournal.Disk disk) {
        this.journal = journal;
        this.disk = disk;
    }

    void follow() {
        journal.follow(disk.cursor(), PAGE_MAX).onSuccess(this::take);
    }

    private void take(CommittedPage page) {
        BrokenPromise.unless(page.entries().size() <= PAGE_MAX, "a page is longer than was asked");
        disk.keepFollowed(page.entries());
        BrokenPromise.unless(disk.cursor() == page.cursor(), "a page does not end where it says");
        follow();
    }
}
