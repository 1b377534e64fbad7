package org.anteroom.engine.session.breakout;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.anteroom.engine.session.BreakoutPlan.Rules;
import org.anteroom.engine.session.SeatId;

/** How seats are dealt to rooms. Pure: the same seats, rules and seed give the same rooms. */
public final class BreakoutPlanner {
    /** How many choices are tried for one size of the rooms before the next size is. */
    private static final int TRIES_MAX = 20_000;

    private final List<List<SeatId>> clusters;
    private final List<Integer> roomMax;
    private final Rules rules;
    private final List<List<SeatId>> rooms = new ArrayList<>();
    private int tries;

    private BreakoutPlanner(List<List<SeatId>> clusters, List<Integer> roomMax, Rules rules) {
        this.clusters = clusters;
        this.roomMax = roomMax;
        this.rules = rules;
        roomMax.forEach(ignored -> rooms.add(new ArrayList<>()));
    }

    /**
     * Deals seats to rooms at random, in sizes as even as limits and rules leave them: where neither bites, they differ by
     * one at most.
     *
     * @param limits how many seats each room takes, one number a room, at least one room
     * @param seed what the shuffle is drawn from
     * @return one list a room, in the order of the rooms; empty where no way was found that keeps limits and rules
     */
    public static Optional<List<List<SeatId>>> deal(List<SeatId> seats, List<Integer> limits, long seed, Rules rules) {
        if (limits.isEmpty()) {
            throw new IllegalArgumentException("At least one room");
        }
        List<List<SeatId>> clusters = clusters(seats, seed, rules);
        int even = (seats.size() + limits.size() - 1) / limits.size();
        for (int most = even; most <= Math.max(even, seats.size()); most++) {
            int size = most;
            List<Integer> roomMax =
                    limits.stream().map(limit -> Math.min(limit, size)).toList();
            BreakoutPlanner planner = new BreakoutPlanner(clusters, roomMax, rules);
            if (planner.place(0)) {
                return Optional.of(List.copyOf(planner.rooms));
            }
        }
        return Optional.empty();
    }

    /** Those who belong together, shuffled, the largest first. */
    private static List<List<SeatId>> clusters(List<SeatId> seats, long seed, Rules rules) {
        List<SeatId> shuffled = new ArrayList<>(seats);
        Collections.shuffle(shuffled, new Random(seed));
        Set<SeatId> placed = new LinkedHashSet<>();
        List<List<SeatId>> clusters = new ArrayList<>();
        for (SeatId seat : shuffled) {
            if (!placed.contains(seat)) {
                Collection<SeatId> together = rules.together(seat);
                List<SeatId> cluster =
                        shuffled.stream().filter(together::contains).toList();
                placed.addAll(cluster);
                clusters.add(cluster);
            }
        }
        clusters.sort(Comparator.comparingInt((List<SeatId> cluster) -> cluster.size())
                .reversed());
        return clusters;
    }

    /** Places the clusters from this one on, each where fewest are; steps back where that leads nowhere. */
    private boolean place(int index) {
        if (index == clusters.size()) {
            return true;
        }
        List<SeatId> cluster = clusters.get(index);
        for (int room : emptiestFirst()) {
            List<SeatId> there = rooms.get(room);
            if (tries++ < TRIES_MAX && fits(cluster, room)) {
                there.addAll(cluster);
                if (place(index + 1)) {
                    return true;
                }
                there.removeAll(cluster);
            }
        }
        return false;
    }

    private List<Integer> emptiestFirst() {
        List<Integer> order = new ArrayList<>();
        for (int room = 0; room < rooms.size(); room++) {
            order.add(room);
        }
        order.sort(Comparator.comparingInt(room -> rooms.get(room).size()));
        return order;
    }

    private boolean fits(List<SeatId> cluster, int room) {
        List<SeatId> all = new ArrayList<>(rooms.get(room));
        all.addAll(cluster);
        return all.size() <= roomMax.get(room) && rules.apartIn(all).isEmpty();
    }

    /** The name of the n-th room from 0 where nobody named it: {@code Room A}, {@code Room B}. */
    public static String roomName(int index) {
        return "Room " + (char) ('A' + index % 26) + (index < 26 ? "" : Integer.toString(index / 26));
    }
}
