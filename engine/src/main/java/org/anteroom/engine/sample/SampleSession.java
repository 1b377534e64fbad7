package org.anteroom.engine.sample;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.rest.Codes;
import org.anteroom.engine.runtime.Outcome;
import org.anteroom.engine.runtime.SessionDirectory;
import org.anteroom.engine.runtime.SessionRef;
import org.anteroom.engine.session.Chance;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.InviteId;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.Registration.NewInvite;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.Seat;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.SessionState;
import org.anteroom.engine.session.Text;

/**
 * The sample session: a group with a facilitator and three patients, all invented. It is made once and kept while it
 * lasts; new links to it are made at every start, because codes are kept nowhere.
 */
public final class SampleSession {
    private static final Text MARK = new Text("anteroom-sample");
    private static final int DURATION_MINUTES = 90;
    private static final List<Person> PEOPLE = List.of(
            new Person(new Text("sample-1"), new Text("Lena Ortiz"), Role.FACILITATOR),
            new Person(new Text("sample-2"), new Text("June Park"), Role.PATIENT),
            new Person(new Text("sample-3"), new Text("Dev Rao"), Role.PATIENT),
            new Person(new Text("sample-4"), new Text("Noor Aziz"), Role.PATIENT));

    private final SessionDirectory directory;
    private final Codes codes;
    private final InstantSource clock;
    private final Chance chance;
    private final String publicUrl;
    private Optional<SessionId> current = Optional.empty();

    public SampleSession(
            SessionDirectory directory, Codes codes, InstantSource clock, Chance chance, String publicUrl) {
        this.directory = directory;
        this.codes = codes;
        this.clock = clock;
        this.chance = chance;
        this.publicUrl = publicUrl;
    }

    /** A link and what it opens. The label names a role, never a person. */
    public record Link(String label, Role role, String url, String code) {
        @Override
        public String toString() {
            return "Link[" + label + "]";
        }
    }

    /** Which devices a used link opens its seat for: any, for these are there to be played with in one browser and another. */
    public Registration.Reuse reuse(SessionId session) {
        return current.filter(session::equals).isPresent()
                ? Registration.Reuse.ANY_DEVICE
                : Registration.Reuse.SAME_DEVICE;
    }

    /** Fresh links: the facilitator, the patients, and one more for the portal's patient, last. */
    public Future<List<Link>> links(Program program) {
        return session(program).compose(session -> {
            current = Optional.of(session.id());
            List<Person> invited = new ArrayList<>(PEOPLE);
            invited.add(PEOPLE.get(PEOPLE.size() - 1));
            List<Link> links = new ArrayList<>();
            Future<Void> made = Future.succeededFuture();
            for (int i = 0; i < invited.size(); i++) {
                Person person = invited.get(i);
                String label = person.role() == Role.FACILITATOR ? "Facilitator" : "Patient " + Math.min(i, 3);
                made = made.compose(ignored -> invite(program, session, person, label))
                        .onSuccess(links::add)
                        .mapEmpty();
            }
            return made.map(ignored -> List.copyOf(links));
        });
    }

    /** What the landing page reads. */
    public static JsonObject json(List<Link> links, String portal) {
        JsonArray list = new JsonArray();
        links.subList(0, links.size() - 1)
                .forEach(link -> list.add(new JsonObject()
                        .put("label", link.label())
                        .put("role", link.role().word())
                        .put("url", link.url())));
        return new JsonObject()
                .put("title", "Sample session")
                .put("links", list)
                .put("portal", portal);
    }

    private Future<SessionRef> session(Program program) {
        Instant now = clock.instant();
        return directory
                .listed(program.id())
                .compose(sessions -> sessions.stream()
                        .flatMap(one -> one.state().stream())
                        .filter(state -> state.plan().externalId().equals(Optional.of(MARK)))
                        .filter(state -> !state.phase().isOver())
                        .filter(state -> state.endsAt().isAfter(now))
                        .findFirst()
                        .map(running -> reach(program, running.id()))
                        .orElseGet(() -> create(program, now)));
    }

    private Future<SessionRef> reach(Program program, SessionId id) {
        return directory.reach(id, program.id()).map(Optional::orElseThrow);
    }

    private Future<SessionRef> create(Program program, Instant now) {
        SessionId id = new SessionId(chance.id(SessionId.PREFIX));
        SessionPlan plan = new SessionPlan(
                new Text("Skills group"),
                "group",
                now.truncatedTo(ChronoUnit.MINUTES),
                DURATION_MINUTES,
                12,
                Policy.DEFAULT.with(Policy.CheckInRule.OPTIONAL),
                Optional.of(MARK),
                Grouping.NONE);
        Promise<Void> made = Promise.promise();
        CoreEvents.SessionCreated created = new CoreEvents.SessionCreated(program.id(), plan, Optional.empty());
        directory.create(id, Registration.create(created, PEOPLE, chance), outcome -> {
            if (outcome instanceof Outcome.Done) {
                made.complete();
            } else {
                made.fail("The sample session could not be made");
            }
        });
        return made.future().compose(done -> reach(program, id));
    }

    private Future<Link> invite(Program program, SessionRef session, Person person, String label) {
        String code = codes.code(session.id(), chance.bits());
        InviteId id = new InviteId(chance.id(InviteId.PREFIX));
        return session.ask(state -> {
                    Instant expiresAt = state.endsAt().plusSeconds(4 * 3600);
                    NewInvite invite = new NewInvite(id, codes.hash(code), expiresAt, Optional.empty());
                    return Registration.invite(state, asSeated(state, person), invite, chance);
                })
                .compose(outcome -> outcome instanceof Outcome.Done
                        ? Future.succeededFuture(new Link(
                                label,
                                person.role(),
                                publicUrl + "/join/" + program.id().value() + "#" + code,
                                code))
                        : Future.failedFuture("A link of the sample session could not be made"));
    }

    /** The person with the role that the seat has by now. */
    private static Person asSeated(SessionState state, Person person) {
        Role role = Registration.seatOf(state, person.ref()).map(Seat::role).orElse(person.role());
        return new Person(person.ref(), person.name(), role);
    }
}
