package org.anteroom.engine.attendance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What must not be in a ledger: stays of a seat that begin before the one before them ended. */
public final class Overlaps {
    private Overlaps() {}

    /** These stays, of one account. */
    public static List<Interval> in(Ledger ledger, Ledger.Account account) {
        List<Interval> stays = account.intervals();
        List<Interval> early = new ArrayList<>();
        for (int i = 1; i < stays.size(); i++) {
            Interval before = stays.get(i - 1);
            Interval next = stays.get(i);
            if (next.from().isBefore(end(ledger, before, next))) {
                early.add(next);
            }
        }
        return early;
    }

    /** When the one ended, by the clock that stood when the other began. */
    private static Instant end(Ledger ledger, Interval before, Interval next) {
        Duration stepped = ledger.stepsBetween(before.closedBy().orElseThrow(), Optional.of(next.openedBy())).stream()
                .map(AttendanceBook.ClockStep::by)
                .reduce(Duration.ZERO, Duration::plus);
        return before.to().orElseThrow().plus(stepped);
    }
}
