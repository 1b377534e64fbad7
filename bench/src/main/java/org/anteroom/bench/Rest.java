package org.anteroom.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The REST calls that bring somebody into a session. Blocks. */
final class Rest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String key;

    Rest(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /** A new session; its id. */
    String session(int capacity) throws IOException, InterruptedException {
        return session(capacity, "manual");
    }

    /** A new session into which whoever knocks is let. */
    String openSession(int capacity) throws IOException, InterruptedException {
        return session(capacity, "open");
    }

    private String session(int capacity, String admission) throws IOException, InterruptedException {
        JsonObject body = new JsonObject()
                .put("title", "Bench")
                .put("kind", "group")
                .put("startsAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("durationMinutes", 90)
                .put("policy", new JsonObject().put("admission", admission))
                .put("capacity", capacity);
        return post("/v1/sessions", body).getString("id");
    }

    /** A program of its own: calls with its first key. */
    Rest program() throws IOException, InterruptedException {
        JsonObject crisis = new JsonObject().put("call", "988").put("text", "988");
        JsonObject made = post(
                "/v1/programs",
                new JsonObject().put("name", "Bench").put("crisis", crisis).put("region", "bench"));
        return new Rest(url, made.getString("key"));
    }

    /** Invites a person and joins with the code: seat, token and where to connect. */
    JsonObject join(String session, int number, String role) throws IOException, InterruptedException {
        JsonObject person = new JsonObject()
                .put("ref", "bench-" + number)
                .put("name", "Bench " + number)
                .put("role", role);
        JsonObject invite = post("/v1/sessions/" + session + "/invites", person);
        return post(
                "/v1/join",
                new JsonObject().put("code", invite.getString("code")).put("device", "bench-" + number));
    }

    /** A session with so many people on its roster and so many notes, which then is over; its id. */
    String overSession(int people, int notes) throws IOException, InterruptedException {
        String session = notedSession(people, notes);
        var unused = post("/v1/sessions/" + session + "/commands", new JsonObject().put("name", "end"));
        return session;
    }

    /** A session with so many people on its roster and so many notes; its id. */
    String notedSession(int people, int notes) throws IOException, InterruptedException {
        JsonArray roster = new JsonArray();
        for (int i = 0; i < people; i++) {
            roster.add(new JsonObject()
                    .put("ref", "bench-" + i)
                    .put("name", "Bench " + i)
                    .put("role", i == 0 ? "facilitator" : "patient"));
        }
        JsonObject body = new JsonObject()
                .put("title", "Bench")
                .put("kind", "group")
                .put("startsAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("durationMinutes", 90)
                .put("capacity", people)
                .put("roster", roster);
        String session = post("/v1/sessions", body).getString("id");
        String commands = "/v1/sessions/" + session + "/commands";
        for (int i = 0; i < notes; i++) {
            JsonObject note = new JsonObject().put("text", "A note of the bench, number " + i);
            var unused = post(
                    commands,
                    new JsonObject().put("name", "note").put("args", note).put("id", "note-" + i));
        }
        return session;
    }

    /** Tells a receiver of events of these types. */
    void webhook(String at, JsonArray events) throws IOException, InterruptedException {
        var unused = post("/v1/webhooks", new JsonObject().put("url", at).put("events", events));
    }

    /** A session that begins and ends, at once. */
    void beginAndEnd() {
        try {
            String commands = "/v1/sessions/" + session(2) + "/commands";
            for (String name : List.of("start", "end")) {
                var unused = post(commands, new JsonObject().put("name", name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private JsonObject post(String path, JsonObject body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.encode()))
                .build();
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException("POST " + path + " was answered by " + response.statusCode());
        }
        return new JsonObject(response.body());
    }
}
