package org.anteroom.engine.wire;

import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;

/** Sessions, policies and people as programs write them. */
public final class SessionReader {
    private static final Set<String> KINDS =
            Set.of("group", "individual", "psychiatry", "family", "case-management", "orientation");
    /** Who lets people in, of the kinds where that is not staff. */
    private static final Map<String, String> SHIPPED = Map.of(
            "individual", "roster",
            "psychiatry", "roster",
            "case-management", "roster",
            "orientation", "open");

    private static final int DEFAULT_CAPACITY = 12;
    private static final int PODS_MAX = 16;
    private static final int RULES_MAX = 64;
    /** Characters of a ref. */
    public static final int REF_MAX = 128;

    private static final int ZONE_MAX = 64;
    /** As the JDK knows them when this is loaded: libraries add some of their own later. */
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private static final int IDLE_MINUTES_MAX = 1440;

    private SessionReader() {}

    /** Whether sessions may be of this kind. */
    public static boolean isKind(String word) {
        return KINDS.contains(word);
    }

    /** The policy of sessions of a kind where nobody set one: as shipped. */
    public static Policy shipped(String kind) {
        return Optional.ofNullable(SHIPPED.get(kind))
                .map(admission ->
                        policy(new Fields(new JsonObject().put("admission", admission), "/policy"), Policy.DEFAULT))
                .orElse(Policy.DEFAULT);
    }

    /** The plan of a new session whose program has set no policies. */
    public static SessionPlan plan(Fields body, int capacityMax) {
        return plan(body, capacityMax, SessionReader::shipped);
    }

    /**
     * The plan of a new session.
     *
     * @param policies the policy by kind; the session's own goes before it, field by field
     */
    public static SessionPlan plan(Fields body, int capacityMax, Function<String, Policy> policies) {
        Text title = body.line("title", 200);
        String kind = kind(body);
        Policy byKind = policies.apply(kind);
        return new SessionPlan(
                title,
                kind,
                body.time("startsAt"),
                body.number("durationMinutes", 5, 720),
                capacity(body, capacityMax),
                body.maybeObject("policy").map(policy -> policy(policy, byKind)).orElse(byKind),
                body.maybeLine("externalId", 200),
                body.maybeObject("breakouts").map(SessionReader::grouping).orElse(Grouping.NONE));
    }

    /** A plan with some of its fields changed. */
    public static SessionPlan change(Fields body, SessionPlan was, int capacityMax) {
        return new SessionPlan(
                body.maybeLine("title", 200).orElse(was.title()),
                body.has("kind") ? kind(body) : was.kind(),
                body.has("startsAt") ? body.time("startsAt") : was.startsAt(),
                body.number("durationMinutes", 5, 720, was.durationMinutes()),
                body.number("capacity", 1, capacityMax, was.capacity()),
                body.maybeObject("policy")
                        .map(policy -> policy(policy, was.policy()))
                        .orElse(was.policy()),
                body.has("externalId") ? body.maybeLine("externalId", 200) : was.externalId(),
                body.maybeObject("breakouts").map(SessionReader::grouping).orElse(was.breakouts()),
                was.series());
    }

    /** Pods, and who is never or always in one breakout. */
    public static Grouping grouping(Fields body) {
        List<Grouping.Pod> pods = body.has("pods")
                ? body.objects("pods", 0, PODS_MAX).stream()
                        .map(SessionReader::pod)
                        .toList()
                : List.of();
        Grouping grouping = new Grouping(pods, refs(body, "keepApart"), refs(body, "pairWith"));
        body.done();
        List<Text> named = pods.stream().flatMap(pod -> pod.refs().stream()).toList();
        if (named.stream().distinct().count() != named.size()) {
            throw new InvalidException(body.at("pods"), "Each ref must stand in one pod.");
        }
        return grouping;
    }

    private static Grouping.Pod pod(Fields pod) {
        Grouping.Pod read =
                new Grouping.Pod(pod.line("name", 80), pod.texts("refs", 0, Registration.SEATS_MAX, REF_MAX));
        pod.done();
        return read;
    }

    private static List<List<Text>> refs(Fields body, String field) {
        return body.has(field)
                ? body.lists(field, RULES_MAX, Registration.SEATS_MAX, (ref, where) -> Fields.text(ref, where, REF_MAX))
                : List.of();
    }

    /** How many may be inside at once. */
    public static int capacity(Fields body, int capacityMax) {
        return body.number("capacity", 1, capacityMax, Math.min(DEFAULT_CAPACITY, capacityMax));
    }

    /** What kind of session it is. */
    public static String kind(Fields body) {
        String kind = body.string("kind");
        if (!KINDS.contains(kind)) {
            throw new InvalidException(
                    body.at("kind"),
                    "Must be one of group, individual, psychiatry, family, case-management, orientation.");
        }
        return kind;
    }

    /** A policy as a program writes it; what it leaves out is as it was. */
    public static Policy policy(Fields body, Policy was) {
        Policy policy = new Policy(
                body.word("admission", Policy.Admission.class, was.admission()),
                body.word("checkIn", Policy.CheckInRule.class, was.checkIn()),
                body.word("share", Policy.ShareRule.class, was.share()),
                body.word("chat", Policy.ChatRule.class, was.chat()),
                body.flag("privateChat", was.privateChat()),
                body.flag("reactions", was.reactions()),
                body.word("names", Policy.Names.class, was.names()),
                body.word("links", Policy.Links.class, was.links()),
                body.word("video", Policy.Video.class, was.video()),
                body.word("e2ee", Policy.E2ee.class, was.e2ee()),
                body.number("overrunMinutes", 0, 240, was.overrunMinutes()),
                body.maybeObject("idleMinutes")
                        .map(minutes -> idleMinutes(minutes, was.idleMinutes()))
                        .orElse(was.idleMinutes()),
                body.maybeObject("attendance")
                        .map(rule -> attendance(rule, was.attendance()))
                        .orElse(was.attendance()));
        body.done();
        return policy;
    }

    private static Policy.IdleMinutes idleMinutes(Fields body, Policy.IdleMinutes was) {
        Policy.IdleMinutes minutes = new Policy.IdleMinutes(
                body.number("staff", 0, IDLE_MINUTES_MAX, was.staff()),
                body.number("patients", 0, IDLE_MINUTES_MAX, was.patients()));
        body.done();
        return minutes;
    }

    private static Policy.Attendance attendance(Fields body, Policy.Attendance was) {
        Policy.Attendance rule = new Policy.Attendance(
                body.number("graceSeconds", 0, 3600, was.graceSeconds()),
                body.number("lateAfterSeconds", 0, 7200, was.lateAfterSeconds()),
                body.number("creditPercent", 0, 100, was.creditPercent()),
                body.flag("hallwayCounts", was.hallwayCounts()));
        body.done();
        return rule;
    }

    /** The people of a new session; each ref once. */
    public static List<Person> roster(Fields body) {
        return body.has("roster") ? people(body, "roster") : List.of();
    }

    /** A list of people; each ref once. */
    public static List<Person> people(Fields body, String field) {
        List<Person> people = body.objects(field, 0, Registration.SEATS_MAX).stream()
                .map(entry -> {
                    Person person = person(entry);
                    entry.done();
                    return person;
                })
                .toList();
        if (people.stream().map(Person::ref).distinct().count() != people.size()) {
            throw new InvalidException(body.at(field), "Each ref must stand once.");
        }
        return people;
    }

    /** One person: ref, name, role. */
    public static Person person(Fields body) {
        return new Person(
                body.line("ref", REF_MAX),
                body.line("name", 200),
                body.maybeLine("displayName", 80),
                body.word("role", Role.class));
    }

    /** A zone of the IANA database by its name; an offset is none, for it has no changes of daylight saving. */
    public static ZoneId zone(Fields body, String field) {
        String name = body.string(field);
        if (name.length() > ZONE_MAX || !ZONES.contains(name)) {
            throw new InvalidException(body.at(field), "Must be a zone of the IANA database, like America/Denver.");
        }
        return ZoneId.of(name);
    }

    /** The body as a reader, where it is an object. */
    public static Fields body(JsonObject json) {
        return new Fields(json, "");
    }
}
