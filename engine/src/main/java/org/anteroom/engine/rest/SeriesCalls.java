package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.anteroom.engine.program.AuditTrail.Fact;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.series.Pods;
import org.anteroom.engine.series.RefusedException;
import org.anteroom.engine.series.Schedule;
import org.anteroom.engine.series.Series;
import org.anteroom.engine.series.SeriesReader;
import org.anteroom.engine.series.SeriesView;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Ids;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.Registration.Person;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.settings.SettingsRegistry;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;
import org.anteroom.engine.wire.SessionReader;

/** {@code /v1/series}: make, read, list, change, end; and who belongs to one. */
final class SeriesCalls {
    private static final int PAGE = 50;
    private static final int PAGE_MAX = 200;

    private final RestServices services;
    private final Derived derived;

    SeriesCalls(RestServices services, Derived derived) {
        this.services = services;
        this.derived = derived;
    }

    void mount(Router router) {
        router.post("/v1/series").handler(Calls.handler(this::make));
        router.get("/v1/series").handler(Calls.handler(this::list));
        router.get("/v1/series/:id").handler(Calls.handler(this::read));
        router.patch("/v1/series/:id").handler(Calls.handler(this::change));
        router.delete("/v1/series/:id").handler(Calls.handler(this::end));
        router.get("/v1/series/:id/pods")
                .handler(Calls.handler(call -> Responses.json(
                        call.context(), 200, find(call).pods().json().getMap())));
        router.put("/v1/series/:id/pods").handler(Calls.handler(this::setPods));
        router.put("/v1/series/:id/roster").handler(Calls.handler(this::setRoster));
    }

    /** The series in the path, if it is the caller's. */
    Series find(Call call) {
        return Optional.of(call.path("id"))
                .filter(id -> Ids.isId(id, SeriesId.PREFIX))
                .flatMap(id -> services.series().find(new SeriesId(id)))
                .filter(series -> series.program().equals(call.program().id()))
                .orElseThrow(Problem::notFound);
    }

    /** Makes a change once the trail has that it was asked for. */
    void kept(Call call, String action, SeriesId series, Runnable then) {
        Fact fact = new Fact(action, call.holder().actor(), Optional.of(series.value()), Optional.empty());
        Audits.change(services, call, fact, then);
    }

    /** Goes on with a series that was changed; a refusal is answered as one. */
    static void after(Call call, Future<Series> change, Consumer<Series> then) {
        change.onSuccess(series -> Calls.guarded(call.context(), () -> then.accept(series)))
                .onFailure(failure -> problem(failure).send(call.context()));
    }

    /** The same once its sessions are as it says now. */
    void planned(Call call, Future<Series> change, Consumer<Series> then) {
        after(
                call,
                change.compose(series -> services.planner().plan(series.id()).map(ignored -> series)),
                then);
    }

    /** Why a change was not made. */
    static Problem problem(Throwable failure) {
        if (failure instanceof SettingsRegistry.FullException full) {
            return new Problem(Code.CAPACITY, String.valueOf(full.getMessage()));
        }
        if (failure instanceof RefusedException refused) {
            Code code = switch (refused.refusal()) {
                case INVALID -> Code.INVALID;
                case FORBIDDEN -> Code.FORBIDDEN;
                case NOT_FOUND -> Code.NOT_FOUND;
                case CONFLICT -> Code.CONFLICT;
                case CAPACITY -> Code.CAPACITY;
            };
            return new Problem(code, String.valueOf(refused.getMessage()));
        }
        return failure instanceof InvalidException invalid
                ? Problem.invalid(invalid)
                : new Problem(Code.UNAVAILABLE, "This could not be kept. Try again.");
    }

    private Map<String, Object> shown(Series series) {
        return SeriesView.series(
                series,
                services.settings().of(series.program()),
                services.clock().instant());
    }

    private void make(Call call) {
        Program program = call.program();
        Fields body = call.body();
        Schedule schedule = SeriesReader.schedule(body, call.json(), services.capacityMax());
        List<Person> roster = SessionReader.roster(body);
        JsonObject breakouts = breakouts(body, roster)
                .map(groups -> new Pods(groups, Pods.Rotation.NONE).json())
                .orElseGet(JsonObject::new);
        body.done();
        checkCarried(program, schedule);
        SeriesId id = new SeriesId(SeriesId.PREFIX + derived.bits(call, program, "series"));
        // Without a key each call is another request, whatever stands in it.
        String request = call.idempotencyKey().map(key -> call.digest()).orElse("");
        kept(
                call,
                "series-made",
                id,
                () -> planned(
                        call,
                        services.series().make(id, program.id(), request, schedule, breakouts, roster),
                        series -> {
                            call.context().response().putHeader("Location", "/v1/series/" + id.value());
                            Responses.json(call.context(), 201, shown(series));
                        }));
    }

    private void checkCarried(Program program, Schedule schedule) {
        Sessions.checkCarried(
                services,
                schedule.policyOver(services.settings().of(program.id()).policy(schedule.kind())));
    }

    private static Optional<Grouping> breakouts(Fields body, List<Person> roster) {
        Optional<Grouping> groups = body.maybeObject("breakouts").map(SessionReader::grouping);
        groups.ifPresent(rules -> Pods.check(rules, "/breakouts", ref -> name(roster, ref)));
        return groups;
    }

    private static String name(List<Person> roster, Text ref) {
        return roster.stream()
                .filter(person -> person.ref().equals(ref))
                .findFirst()
                .map(person -> person.name().value())
                .orElse(ref.value());
    }

    private void read(Call call) {
        Series series = find(call);
        Fact fact = new Fact(
                "series-read", call.holder().actor(), Optional.of(series.id().value()), Optional.empty());
        Audits.read(services, call, fact, () -> Responses.json(call.context(), 200, shown(series)));
    }

    private void list(Call call) {
        Program program = call.program();
        int limit = call.limit(PAGE, PAGE_MAX);
        Optional<String> after = call.query("cursor");
        List<Series> all = services.series().of(program.id()).toList();
        int begin = after.map(last -> 1 + place(all, last)).orElse(0);
        List<Map<String, Object>> items = all.stream()
                .skip(begin)
                .limit(limit)
                .map(series -> SeriesView.listed(
                                series,
                                services.settings().of(program.id()),
                                services.clock().instant())
                        .map())
                .toList();
        int end = begin + items.size();
        Optional<String> next =
                end < all.size() ? Optional.of(all.get(end - 1).id().value()) : Optional.empty();
        Responses.json(
                call.context(), 200, Obj.of("items", items).with("next", next).map());
    }

    private static int place(List<Series> all, String cursor) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).id().value().equals(cursor)) {
                return i;
            }
        }
        throw new InvalidException("/cursor", "Must be a cursor of this list.");
    }

    private void change(Call call) {
        Series series = find(call);
        JsonObject json = call.json();
        Fields body = call.body();
        Optional<LocalDate> from = body.maybeString("from").map(word -> SeriesReader.localDate("/from", word));
        Optional<Grouping> breakouts = breakouts(body, series.roster());
        Schedule.FIELDS.forEach(body::known);
        body.done();
        int capacityMax = services.capacityMax();
        // What is wrong with it is refused before its turn; what it leaves as it is, is as it is in its turn.
        Schedule changed = SeriesReader.changed(series.schedule(), json, capacityMax);
        checkCarried(call.program(), changed);
        boolean planned = Schedule.FIELDS.stream().anyMatch(json::containsKey);
        kept(call, "series-changed", series.id(), () -> {
            Future<Series> change = planned
                    ? services.series()
                            .change(
                                    series.id(),
                                    from(from, changed.zone()),
                                    was -> SeriesReader.changed(was, json, capacityMax))
                    : Future.succeededFuture(series);
            Future<Series> all = change.compose(made -> breakouts
                    .map(rules -> services.series().setBreakouts(series.id(), rules))
                    .orElseGet(() -> Future.succeededFuture(made)));
            planned(call, all, done -> Responses.json(call.context(), 200, shown(done)));
        });
    }

    /** What is past stays: from a date on, and from now on at the earliest. */
    private LocalDateTime from(Optional<LocalDate> date, ZoneId zone) {
        LocalDateTime now = LocalDateTime.ofInstant(services.clock().instant(), zone);
        return date.map(LocalDate::atStartOfDay).filter(now::isBefore).orElse(now);
    }

    private void end(Call call) {
        Series series = find(call);
        Optional<LocalDate> date = call.query("from").map(word -> SeriesReader.localDate("/from", word));
        LocalDateTime from = from(date, series.schedule().zone());
        kept(
                call,
                "series-ended",
                series.id(),
                () -> planned(call, services.series().end(series.id(), from), ended -> Responses.none(call.context())));
    }

    private void setPods(Call call) {
        Series series = find(call);
        Pods pods = Pods.read(call.body(), call.json(), "");
        Pods.check(pods.grouping(), "", ref -> name(series.roster(), ref));
        kept(
                call,
                "series-pods-set",
                series.id(),
                () -> planned(
                        call,
                        services.series().setPods(series.id(), pods),
                        done -> Responses.json(
                                call.context(), 200, done.pods().json().getMap())));
    }

    private void setRoster(Call call) {
        Series series = find(call);
        Fields body = call.body();
        List<Person> people = SessionReader.people(body, "people");
        body.done();
        kept(
                call,
                "series-roster-set",
                series.id(),
                () -> planned(
                        call,
                        services.series().setRoster(series.id(), people),
                        done -> Responses.json(
                                call.context(),
                                200,
                                Obj.of("people", SeriesView.people(done.roster()))
                                        .map())));
    }
}
