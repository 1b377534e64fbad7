package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.anteroom.engine.runtime.ListedSession;
import org.anteroom.engine.series.Occurrence;
import org.anteroom.engine.series.Series;
import org.anteroom.engine.series.SeriesReader;
import org.anteroom.engine.series.SeriesView;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.OfSeries;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.session.SessionState.Phase;
import org.anteroom.engine.wire.Fields;
import org.anteroom.engine.wire.InvalidException;

/** The occurrences of a series: those that are sessions, and those that are planned. */
final class SeriesSessions {
    private static final int DAYS_MAX = 400;
    private static final int USUAL_DAYS = 28;
    private static final int PAGE = 200;
    private static final int PAGE_MAX = 1000;

    private final RestServices services;
    private final SeriesCalls calls;

    SeriesSessions(RestServices services, SeriesCalls calls) {
        this.services = services;
        this.calls = calls;
    }

    void mount(Router router) {
        router.get("/v1/series/:id/sessions").handler(Calls.handler(this::list));
        router.put("/v1/series/:id/sessions/:occurrence").handler(Calls.handler(this::set));
        router.delete("/v1/series/:id/sessions/:occurrence").handler(Calls.handler(this::cancel));
    }

    /** One line of the list: a session, or an occurrence that is none yet. */
    private record Item(
            Instant startsAt, String occurrence, Optional<ListedSession> session, Optional<Occurrence> planned) {
        static Item of(ListedSession session) {
            String occurrence = session.series().map(OfSeries::occurrence).orElse("");
            return new Item(session.startsAt(), occurrence, Optional.of(session), Optional.empty());
        }

        static Item of(Occurrence planned) {
            return new Item(planned.startsAt(), planned.word(), Optional.empty(), Optional.of(planned));
        }

        /** Sorts by start, then by what was planned; sessions that were dropped come beside those in their place. */
        String cursor() {
            String id = session.map(one -> one.id().value()).orElse("");
            return String.format("%012d", startsAt.getEpochSecond()) + occurrence + id;
        }
    }

    private void list(Call call) {
        Series series = calls.find(call);
        ZoneId zone = series.schedule().zone();
        Instant now = services.clock().instant();
        LocalDate first = call.query("from")
                .map(word -> SeriesReader.localDate("/from", word))
                .orElseGet(() -> LocalDate.ofInstant(now, zone));
        LocalDate last = call.query("to")
                .map(word -> SeriesReader.localDate("/to", word))
                .orElseGet(() -> first.plusDays(USUAL_DAYS));
        if (last.isBefore(first) || ChronoUnit.DAYS.between(first, last) > DAYS_MAX) {
            throw new InvalidException("/to", "Must be from the first date to at most " + DAYS_MAX + " days after it.");
        }
        Instant from = first.atStartOfDay(zone).toInstant();
        Instant to = last.plusDays(1).atStartOfDay(zone).toInstant();
        Calls.after(call, services.directory().ofSeries(series.program(), series.id()), sessions -> {
            List<Item> items = items(series, sessions, from, to, now);
            show(call, items, call.limit(PAGE, PAGE_MAX), call.query("cursor"));
        });
    }

    private List<Item> items(Series series, List<ListedSession> sessions, Instant from, Instant to, Instant now) {
        Set<SessionId> made = sessions.stream().map(ListedSession::id).collect(Collectors.toSet());
        List<Item> items = new ArrayList<>();
        sessions.stream()
                .filter(one -> !one.startsAt().isBefore(from) && one.startsAt().isBefore(to))
                .forEach(one -> items.add(Item.of(one)));
        series.between(from, to).stream()
                .filter(one -> !one.cancelled() && one.endsAt().isAfter(now))
                .filter(one -> !made.contains(services.planner().session(series, one)))
                .forEach(one -> items.add(Item.of(one)));
        items.sort(Comparator.comparing(Item::cursor));
        return items;
    }

    private void show(Call call, List<Item> items, int limit, Optional<String> after) {
        List<Item> page = items.stream()
                .filter(one ->
                        after.map(last -> one.cursor().compareTo(last) > 0).orElse(true))
                .limit(limit + 1L)
                .toList();
        Optional<String> next =
                page.size() > limit ? Optional.of(page.get(limit - 1).cursor()) : Optional.empty();
        List<Item> shown = page.stream().limit(limit).toList();
        List<ListedSession> sessions =
                shown.stream().flatMap(one -> one.session().stream()).toList();
        Calls.after(call, services.directory().show(sessions), read -> {
            Iterator<Map<String, Object>> made = read.iterator();
            List<Map<String, Object>> json = shown.stream()
                    .map(one -> one.planned().map(SeriesView::planned).orElseGet(made::next))
                    .toList();
            Responses.json(
                    call.context(),
                    200,
                    Obj.of("items", json).with("next", next).map());
        });
    }

    private static LocalDateTime key(Call call) {
        try {
            return SeriesReader.localTime("", call.path("occurrence"));
        } catch (InvalidException e) {
            throw Problem.notFound();
        }
    }

    private void set(Call call) {
        Series series = calls.find(call);
        LocalDateTime key = key(call);
        Fields body = call.body();
        Optional<LocalDateTime> startsAt =
                body.maybeString("startsAt").map(word -> SeriesReader.localTime("/startsAt", word));
        Optional<Integer> minutes =
                body.has("durationMinutes") ? Optional.of(body.number("durationMinutes", 5, 720)) : Optional.empty();
        body.done();
        beforeItBegins(call, series, key, () -> {
            refuseThePast(series, key, startsAt, minutes);
            calls.kept(call, "occurrence-set", series.id(), () -> {
                Future<Series> set = services.series().setOccurrence(series.id(), key, startsAt, minutes);
                calls.planned(call, set, done -> showOne(call, done, key));
            });
        });
    }

    private void refuseThePast(
            Series series, LocalDateTime key, Optional<LocalDateTime> startsAt, Optional<Integer> minutes) {
        ZoneId zone = series.schedule().zone();
        int lasts = minutes.orElse(series.schedule().durationMinutes());
        Instant over = startsAt.orElse(key).atZone(zone).toInstant().plusSeconds(60L * lasts);
        if (!over.isAfter(services.clock().instant())) {
            throw new Problem(Code.CONFLICT, "That time is over.");
        }
    }

    /** Goes on where the occurrence did not begin: what began or ended stays as it is. */
    private void beforeItBegins(Call call, Series series, LocalDateTime key, Runnable then) {
        Optional<SessionId> id = series.at(key).map(one -> services.planner().session(series, one));
        Instant now = services.clock().instant();
        Calls.after(call, services.directory().ofSeries(series.program(), series.id()), sessions -> {
            boolean began = sessions.stream()
                    .filter(one -> id.filter(one.id()::equals).isPresent())
                    .anyMatch(one -> one.phase() != Phase.CANCELLED
                            && (one.phase() != Phase.SCHEDULED
                                    || !one.startsAt().isAfter(now)));
            if (began) {
                throw new Problem(Code.CONFLICT, "That occurrence began already.");
            }
            then.run();
        });
    }

    private void showOne(Call call, Series series, LocalDateTime key) {
        Occurrence occurrence = series.at(key).orElseThrow(Problem::notFound);
        SessionId id = services.planner().session(series, occurrence);
        Calls.after(call, services.directory().ofSeries(series.program(), series.id()), sessions -> {
            List<ListedSession> made =
                    sessions.stream().filter(one -> one.id().equals(id)).toList();
            Calls.after(
                    call,
                    services.directory().show(made),
                    shown -> Responses.json(
                            call.context(), 200, shown.isEmpty() ? SeriesView.planned(occurrence) : shown.get(0)));
        });
    }

    private void cancel(Call call) {
        Series series = calls.find(call);
        LocalDateTime key = key(call);
        if (series.at(key).isEmpty()) {
            throw Problem.notFound();
        }
        beforeItBegins(
                call,
                series,
                key,
                () -> calls.kept(
                        call,
                        "occurrence-cancelled",
                        series.id(),
                        () -> calls.planned(
                                call,
                                services.series().cancelOccurrence(series.id(), key),
                                done -> Responses.none(call.context()))));
    }
}
