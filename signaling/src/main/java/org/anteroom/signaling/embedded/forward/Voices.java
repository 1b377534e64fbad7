package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.anteroom.signaling.EndpointId;

/**
 * Whose sound goes out where many microphones are open: the three loudest, and whoever is favoured. One who begins to
 * speak takes the place of a quieter one at once. Pure.
 */
final class Voices {
    private static final int LOUDEST = 3;
    private static final double CLEARLY_LOUDER = 1.3;

    private final Set<EndpointId> favoured = new HashSet<>();
    private final Set<EndpointId> chosen = new HashSet<>();

    void favour(EndpointId endpoint, boolean on) {
        if (on) {
            favoured.add(endpoint);
        } else {
            favoured.remove(endpoint);
        }
    }

    void left(EndpointId endpoint) {
        favoured.remove(endpoint);
        chosen.remove(endpoint);
    }

    boolean isHeard(EndpointId endpoint) {
        return favoured.contains(endpoint) || chosen.contains(endpoint);
    }

    /** Chooses anew among those who are here; a place is kept unless another is clearly louder. */
    void choose(List<EndpointId> here, ToDoubleFunction<EndpointId> loudness) {
        List<EndpointId> others = new ArrayList<>(here);
        others.removeAll(favoured);
        if (others.size() <= LOUDEST) {
            chosen.retainAll(others);
            chosen.addAll(others);
            return;
        }
        others.sort(Comparator.comparingDouble(
                (EndpointId id) -> -(chosen.contains(id) ? CLEARLY_LOUDER : 1) * loudness.applyAsDouble(id)));
        List<EndpointId> loudest = others.subList(0, Math.min(LOUDEST, others.size()));
        chosen.retainAll(loudest);
        chosen.addAll(loudest);
    }

    /** Lets one in who speaks; whose place it took, if it took one. */
    Optional<EndpointId> speaks(EndpointId endpoint, ToDoubleFunction<EndpointId> loudness) {
        if (isHeard(endpoint)) {
            return Optional.empty();
        }
        if (chosen.size() < LOUDEST) {
            chosen.add(endpoint);
            return Optional.empty();
        }
        Optional<EndpointId> quietest = chosen.stream().min(Comparator.comparingDouble(loudness));
        boolean louder = quietest.isPresent()
                && loudness.applyAsDouble(endpoint) > CLEARLY_LOUDER * loudness.applyAsDouble(quietest.get());
        if (!louder) {
            return Optional.empty();
        }
        chosen.remove(quietest.get());
        chosen.add(endpoint);
        return quietest;
    }
}
