package org.anteroom.engine.session;

import java.util.List;

/**
 * What a program knows of its people for breakouts: the groups that stay together from session to session, and who is
 * kept apart or belongs together. By the program's own refs.
 *
 * @param keepApart of each list no two come into one breakout
 * @param pairWith all of one list who are in breakouts are in the same
 */
public record Grouping(List<Pod> pods, List<List<Text>> keepApart, List<List<Text>> pairWith) {
    public static final Grouping NONE = new Grouping(List.of(), List.of(), List.of());

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
