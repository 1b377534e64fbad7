package org.anteroom.engine.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.anteroom.engine.CanIgnoreReturnValue;
import org.anteroom.engine.Patience;
import org.anteroom.engine.rest.document.AnswerShapes;

/** A program's server: calls with one API key. Every answer has to be as openapi.yaml says. */
final class Rest {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(Patience.SECONDS))
            .build();

    private final TestEngine engine;
    private final String key;

    Rest(TestEngine engine, String key) {
        this.engine = engine;
        this.key = key;
    }

    /** What came back. */
    @CanIgnoreReturnValue
    record Answer(int status, String type, String body, Map<String, String> headers) {
        JsonObject json() {
            return new JsonObject(body);
        }

        Answer is(int expected) {
            assertThat(status).as(body).isEqualTo(expected);
            return this;
        }

        /** A problem document with this code. */
        Answer problem(int expected, String code) {
            assertThat(status).as(body).isEqualTo(expected);
            assertThat(type).isEqualTo("application/problem+json");
            assertThat(json().getString("code")).isEqualTo(code);
            assertThat(json().getInteger("status")).isEqualTo(expected);
            return this;
        }

        /** A problem with the input at this pointer. */
        Answer invalid(String pointer) {
            problem(400, "invalid");
            JsonArray errors = json().getJsonArray("errors");
            assertThat(errors).as(body).hasSize(1);
            assertThat(errors.getJsonObject(0).getString("pointer")).isEqualTo(pointer);
            assertThat(errors.getJsonObject(0).getString("detail")).isNotBlank();
            return this;
        }
    }

    @CanIgnoreReturnValue
    Answer get(String path) {
        return send("GET", path, "", Map.of());
    }

    @CanIgnoreReturnValue
    Answer get(String path, String accept) {
        return send("GET", path, "", Map.of("Accept", accept));
    }

    @CanIgnoreReturnValue
    Answer post(String path, JsonObject body) {
        return send("POST", path, body.encode(), Map.of());
    }

    @CanIgnoreReturnValue
    Answer post(String path, JsonObject body, String idempotencyKey) {
        return send("POST", path, body.encode(), Map.of("Idempotency-Key", idempotencyKey));
    }

    @CanIgnoreReturnValue
    Answer patch(String path, JsonObject body) {
        return send("PATCH", path, body.encode(), Map.of());
    }

    @CanIgnoreReturnValue
    Answer delete(String path) {
        return send("DELETE", path, "", Map.of());
    }

    @CanIgnoreReturnValue
    Answer send(String method, String path, String body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(engine.uri(path))
                .timeout(Duration.ofSeconds(Patience.SECONDS))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "Bearer " + key);
        }
        headers.forEach(request::header);
        HttpResponse<String> response = send(request.build());
        Map<String, String> got = new java.util.HashMap<>();
        response.headers().map().forEach((name, values) -> got.put(name, values.get(0)));
        Answer answer = new Answer(
                response.statusCode(), got.getOrDefault("content-type", ""), response.body(), Map.copyOf(got));
        AnswerShapes.check(method, path, answer.status(), answer.type(), answer.body());
        return answer;
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(request.uri() + " did not answer", e);
        }
    }

    /** A file as its bytes. */
    HttpResponse<byte[]> file(String path, String accept) {
        HttpRequest request = HttpRequest.newBuilder(engine.uri(path))
                .timeout(Duration.ofSeconds(Patience.SECONDS))
                .header("Authorization", "Bearer " + key)
                .header("Accept", accept)
                .build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(path + " did not answer", e);
        }
    }

    static String text(URI uri) {
        return send(HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(Patience.SECONDS))
                        .build())
                .body();
    }

    static int status(URI uri) {
        return send(HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofSeconds(Patience.SECONDS))
                        .build())
                .statusCode();
    }

    /** A session as a program would ask for it. */
    static JsonObject draft() {
        return new JsonObject()
                .put("title", "Tuesday group")
                .put("kind", "group")
                .put("startsAt", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("durationMinutes", 90)
                .put("capacity", 12);
    }

    /** Makes a session and answers its id. */
    String session() {
        return session(draft());
    }

    String session(JsonObject draft) {
        return post("/v1/sessions", draft).is(201).json().getString("id");
    }

    /** Makes a session with this policy. */
    String session(Map<String, Object> policy) {
        return session(draft().put("policy", new JsonObject(policy)));
    }

    static JsonObject person(String ref, String name, String role) {
        return new JsonObject().put("ref", ref).put("name", name).put("role", role);
    }

    /** Invites somebody and joins with the code: the token. */
    Joined join(String session, String name, String role) {
        String ref = "ref." + name.replace(' ', '.');
        JsonObject invite = post("/v1/sessions/" + session + "/invites", person(ref, name, role))
                .is(201)
                .json();
        return join(new JsonObject().put("code", invite.getString("code")));
    }

    /** Joins with the code of an invite, and the device where one is named. */
    Joined join(JsonObject code) {
        JsonObject joined = new Rest(engine, "").post("/v1/join", code).is(200).json();
        return new Joined(joined.getString("seat"), joined.getString("token"));
    }

    /** Makes another program and answers a caller for it. */
    Rest program(String name) {
        JsonObject crisis = new JsonObject().put("call", "988").put("text", "741741");
        JsonObject body =
                new JsonObject().put("name", name).put("crisis", crisis).put("region", "us");
        return new Rest(engine, post("/v1/programs", body).is(201).json().getString("key"));
    }

    /** Asks a command of a session for the program. */
    @CanIgnoreReturnValue
    Answer command(String session, String name, JsonObject args) {
        return post(
                "/v1/sessions/" + session + "/commands",
                new JsonObject().put("name", name).put("args", args));
    }

    /** A seat and the token that opens it. */
    record Joined(String seat, String token) {}
}
