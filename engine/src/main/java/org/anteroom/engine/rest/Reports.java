package org.anteroom.engine.rest;

import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.attendance.Ledger;
import org.anteroom.engine.export.Report;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;

/** Ledgers with the hash of the journal's entry that they were computed up to. */
final class Reports {
    private final Journal journal;

    Reports(Journal journal) {
        this.journal = journal;
    }

    Future<Report> of(Ledger ledger) {
        long seq = ledger.state().seq();
        Future<List<StoredEntry>> last =
                journal.read(new StreamId(ledger.state().id().value()), seq - 1, 1);
        return last.compose(entries -> Optional.of(entries)
                .filter(some -> !some.isEmpty() && some.get(0).seq() == seq)
                .map(some -> Future.succeededFuture(
                        new Report(ledger, seq, some.get(0).hash())))
                .orElseGet(() -> Future.failedFuture(new IllegalStateException("The journal has no entry " + seq))));
    }
}
