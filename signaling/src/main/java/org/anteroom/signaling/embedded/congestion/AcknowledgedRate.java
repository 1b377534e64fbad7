package org.anteroom.signaling.embedded.congestion;

import java.util.Arrays;

/**
 * How much arrived a second at the receiver, over half a second: by its own clock, but no more than was sent in the half
 * second in which it was sent. What a line held back and let go at once is no higher rate.
 */
final class AcknowledgedRate {
    private static final long BUCKET_MICROS = 50_000;
    private static final int BUCKETS = 10;

    private final Rate received = new Rate();
    private final Rate sent = new Rate();

    void arrived(int bytes, long sentMicros, long arrivedMicros) {
        received.count(bytes, arrivedMicros);
        sent.count(bytes, sentMicros);
    }

    /** Bits a second; 0 before half a second was seen. */
    long bitsPerSecond() {
        return Math.min(received.bitsPerSecond(), sent.bitsPerSecond());
    }

    /** By one clock. */
    private static final class Rate {
        private final long[] bits = new long[BUCKETS];
        private boolean started;
        private long first;
        private long last;

        void count(int bytes, long atMicros) {
            long bucket = Math.floorDiv(atMicros, BUCKET_MICROS);
            if (!started || bucket < last - BUCKETS || bucket - last > 20L * BUCKETS) {
                Arrays.fill(bits, 0);
                started = true;
                first = bucket;
                last = bucket;
            }
            for (; last < bucket; last++) {
                bits[(int) Math.floorMod(last + 1, (long) BUCKETS)] = 0;
            }
            if (bucket > last - BUCKETS) {
                bits[(int) Math.floorMod(bucket, (long) BUCKETS)] += 8L * bytes;
            }
        }

        long bitsPerSecond() {
            if (!started || last - first < BUCKETS) {
                return 0;
            }
            long sum = 0;
            for (long each : bits) {
                sum += each;
            }
            // The newest bucket is not full yet, and not counted.
            sum -= bits[(int) Math.floorMod(last, (long) BUCKETS)];
            return sum * 1_000_000 / ((BUCKETS - 1) * BUCKET_MICROS);
        }
    }
}
