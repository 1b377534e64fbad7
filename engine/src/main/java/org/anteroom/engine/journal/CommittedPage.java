package org.anteroom.engine.journal;

import java.util.List;

/**
 * Entries of all streams in the order of their commits.
 *
 * @param entries one at least
 * @param cursor where the next page begins; to be kept with what was made of this one
 */
public record CommittedPage(List<Committed> entries, long cursor) {
    public CommittedPage {
        entries = List.copyOf(entries);
    }
}
