package org.anteroom.signaling.embedded.congestion;

/**
 * Whether the queue of a line grows: the slope of the smoothed delay over the last groups, against a threshold that
 * adapts to the line's own jitter (gcc-02, sections 5.3 and 5.4).
 */
final class Trendline {
    private static final int WINDOW = 20;
    private static final int DELTAS_MAX = 60;
    private static final double SMOOTHING = 0.9;
    private static final double GAIN = 4;
    private static final double THRESHOLD_FIRST = 12.5;
    private static final double THRESHOLD_MIN = 6;
    private static final double THRESHOLD_MAX = 600;
    private static final double ADAPT_UP = 0.0087;
    private static final double ADAPT_DOWN = 0.039;
    private static final double ADAPT_WITHIN = 15;
    private static final double ADAPT_MS_MAX = 100;
    private static final double OVERUSED_FOR_MS = 10;

    private final double[] arrivals = new double[WINDOW];
    private final double[] delays = new double[WINDOW];
    private int count;
    private long firstArrivedMicros;
    private double accumulated;
    private double smoothed;
    private double threshold = THRESHOLD_FIRST;
    private double trendBefore;
    private double overusedMs = -1;
    private int overusedTimes;
    private long adaptedMs = -1;
    private LineUse use = LineUse.NORMAL;

    /** Takes the distance of two groups. */
    void delta(long sendMicros, long arrivalMicros, long arrivedMicros, long nowMs) {
        if (count == 0) {
            firstArrivedMicros = arrivedMicros;
        }
        accumulated += (arrivalMicros - sendMicros) / 1000.0;
        smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * accumulated;
        arrivals[count % WINDOW] = (arrivedMicros - firstArrivedMicros) / 1000.0;
        delays[count % WINDOW] = smoothed;
        count++;
        double trend = count < WINDOW ? trendBefore : slope();
        detect(trend, sendMicros / 1000.0, nowMs);
    }

    private double slope() {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < WINDOW; i++) {
            meanX += arrivals[i] / WINDOW;
            meanY += delays[i] / WINDOW;
        }
        double numerator = 0;
        double denominator = 0;
        for (int i = 0; i < WINDOW; i++) {
            numerator += (arrivals[i] - meanX) * (delays[i] - meanY);
            denominator += (arrivals[i] - meanX) * (arrivals[i] - meanX);
        }
        return denominator == 0 ? trendBefore : numerator / denominator;
    }

    private void detect(double trend, double sendMs, long nowMs) {
        double measured = Math.min(count, DELTAS_MAX) * trend * GAIN;
        if (measured > threshold) {
            overusedMs = overusedMs < 0 ? sendMs / 2 : overusedMs + sendMs;
            overusedTimes++;
            if (overusedMs > OVERUSED_FOR_MS && overusedTimes > 1 && trend >= trendBefore) {
                overusedMs = 0;
                overusedTimes = 0;
                use = LineUse.OVERUSED;
            }
        } else {
            overusedMs = -1;
            overusedTimes = 0;
            use = measured < -threshold ? LineUse.UNDERUSED : LineUse.NORMAL;
        }
        trendBefore = trend;
        adapt(measured, nowMs);
    }

    private void adapt(double measured, long nowMs) {
        double size = Math.abs(measured);
        double elapsedMs = adaptedMs < 0 ? 0 : Math.min(ADAPT_MS_MAX, (double) (nowMs - adaptedMs));
        adaptedMs = nowMs;
        if (size > threshold + ADAPT_WITHIN) {
            return;
        }
        double rate = size < threshold ? ADAPT_DOWN : ADAPT_UP;
        threshold += rate * (size - threshold) * elapsedMs;
        threshold = Math.max(THRESHOLD_MIN, Math.min(THRESHOLD_MAX, threshold));
    }

    LineUse use() {
        return use;
    }

    /** Forgets the delays; what follows has another base. */
    void reset() {
        count = 0;
        accumulated = 0;
        smoothed = 0;
        trendBefore = 0;
        overusedMs = -1;
        overusedTimes = 0;
        use = LineUse.NORMAL;
    }
}
