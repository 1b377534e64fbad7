package org.anteroom.engine.signer;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.webhook.Calling;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.SessionReader;
import org.anteroom.engine.wire.StrictJson;

/**
 * Assertions (RFC 7519, signed by RFC 7515) checked: by a key of a signer of the program that they name, for this engine, for
 * some minutes. Whoever brings one learns nothing of what is wrong with it; the program reads it at its signers. What is read
 * of an assertion before its signature was found good is whose keys it has to be signed by, and nothing else. On the front.
 */
public final class Assertions {
    private static final int LENGTH_MAX = 8_192;
    private static final int JTI_MAX = 128;
    private static final int REFUSALS_MAX = 100;
    private static final Duration LASTS_MAX = Duration.ofMinutes(5);
    /** How far the clocks of both sides may differ. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.ES256, JWSAlgorithm.RS256);

    /** Where a header would say by which key it is signed: that is the program's to say. */
    private static final Set<String> FOREIGN_KEYS = Set.of("jku", "jwk", "x5u", "x5c", "x5t", "x5t#S256", "crit");

    private final Vertx vertx;
    private final SignerRegistry registry;
    private final SignerKeys keys;
    private final InstantSource clock;
    private final Map<String, Deque<Refused>> refusals = new HashMap<>();

    /**
     * Why an assertion opened nothing.
     *
     * @param reason a short word
     */
    public record Refused(Instant at, String reason, Optional<String> detail) {}

    /** An assertion opens nothing; why is said to the program alone. */
    public static final class BadAssertionException extends Exception {
        private static final long serialVersionUID = 1L;

        BadAssertionException() {
            super("This assertion opens nothing", null, false, false);
        }
    }

    public Assertions(Vertx vertx, SignerRegistry registry, Calling calling, InstantSource clock) {
        this.vertx = vertx;
        this.registry = registry;
        this.keys = new SignerKeys(calling, clock);
        this.clock = clock;
    }

    public SignerRegistry registry() {
        return registry;
    }

    /** The last refusals of a signer, the newest first; since the engine started. */
    public List<Refused> refusals(String signer) {
        return List.copyOf(refusals.getOrDefault(signer, new ArrayDeque<>()));
    }

    /** Takes a signer away; what its keys sign opens nothing from then on. */
    public Future<Void> remove(ProgramId program, String signer) {
        return registry.remove(program, signer).onSuccess(done -> {
            keys.forget(signer);
            refusals.remove(signer);
        });
    }

    /** Keeps for the program why an assertion opened nothing. */
    public void refuse(String signer, String reason, Optional<String> detail) {
        Deque<Refused> of = refusals.computeIfAbsent(signer, id -> new ArrayDeque<>());
        of.addFirst(new Refused(clock.instant(), reason, detail));
        if (of.size() > REFUSALS_MAX) {
            of.removeLast();
        }
    }

    /**
     * What an assertion says, where it is good; otherwise fails with a {@link BadAssertionException}.
     *
     * @param audience what has to be its audience: the engine's public URL
     */
    public Future<Assertion> check(String compact, String audience) {
        Optional<Read> read = read(compact);
        List<Signer> signers = read.map(one -> registry.of(one.program())).orElse(List.of());
        if (read.isEmpty() || signers.isEmpty()) {
            return bad();
        }
        JWSHeader header = read.get().header();
        Optional<String> odd = odd(header);
        if (odd.isPresent()) {
            signers.forEach(signer -> refuse(signer.id(), "header", odd));
            return bad();
        }
        return signedBy(read.get(), signers, 0)
                .compose(signer -> signer.map(by -> claims(read.get(), by, audience))
                        .orElseGet(() -> {
                            signers.forEach(one -> refuse(one.id(), "signature", keyId(header)));
                            return bad();
                        }));
    }

    private static Future<Assertion> bad() {
        return Future.failedFuture(new BadAssertionException());
    }

    /** @param claims not to be believed before the signature is found good */
    private record Read(JWSObject object, JWSHeader header, JsonObject claims, ProgramId program) {
        @Override
        public String toString() {
            return "Read";
        }
    }

    private static Optional<Read> read(String compact) {
        if (compact.length() > LENGTH_MAX) {
            return Optional.empty();
        }
        try {
            JWSObject object = JWSObject.parse(compact);
            JsonObject claims = StrictJson.object(object.getPayload().toString());
            return claims.getValue("iss") instanceof String issuer && Ids.isId(issuer, ProgramId.PREFIX)
                    ? Optional.of(new Read(object, object.getHeader(), claims, new ProgramId(issuer)))
                    : Optional.empty();
        } catch (ParseException | DecodeException | IllegalArgumentException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> odd(JWSHeader header) {
        if (!ALGORITHMS.contains(header.getAlgorithm())) {
            return Optional.of("alg: must be EdDSA, ES256 or RS256.");
        }
        Optional<String> foreign = header.toJSONObject().keySet().stream()
                .filter(FOREIGN_KEYS::contains)
                .findFirst();
        return foreign.map(name -> name + ": must not stand in the header.");
    }

    /** What of a header may be shown: an id of a key, of no more than printable characters. */
    private static Optional<String> keyId(JWSHeader header) {
        return Optional.ofNullable(header.getKeyID())
                .filter(kid -> kid.length() <= 128 && kid.chars().allMatch(c -> c > 32 && c < 127))
                .map(kid -> "kid " + kid);
    }

    /** The first of these signers, from an index on, that signed this. */
    private Future<Optional<Signer>> signedBy(Read read, List<Signer> signers, int from) {
        if (from == signers.size()) {
            return Future.succeededFuture(Optional.empty());
        }
        Signer signer = signers.get(from);
        return keys.of(signer, read.header()).compose(found -> {
            if (found.keys().isEmpty()) {
                refuse(signer.id(), "keys", Optional.of(found.fault()).filter(fault -> !fault.isEmpty()));
            }
            return verified(read, found)
                    .compose(good ->
                            good ? Future.succeededFuture(Optional.of(signer)) : signedBy(read, signers, from + 1));
        });
    }

    /** Beside the event loop: whoever sends many takes no time of others. */
    private Future<Boolean> verified(Read read, SignerKeys.Found found) {
        Optional<KeySet> named = found.keys().filter(set -> set.knows(read.header()));
        return named.isEmpty()
                ? Future.succeededFuture(false)
                : vertx.executeBlocking(
                        () -> named.get()
                                .verifies(
                                        read.header(),
                                        read.object().getSigningInput(),
                                        read.object().getSignature()),
                        false);
    }

    private Future<Assertion> claims(Read read, Signer signer, String audience) {
        try {
            checkTimes(read.claims());
            checkAudience(read.claims(), audience);
            return Future.succeededFuture(assertion(read, signer));
        } catch (InvalidException e) {
            refuse(signer.id(), "claims", Optional.of(e.pointer().substring(1) + ": " + e.detail()));
            return bad();
        }
    }

    private void checkTimes(JsonObject claims) {
        Instant now = clock.instant();
        Instant issued = time(claims, "iat");
        Instant expires = time(claims, "exp");
        if (issued.isAfter(now.plus(SKEW))) {
            throw new InvalidException("/iat", "Is in the future.");
        }
        if (!expires.isAfter(issued) || expires.isAfter(issued.plus(LASTS_MAX))) {
            throw new InvalidException("/exp", "Must be after iat, by 5 minutes at most.");
        }
        if (!expires.plus(SKEW).isAfter(now)) {
            throw new InvalidException("/exp", "Is over.");
        }
        if (claims.containsKey("nbf") && time(claims, "nbf").isAfter(now.plus(SKEW))) {
            throw new InvalidException("/nbf", "Is in the future.");
        }
    }

    private static Instant time(JsonObject claims, String name) {
        if (claims.getValue(name) instanceof Number seconds
                && seconds.doubleValue() >= 0
                && seconds.doubleValue() < 1e11) {
            return Instant.ofEpochMilli((long) (seconds.doubleValue() * 1_000));
        }
        throw new InvalidException("/" + name, "Must be seconds since 1970.");
    }

    private static void checkAudience(JsonObject claims, String audience) {
        List<Object> named = new ArrayList<>();
        if (claims.getValue("aud") instanceof JsonArray several) {
            several.forEach(named::add);
        } else if (claims.getValue("aud") instanceof String one) {
            named.add(one);
        }
        if (!named.contains(audience) && !named.contains(audience + "/")) {
            throw new InvalidException("/aud", "Must be the engine's public URL, " + audience + ".");
        }
    }

    private static Assertion assertion(Read read, Signer signer) {
        Fields claims = new Fields(read.claims(), "");
        String jti = claims.string("jti");
        if (jti.isBlank() || jti.length() > JTI_MAX) {
            throw new InvalidException("/jti", "Must have 1 to " + JTI_MAX + " characters.");
        }
        Person person = SessionReader.person(
                new Fields(read.claims().copy().put("ref", read.claims().getValue("sub")), ""));
        Optional<String> session = claims.maybeString("session");
        Optional<String> series = claims.maybeString("series");
        if (session.isPresent() == series.isPresent()) {
            throw new InvalidException("/session", "Must be there, or series.");
        }
        if (session.filter(id -> !Ids.isId(id, SessionId.PREFIX)).isPresent()) {
            throw new InvalidException("/session", "Must be a session's id.");
        }
        Instant until = time(read.claims(), "exp").plus(SKEW);
        return new Assertion(read.program(), signer.id(), person, session.map(SessionId::new), series, jti, until);
    }
}
