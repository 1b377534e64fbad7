package org.anteroom.bench;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongFunction;

/** Datagrams at a steady rate, on a thread of its own. */
final class PacketFlood extends Attack {
    private static final int PER_SECOND = 5_000;
    private static final int BATCHES_PER_SECOND = 200;

    private final LongFunction<byte[]> made;
    private final Way way;
    private final Thread thread = new Thread(this::run, "bench-packets");
    private volatile boolean over;

    /** How a datagram reaches the bridge. */
    interface Way extends AutoCloseable {
        void send(byte[] datagram);

        @Override
        void close();
    }

    /** @param made the datagram of that number */
    PacketFlood(LongFunction<byte[]> made, Way way) {
        this.made = made;
        this.way = way;
        thread.setDaemon(true);
    }

    @Override
    void begin() {
        thread.start();
    }

    private void run() {
        while (!over) {
            for (int i = 0; i < PER_SECOND / BATCHES_PER_SECOND && !over; i++) {
                way.send(made.apply(count()));
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / BATCHES_PER_SECOND);
        }
    }

    @Override
    public void close() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        way.close();
    }
}
