package org.anteroom.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.*;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.*;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.*;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.javalin.Javalin;
import io.javalin.config.RoutesConfig;
import io.javalin.http.*;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.net.URI;
import java.net.http.*;
import java.nio.file.*;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.*;
import java.time.*;
import java.time.format.*;
import java.time.temporal.ChronoUnit;
import java.util.*;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A clinic's patient portal in miniature: its own sign-in, the week's groups, a room inside its page, and the minutes that
 * webhooks told of. Settings are in ../README.md.
 */
public final class Portal {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SIGNED_IN = Duration.ofHours(8);
    private static final int FAILURES_MAX = 5;

    private final String engine = setting("ROOMS_URL", null);
    private final String program = setting("ROOMS_PROGRAM", null);
    private final int port = Integer.parseInt(setting("PORTAL_PORT", "3000"));
    private final String origin = setting("PORTAL_URL", "http://127.0.0.1:" + port);
    private final Path file = Path.of(setting("PORTAL_STATE", "portal.json"));
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<String, SignIn> signedIn = new ConcurrentHashMap<>();
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();
    private final JsonNode people = JSON.readTree(Path.of(setting("PORTAL_PEOPLE", "people.json")).toFile());
    /** What outlives a restart: the key that signs, the webhook's secret, and minutes by session and person. */
    private final ObjectNode state;

    private record SignIn(JsonNode person, Instant until) {}

    private Portal() throws Exception {
        state = Files.exists(file) ? (ObjectNode) JSON.readTree(file.toFile()) : introduced();
        keep();
    }

    public static void main(String[] arguments) throws Exception {
        Portal portal = new Portal();
        Javalin.create(config -> {
            config.jetty.host = URI.create(portal.origin).getHost().equals("127.0.0.1") ? "127.0.0.1" : null;
            config.http.maxRequestSize = 65_536;
            config.startup.showJavalinBanner = false;
            config.staticFiles.add(setting("PORTAL_PUBLIC", "../public"), Location.EXTERNAL);
            portal.routes(config.routes);
        }).start(portal.port);
        System.out.println("The portal is at " + portal.origin);
    }

    private static String setting(String name, String otherwise) {
        return Objects.requireNonNull(Optional.ofNullable(System.getenv(name)).orElse(otherwise), name + " is not set");
    }

    private void routes(RoutesConfig routes) {
        routes.before(this::head);
        routes.post("/webhooks", this::webhook);
        routes.post("/sign-in", this::signIn);
        routes.get("/", this::week);
        routes.post("/sign-out", call -> {
            signedIn.remove(String.valueOf(call.cookie("portal")));
            call.removeCookie("portal").redirect("/", HttpStatus.SEE_OTHER);
        });
        routes.get("/room/{series}", call -> html(call, "Your group", """
                <anteroom-session src="%s/join/%s"></anteroom-session>
                <script type="module" src="%s/embed/anteroom-session.js"></script>
                <script type="module" src="/portal.js"></script>""".formatted(engine, program, engine), person(call)));
        routes.post("/room/{series}/word", this::word);
        routes.get("/attendance", this::attendance);
        routes.exception(UnauthorizedResponse.class, (failure, call) -> signInPage(call.status(200), ""));
    }

    private void head(Context call) {
        String frame = "=(self \"" + engine + "\")";
        call.header("Cache-Control", "no-store").header("Referrer-Policy", "same-origin").header("X-Content-Type-Options", "nosniff")
                .header("Permissions-Policy", "camera" + frame + ", microphone" + frame + ", display-capture" + frame)
                .header("Content-Security-Policy", "default-src 'none'; script-src 'self' " + engine + "; style-src 'self'; connect-src 'self';"
                        + " frame-src " + engine + "; form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    }

    /** A call of the engine's API. */
    private JsonNode call(String method, String path, Object body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(engine + path)).timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + setting("ROOMS_KEY", null)).header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IOException(method + " " + URI.create(path).getPath() + ": " + response.statusCode());
        }
        return response.body().length == 0 ? JSON.nullNode() : JSON.readTree(response.body());
    }

    /** Once: the engine learns where the portal is, by which key it signs, and what it wants to hear. */
    private ObjectNode introduced() throws IOException, InterruptedException, JOSEException {
        ECKey key = new ECKeyGenerator(Curve.P_256).keyID(UUID.randomUUID().toString()).algorithm(JWSAlgorithm.ES256).generate();
        call("POST", "/v1/origins", Map.of("origin", origin));
        call("POST", "/v1/signers", Map.of("name", "Patient portal", "jwks", Map.of("keys", List.of(key.toPublicJWK().toJSONObject()))));
        JsonNode webhook = call("POST", "/v1/webhooks", Map.of("url", origin + "/webhooks", "events", List.of("attendance.final")));
        ObjectNode made = JSON.createObjectNode().put("key", key.toJSONString()).put("secret", webhook.path("secret").asText());
        made.putObject("minutes");
        return made;
    }

    private synchronized void keep() throws IOException {
        Path fresh = Path.of(file + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, JSON.writeValueAsBytes(state));
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Signatures are over the bytes as they came. It is acknowledged once what it tells of is kept; else it comes again. */
    private void webhook(Context call) throws Exception {
        Map<String, List<String>> headers = new HashMap<>();
        call.headerMap().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        try {
            new Webhook(state.path("secret").asText()).verify(call.body(), headers);
        } catch (WebhookVerificationException failure) {
            call.status(401);
            return;
        }
        JsonNode event = JSON.readTree(call.body());
        if (event.path("type").asText().equals("attendance.final")) {
            String session = event.at("/data/session").asText();
            JsonNode ledger = call("GET", "/v1/sessions/" + session + "/attendance", null);
            synchronized (this) {
                ObjectNode kept = ((ObjectNode) state.path("minutes")).putObject(session);
                kept.put("date", event.at("/data/occurrence").asText(event.path("timestamp").asText()).substring(0, 10));
                ObjectNode by = kept.putObject("by");
                ledger.path("seats").forEach(seat -> by.set(seat.path("ref").asText(), seat.path("creditedMinutes")));
                keep();
            }
        }
        call.status(204);
    }

    private void signIn(Context call) throws GeneralSecurityException {
        String user = String.valueOf(call.formParam("user"));
        Instant now = Instant.now();
        String minute = now.truncatedTo(ChronoUnit.MINUTES) + " ";
        failures.keySet().removeIf(one -> !one.startsWith(minute));
        signedIn.values().removeIf(one -> one.until().isBefore(now));
        JsonNode person = JSON.nullNode();
        for (JsonNode one : people) person = one.path("user").asText().equals(user) ? one : person;
        if (failures.getOrDefault(minute + user, 0) >= FAILURES_MAX || failures.size() > 10_000 || !matches(String.valueOf(call.formParam("password")), person.path("password").asText("AA==:AA=="))) {
            failures.merge(minute + user, 1, Integer::sum);
            signInPage(call.status(401), "That did not match. After five times wait a minute.");
            return;
        }
        String id = UUID.randomUUID().toString();
        signedIn.put(id, new SignIn(person, now.plus(SIGNED_IN)));
        call.cookie(new Cookie("portal", id, "/", (int) SIGNED_IN.toSeconds(), origin.startsWith("https:"), true, null, SameSite.LAX));
        call.redirect("/", HttpStatus.SEE_OTHER);
    }

    /** {@code salt:hash}, both base64: PBKDF2, 600,000 rounds of HMAC-SHA-256. Who is unknown takes as long. */
    private static boolean matches(String password, String kept) throws GeneralSecurityException {
        byte[][] parts = Arrays.stream(kept.split(":")).map(Base64.getDecoder()::decode).toArray(byte[][]::new);
        byte[] made = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                .generateSecret(new PBEKeySpec(password.toCharArray(), parts[0], 600_000, 256)).getEncoded();
        return MessageDigest.isEqual(made, parts[1]);
    }

    private JsonNode person(Context call) {
        SignIn found = signedIn.get(String.valueOf(call.cookie("portal")));
        if (found == null || found.until().isBefore(Instant.now())) throw new UnauthorizedResponse();
        return found.person();
    }

    /** Series that the person belongs to. */
    private List<JsonNode> groups(JsonNode person) throws IOException, InterruptedException {
        List<JsonNode> found = new ArrayList<>();
        String next = "";
        do {
            JsonNode page = call("GET", "/v1/series?limit=100" + next, null);
            for (JsonNode one : page.path("items")) {
                JsonNode series = call("GET", "/v1/series/" + one.path("id").asText(), null);
                if (one.path("state").asText().equals("active") && series.path("roster").findValuesAsText("ref").contains(person.path("ref").asText())) found.add(series);
            }
            next = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
        } while (!next.isEmpty());
        return found;
    }

    private void week(Context call) throws IOException, InterruptedException {
        JsonNode person = person(call);
        Map<Instant, String> lines = new TreeMap<>();
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        for (JsonNode series : groups(person)) {
            String id = series.path("id").asText();
            ZoneId zone = ZoneId.of(series.path("timeZone").asText());
            DateTimeFormatter form = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT).withLocale(Locale.US).withZone(zone);
            for (JsonNode one : call("GET", "/v1/series/" + id + "/sessions?from=" + today.minusDays(1) + "&to=" + today.plusDays(7), null).path("items")) {
                Instant at = Instant.parse(one.path("startsAt").asText());
                boolean toCome = Instant.parse(one.path("endsAt").asText()).isAfter(Instant.now()) && !one.path("state").asText().equals("cancelled");
                String title = text(series.path("title").asText());
                // The room opens half an hour before.
                boolean open = at.minusSeconds(1800).isBefore(Instant.now());
                String words = open ? "<a href=\"/room/" + id + "\">" + title + "</a>" : title;
                if (toCome) lines.merge(at, "<li>" + words + ", " + text(form.format(at)) + "</li>", String::concat);
            }
        }
        html(call, "This week", lines.isEmpty() ? "<p>Nothing is planned this week.</p>" : "<ul>" + String.join("", lines.values()) + "</ul>", person);
    }

    /** Who may be in the room now, said by the portal: it opens one seat, once, within a minute. */
    private void word(Context call) throws Exception {
        JsonNode person = person(call);
        boolean belongs = groups(person).stream().anyMatch(one -> one.path("id").asText().equals(call.pathParam("series")));
        if (!belongs) {
            call.status(404);
            return;
        }
        ECKey key = ECKey.parse(state.path("key").asText());
        Instant now = Instant.now();
        SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), new JWTClaimsSet.Builder()
                .issuer(program).audience(engine).subject(person.path("ref").asText()).claim("series", call.pathParam("series"))
                .claim("role", person.path("role").asText()).claim("name", person.path("name").asText())
                .issueTime(Date.from(now)).expirationTime(Date.from(now.plusSeconds(60))).jwtID(UUID.randomUUID().toString()).build());
        jwt.sign(new ECDSASigner(key));
        call.result(jwt.serialize());
    }

    private synchronized void attendance(Context call) {
        JsonNode person = person(call);
        List<String> rows = new ArrayList<>();
        for (JsonNode one : state.path("minutes")) {
            JsonNode minutes = one.path("by").path(person.path("ref").asText());
            if (minutes.isInt()) rows.add("<tr><td>" + text(one.path("date").asText()) + "</td><td>" + minutes.asInt() + " minutes</td></tr>");
        }
        html(call, "Your attendance", "<table><tr><th>Day</th><th>Credited</th></tr>" + rows.stream().sorted().collect(Collectors.joining()) + "</table>", person);
    }

    private static String text(String raw) {
        return raw.codePoints().mapToObj(one -> "&<>\"'".indexOf(one) < 0 ? Character.toString(one) : "&#" + one + ";").collect(Collectors.joining());
    }

    private static void html(Context call, String title, String body, JsonNode person) {
        String menu = person == null ? "" : "<a href=\"/\">This week</a><a href=\"/attendance\">Attendance</a><form method=\"post\" action=\"/sign-out\"><button>Sign out "
                + text(person.path("name").asText()) + "</button></form>";
        call.html("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + title
                + "</title><link rel=\"stylesheet\" href=\"/portal.css\"><header><h1>" + title + "</h1>" + menu + "</header><main>" + body + "</main></html>");
    }

    private static void signInPage(Context call, String why) {
        html(call, "Sign in", "<p role=\"status\">" + why + "</p><form method=\"post\" action=\"/sign-in\"><label>Name <input name=\"user\" autocomplete=\"username\" required></label>"
                + "<label>Password <input name=\"password\" type=\"password\" autocomplete=\"current-password\" required></label><button>Sign in</button></form>", null);
    }
}
