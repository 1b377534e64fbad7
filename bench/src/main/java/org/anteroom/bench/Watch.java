package org.anteroom.bench;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What people in rooms notice of what else goes on: how late they read what is said, how long a room is without sound or
 * picture, and how long somebody new takes to come in. Blocks.
 */
final class Watch {
    private static final int STEP_MS = 10;
    private static final int SAY_EVERY = 2;
    private static final int ENTER_EVERY = 50;
    private static final int SAYING_ROOMS = 10;
    /** Says that something was never read, and nothing of how fast it should have been: that stands in the delays. */
    private static final int READ_SECONDS_MAX = 60;

    private final List<Room> rooms;
    private final Supplier<Double> newcomer;
    private final List<Double> delays = Collections.synchronizedList(new ArrayList<>());
    private final List<Double> entries = Collections.synchronizedList(new ArrayList<>());

    /**
     * What was noticed.
     *
     * @param delays milliseconds from saying to reading
     * @param unread how often somebody did not read what was said and acknowledged
     * @param unsaid how often somebody was refused to say something, or never heard whether it was said
     * @param longestGap milliseconds without a packet, of whoever waited longest
     * @param entries milliseconds from a link to the waiting room
     * @param gone people whose line was closed
     */
    record Seen(List<Double> delays, long unread, long unsaid, double longestGap, List<Double> entries, long gone) {}

    /** @param newcomer brings somebody in from outside, blocks, and says how many milliseconds it took */
    Watch(List<Room> rooms, Supplier<Double> newcomer) {
        this.rooms = List.copyOf(rooms);
        this.newcomer = newcomer;
        rooms.stream()
                .flatMap(room -> room.people().stream())
                .forEach(person -> person.onMessage(text -> {
                    double delay = (System.nanoTime() - Long.parseLong(text)) / 1e6;
                    delays.add(delay);
                }));
    }

    /** Looks on for so long. */
    Seen look(int seconds) throws InterruptedException {
        delays.clear();
        entries.clear();
        List<Person> people =
                rooms.stream().flatMap(room -> room.people().stream()).toList();
        List<Room> saying = rooms.subList(0, Math.min(SAYING_ROOMS, rooms.size()));
        long[] gaps = new long[people.size()];
        CompletableFuture<Void> entering = enter();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        List<CompletableFuture<Integer>> said = new ArrayList<>();
        for (int step = 0; System.nanoTime() < end; step++) {
            // Each room so seldom that nothing is refused, however few there are.
            int turn = step / SAY_EVERY % SAYING_ROOMS;
            if (step % SAY_EVERY == 0 && turn < saying.size()) {
                said.add(say(saying.get(turn)));
            }
            gaps(people, gaps);
            if (step % ENTER_EVERY == 0 && entering.isDone()) {
                entering = enter();
            }
            TimeUnit.MILLISECONDS.sleep(STEP_MS);
        }
        entering.join();
        long readBy = System.nanoTime() + TimeUnit.SECONDS.toNanos(READ_SECONDS_MAX);
        await(readBy, () -> said.stream().allMatch(CompletableFuture::isDone));
        long unsaid = said.stream().filter(one -> readers(one) == 0).count();
        long expected = said.stream().mapToLong(Watch::readers).sum();
        await(readBy, () -> delays.size() >= expected);
        return new Seen(
                List.copyOf(delays),
                Math.max(0, expected - delays.size()),
                unsaid,
                Arrays.stream(gaps).max().orElse(0) / 1e6,
                List.copyOf(entries),
                people.stream().filter(person -> !person.isConnected()).count());
    }

    private CompletableFuture<Void> enter() {
        return CompletableFuture.runAsync(() -> entries.add(newcomer.get()));
    }

    /** One says what time it is; how many have to read it, once it is said. */
    private static CompletableFuture<Integer> say(Room room) {
        JsonObject args = new JsonObject().put("to", "place").put("text", Long.toString(System.nanoTime()));
        return room.facilitator()
                .ask("chat", args)
                .handle((answer, failed) -> failed == null && "ack".equals(answer.getString("type"))
                        ? room.people().size()
                        : 0);
    }

    private static int readers(CompletableFuture<Integer> said) {
        return said.getNow(0);
    }

    private static void gaps(List<Person> people, long[] gaps) {
        long now = System.nanoTime();
        for (int i = 0; i < gaps.length; i++) {
            long last =
                    people.get(i).line().map(line -> line.last().orElse(now)).orElse(now);
            gaps[i] = Math.max(gaps[i], now - last);
        }
    }

    private static void await(long end, BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean() && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(STEP_MS);
        }
    }
}
