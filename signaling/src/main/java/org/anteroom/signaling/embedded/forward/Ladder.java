package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.List;

/**
 * The steps in which a source may be sent to one receiver now, each worth more than the one before: the layers that
 * come, up to the one that fits the height at which it is shown.
 *
 * @param steps none where it is not shown
 */
record Ladder(List<Step> steps) {
    /** So many times as much as a larger layer takes no layer that is what it says. */
    private static final int DEARER_THAN_LARGER = 2;

    private static final int[] NOMINAL_HEIGHTS = {180, 360, 720};
    private static final long[] NOMINAL_BPS = {120_000, 450_000, 1_500_000};

    /** @param bps what it takes of the line */
    record Step(IncomingLayer layer, long bps) {}

    Ladder {
        steps = List.copyOf(steps);
    }

    /** @param height at which it is shown, 0 where it is not */
    static Ladder of(IncomingSource source, int height, long nowMs) {
        if (height == 0) {
            return new Ladder(List.of());
        }
        List<IncomingLayer> coming =
                source.layers().stream().filter(layer -> layer.flows(nowMs)).toList();
        if (coming.isEmpty()) {
            // What is to come first is the smallest.
            return new Ladder(List.of(new Step(source.layers().get(0), 0)));
        }
        int top = Math.max(fitting(source, height), coming.get(0).index());
        List<Step> steps = new ArrayList<>();
        for (IncomingLayer layer : coming) {
            if (layer.index() <= top) {
                long bps = cost(source, layer, nowMs);
                steps.removeIf(smaller -> smaller.bps() > DEARER_THAN_LARGER * bps);
                steps.add(new Step(layer, bps));
            }
        }
        return new Ladder(steps);
    }

    /** The index of the smallest layer that is not too small for this height. */
    static int fitting(IncomingSource source, int height) {
        List<IncomingLayer> layers = source.layers();
        for (IncomingLayer layer : layers) {
            if (height(source, layer) * 6 >= height * 5) {
                return layer.index();
            }
        }
        return layers.size() - 1;
    }

    private static int height(IncomingSource source, IncomingLayer layer) {
        return layer.height() > 0 || !source.isLayered() ? layer.height() : NOMINAL_HEIGHTS[layer.index()];
    }

    private static long cost(IncomingSource source, IncomingLayer layer, long nowMs) {
        long measured = layer.bitsPerSecond(nowMs);
        boolean unknown = source.isLayered() && layer.isYoung(nowMs);
        return unknown ? Math.max(NOMINAL_BPS[layer.index()], measured) : measured;
    }

    /** The step at which a stream is that sends this layer: none above it; -1 where all are. */
    int at(IncomingLayer layer) {
        int at = -1;
        while (at + 1 < steps.size() && steps.get(at + 1).layer().index() <= layer.index()) {
            at++;
        }
        return at;
    }

    long[] costs() {
        return steps.stream().mapToLong(Step::bps).toArray();
    }
}
