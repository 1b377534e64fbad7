package org.anteroom.engine.breakout;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.anteroom.engine.session.SeatId;

/** How seats are dealt to rooms. Pure: the same seats and seed give the same rooms. */
public final class BreakoutPlanner {
    private BreakoutPlanner() {}

    /**
     * Deals seats to rooms at random, so that sizes differ by one at most.
     *
     * @param rooms how many rooms, at least 1
     * @param seed what the shuffle is drawn from
     * @return one list a room, in the order of the rooms
     */
    public static List<List<SeatId>> deal(List<SeatId> seats, int rooms, long seed) {
        if (rooms < 1) {
            throw new IllegalArgumentException("At least one room");
        }
        List<SeatId> shuffled = new ArrayList<>(seats);
        Collections.shuffle(shuffled, new Random(seed));
        List<List<SeatId>> dealt = new ArrayList<>();
        for (int room = 0; room < rooms; room++) {
            dealt.add(new ArrayList<>());
        }
        for (int i = 0; i < shuffled.size(); i++) {
            dealt.get(i % rooms).add(shuffled.get(i));
        }
        return dealt;
    }

    /** The name of the n-th room from 0 where nobody named it: {@code Room A}, {@code Room B}. */
    public static String roomName(int index) {
        return "Room " + (char) ('A' + index % 26) + (index < 26 ? "" : Integer.toString(index / 26));
    }
}
