package org.anteroom.signaling.embedded.forward;

import java.util.ArrayList;
import java.util.List;
import org.anteroom.signaling.SourceKind;
import org.anteroom.signaling.embedded.rtp.PictureRewriter;

/**
 * The steps in which a source may be sent to one receiver now, each worth more than the one before: the layers that
 * come, up to the one that fits the height at which it is shown. Before the smallest of them stand the same picture's
 * lower frame rates, where its sender makes temporal layers; a larger one in fewer frames is worth less than a smaller
 * one in all of them.
 *
 * @param steps none where it is not shown
 * @param thin how many steps at the beginning are lower frame rates of the smallest layer
 */
record Ladder(List<Step> steps, int thin) {
    /** So many times as much as a larger layer takes no layer that is what it says. */
    private static final int DEARER_THAN_LARGER = 2;

    private static final int[] CAMERA_HEIGHTS = {180, 360, 720};
    private static final long[] CAMERA_BPS = {120_000, 450_000, 1_500_000};
    private static final int[] SCREEN_HEIGHTS = {540, 1080};
    private static final long[] SCREEN_BPS = {200_000, 1_500_000};

    /**
     * @param temporal the highest temporal layer of it
     * @param bps what it takes of the line
     */
    record Step(IncomingLayer layer, int temporal, long bps) {}

    Ladder {
        steps = List.copyOf(steps);
    }

    /** @param height at which it is shown, 0 where it is not */
    static Ladder of(IncomingSource source, int height, long nowMs) {
        if (height == 0) {
            return new Ladder(List.of(), 0);
        }
        List<IncomingLayer> coming = new ArrayList<>();
        for (IncomingLayer layer : source.layers()) {
            if (layer.flows(nowMs)) {
                coming.add(layer);
            }
        }
        if (coming.isEmpty()) {
            // What is to come first is the smallest.
            return new Ladder(List.of(new Step(source.layers().get(0), PictureRewriter.ALL, 0)), 0);
        }
        int top = Math.max(fitting(source, height), coming.get(0).index());
        List<Step> steps = new ArrayList<>();
        for (IncomingLayer layer : coming) {
            if (layer.index() <= top) {
                long bps = cost(source, layer, nowMs);
                steps.removeIf(smaller -> smaller.bps() > DEARER_THAN_LARGER * bps);
                steps.add(new Step(layer, PictureRewriter.ALL, bps));
            }
        }
        List<Step> thin = thinner(steps.get(0), nowMs);
        steps.addAll(0, thin);
        return new Ladder(steps, thin.size());
    }

    private static List<Step> thinner(Step whole, long nowMs) {
        IncomingLayer layer = whole.layer();
        double perMeasured = (double) whole.bps() / Math.max(1, layer.bitsPerSecond(nowMs));
        List<Step> thinner = new ArrayList<>();
        for (int temporal = 0, top = layer.temporalTop(nowMs); temporal < top; temporal++) {
            thinner.add(new Step(layer, temporal, (long) (perMeasured * layer.bitsPerSecond(temporal, nowMs))));
        }
        return thinner;
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
        int[] nominal = source.kind() == SourceKind.SCREEN ? SCREEN_HEIGHTS : CAMERA_HEIGHTS;
        return layer.height() > 0 || !source.isLayered() ? layer.height() : nominal[layer.index()];
    }

    private static long cost(IncomingSource source, IncomingLayer layer, long nowMs) {
        long measured = layer.bitsPerSecond(nowMs);
        boolean unknown = source.isLayered() && layer.isYoung(nowMs);
        long[] nominal = source.kind() == SourceKind.SCREEN ? SCREEN_BPS : CAMERA_BPS;
        return unknown ? Math.max(nominal[layer.index()], measured) : measured;
    }

    /** The step at which a stream is that sends that much of this layer: none above it; -1 where all are. */
    int at(IncomingLayer layer, int temporal) {
        int at = -1;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            boolean least = i == 0 && step.layer() == layer;
            boolean same = step.layer() == layer && step.temporal() <= temporal;
            if (least || same || step.layer().index() < layer.index()) {
                at = i;
            }
        }
        return at;
    }

    long[] costs() {
        long[] costs = new long[steps.size()];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = steps.get(i).bps();
        }
        return costs;
    }
}
