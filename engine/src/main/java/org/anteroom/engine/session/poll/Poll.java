package org.anteroom.engine.session.poll;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.PollId;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Text;

/**
 * A poll that is open.
 *
 * @param counts the votes so far, by option
 * @param voters who voted. Of an anonymous poll they are known only since this engine started; {@link #votes} is
 *     always whole
 */
public record Poll(
        PollId id, Text question, List<Text> options, boolean anonymous, List<Integer> counts, Set<SeatId> voters) {
    public Poll {
        options = List.copyOf(options);
        counts = List.copyOf(counts);
        voters = Collections.unmodifiableSet(new LinkedHashSet<>(voters));
    }

    public int votes() {
        return counts.stream().mapToInt(Integer::intValue).sum();
    }

    /** The poll with one more vote. */
    Poll with(int choice, Optional<SeatId> seat) {
        List<Integer> more = new ArrayList<>(counts);
        more.set(choice, more.get(choice) + 1);
        Set<SeatId> all = new LinkedHashSet<>(voters);
        seat.ifPresent(all::add);
        return new Poll(id, question, options, anonymous, more, all);
    }
}
