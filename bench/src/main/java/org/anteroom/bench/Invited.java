package org.anteroom.bench;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes sessions into which a knock lets in, and the people who will knock. Blocks. */
final class Invited {
    private static final int REST_THREADS = 8;

    private final EngineProcess engine;
    private final AtomicInteger people = new AtomicInteger();

    Invited(EngineProcess engine) {
        this.engine = engine;
    }

    /** Seat, token and address of everybody in so many new sessions: one of each session, then the next of each. */
    List<JsonObject> people(int rooms, int roomSize) throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(REST_THREADS);
        Rest rest = new Rest(engine.url(), engine.key());
        try {
            List<Future<List<JsonObject>>> made = new ArrayList<>();
            for (int i = 0; i < rooms; i++) {
                made.add(pool.submit(() -> room(rest, roomSize)));
            }
            List<List<JsonObject>> all = new ArrayList<>();
            for (Future<List<JsonObject>> room : made) {
                all.add(room.get());
            }
            List<JsonObject> invited = new ArrayList<>();
            for (int i = 0; i < roomSize; i++) {
                for (List<JsonObject> room : all) {
                    invited.add(room.get(i));
                }
            }
            return invited;
        } finally {
            pool.shutdownNow();
        }
    }

    private List<JsonObject> room(Rest rest, int roomSize) throws IOException, InterruptedException {
        String session = rest.openSession(roomSize);
        List<JsonObject> room = new ArrayList<>();
        for (int i = 0; i < roomSize; i++) {
            room.add(rest.join(session, people.incrementAndGet(), i == 0 ? "facilitator" : "patient"));
        }
        return room;
    }
}
