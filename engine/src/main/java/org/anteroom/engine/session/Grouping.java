package org.anteroom.engine.session;

import java.util.List;
import java.util.Optional;

/**
 * What a program knows of its people for breakouts: the groups that stay together from session to session, and who is
 * kept apart or belongs together. By the program's own refs.
 *
 * @param keepApart of each list no two come into one breakout
 * @param pairWith all of one list who are in breakouts are in the same
 * @param latecomers where those go who are let in while rooms by pods are open, where the program says it
 */
public record Grouping(
        List<Pod> pods,
        List<List<Text>> keepApart,
        List<List<Text>> pairWith,
        Optional<BreakoutPlan.Latecomers> latecomers) {
    public static final Grouping NONE = new Grouping(List.of(), List.of(), List.of());

    /** Groups of which the program does not say where latecomers go. */
    public Grouping(List<Pod> pods, List<List<Text>> keepApart, List<List<Text>> pairWith) {
        this(pods, keepApart, pairWith, Optional.empty());
    }

    public Grouping {
        pods = List.copyOf(pods);
        keepApart = List.copyOf(keepApart);
        pairWith = List.copyOf(pairWith);
    }

    /** A breakout group that outlives a session. */
    public record Pod(Text name, List<Text> refs) {
        public Pod {
            refs = List.copyOf(refs);
        }
    }
}
