package org.anteroom.engine.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Signal;

/**
 * How often the seats of one session may send each signal: as its declaration says. It holds no more than that many times a
 * seat and signal. Times are the monotonic clock's, in milliseconds. On the session's loop.
 */
final class SignalPace {
    private record Sender(SeatId seat, String signal) {}

    private final Map<Sender, Deque<Long>> sent = new HashMap<>();

    /** Whether the seat may send this signal now, which then counts as sent. */
    boolean takes(SeatId seat, Signal<?> signal, long nowMs) {
        Deque<Long> times = sent.computeIfAbsent(new Sender(seat, signal.name()), sender -> new ArrayDeque<>());
        while (!times.isEmpty() && nowMs - times.getFirst() >= signal.within().toMillis()) {
            times.removeFirst();
        }
        if (times.size() >= signal.most()) {
            return false;
        }
        times.addLast(nowMs);
        return true;
    }
}
