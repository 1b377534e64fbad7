package org.anteroom.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** What the threads of another process took so far, as Linux tells it. */
final class ThreadTimes {
    private ThreadTimes() {}

    /**
     * What threads took so far.
     *
     * @param worked on a processor
     * @param waited for one, with work to do: other threads and processes of this machine had it
     */
    record ThreadTime(Duration worked, Duration waited) {
        static final ThreadTime NONE = new ThreadTime(Duration.ZERO, Duration.ZERO);

        ThreadTime minus(ThreadTime earlier) {
            return new ThreadTime(worked.minus(earlier.worked), waited.minus(earlier.waited));
        }

        private ThreadTime plus(ThreadTime other) {
            return new ThreadTime(worked.plus(other.worked), waited.plus(other.waited));
        }
    }

    /** Of those whose names begin so, in fifteen characters; none where the system does not tell. */
    static ThreadTime of(long pid, String prefix) {
        ThreadTime sum = ThreadTime.NONE;
        try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path thread : threads.toList()) {
                sum = sum.plus(timeOf(thread, prefix));
            }
        } catch (IOException e) {
            return ThreadTime.NONE;
        }
        return sum;
    }

    private static ThreadTime timeOf(Path thread, String prefix) {
        try {
            if (!Files.readString(thread.resolve("comm")).startsWith(prefix)) {
                return ThreadTime.NONE;
            }
            String[] times = Files.readString(thread.resolve("schedstat")).split(" ", 3);
            return new ThreadTime(
                    Duration.ofNanos(Long.parseLong(times[0])), Duration.ofNanos(Long.parseLong(times[1])));
        } catch (IOException e) {
            // It ended meanwhile.
            return ThreadTime.NONE;
        }
    }
}
