package org.anteroom.bench;

import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.anteroom.signaling.synthetic.SyntheticPeers;

/** One session with a facilitator in main and patients, who wait at first. Blocks. */
final class Room {
    private static final int WAIT_SECONDS = 60;
    private static final int POLL_MS = 10;
    private static final int BREAKOUT_MIN = 2;
    private static final JsonObject NOTHING = new JsonObject();

    private final Person facilitator;
    private final List<Person> patients;
    private long admittedNanos;

    Room(Person facilitator, List<Person> patients) {
        this.facilitator = facilitator;
        this.patients = List.copyOf(patients);
        facilitator.act("knock", NOTHING);
        patients.forEach(patient -> patient.act("knock", NOTHING));
    }

    /** As many rooms as the people fill, three and more in each, connected and waiting. */
    static List<Room> fill(Options options, Rest rest, SyntheticPeers crowd, WebSocketClient client)
            throws IOException, InterruptedException {
        List<Room> rooms = new ArrayList<>();
        int seated = 0;
        while (options.people() - seated >= 3) {
            int size = Math.min(options.roomSize(), options.people() - seated);
            String session = rest.session(size);
            List<Person> people = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                JsonObject joined = rest.join(session, ++seated, i == 0 ? "facilitator" : "patient");
                people.add(Person.connect(crowd, options.slowness(), joined, client));
            }
            rooms.add(new Room(people.get(0), people.subList(1, size)));
        }
        return rooms;
    }

    Person facilitator() {
        return facilitator;
    }

    List<Person> people() {
        List<Person> all = new ArrayList<>(patients);
        all.add(facilitator);
        return all;
    }

    void admitAll() {
        admittedNanos = System.nanoTime();
        facilitator.act("admitAll", NOTHING);
    }

    /** Milliseconds from the command to admit to a whole frame of remote video, of those who saw one. */
    List<Double> admitToVideo() throws InterruptedException {
        await(person -> person.line().flatMap(line -> box(line.firstFrame())).isPresent());
        List<Double> times = new ArrayList<>();
        for (Person patient : patients) {
            patient.line()
                    .flatMap(line -> box(line.firstFrame()))
                    .ifPresent(seen -> times.add((seen - admittedNanos) / 1e6));
        }
        return times;
    }

    /** Parts the patients by two and three and sends them there; returns when their media is there, or late. */
    List<Double> moveToBreakouts() throws InterruptedException {
        JsonArray rooms = new JsonArray();
        int count = Math.max(1, patients.size() / BREAKOUT_MIN);
        for (int i = 0; i < count; i++) {
            JsonArray seats = new JsonArray();
            for (int j = i; j < patients.size(); j += count) {
                seats.add(patients.get(j).seat());
            }
            rooms.add(new JsonObject().put("name", "Room " + (i + 1)).put("seats", seats));
        }
        facilitator.act("planBreakouts", new JsonObject().put("mode", "manual").put("rooms", rooms));
        return move("openBreakouts", NOTHING);
    }

    List<Double> moveBack() throws InterruptedException {
        return move("closeBreakouts", new JsonObject().put("countdownSeconds", 0));
    }

    /** Milliseconds from a patient's last packet in the old place to its first of video in the new. */
    private List<Double> move(String command, JsonObject args) throws InterruptedException {
        List<Optional<Line>> old = patients.stream().map(Person::line).toList();
        facilitator.act(command, args);
        await(patient -> !old.contains(patient.line())
                && patient.line().flatMap(line -> box(line.firstVideo())).isPresent());
        List<Double> gaps = new ArrayList<>();
        for (int i = 0; i < patients.size(); i++) {
            Person patient = patients.get(i);
            if (!patient.line().equals(old.get(i))) {
                gap(patient).ifPresent(gaps::add);
            }
        }
        return gaps;
    }

    private static OptionalDouble gap(Person patient) {
        Optional<Long> last = patient.lineBefore().flatMap(line -> box(line.last()));
        Optional<Long> first = patient.line().flatMap(line -> box(line.firstVideo()));
        return last.isPresent() && first.isPresent()
                ? OptionalDouble.of((first.get() - last.get()) / 1e6)
                : OptionalDouble.empty();
    }

    private static Optional<Long> box(java.util.OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }

    private void await(Predicate<Person> holds) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        while (!patients.stream().allMatch(holds) && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }
}
