package org.anteroom.engine.rest;

import static org.anteroom.engine.rest.Problem.Code;

import io.vertx.ext.web.Router;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.anteroom.engine.program.Digests;
import org.anteroom.engine.program.Program;
import org.anteroom.engine.series.CalendarFeed;
import org.anteroom.engine.series.Series;
import org.anteroom.engine.session.Obj;
import org.anteroom.engine.session.SeriesId;
import org.anteroom.engine.wire.AddressCounts;

/** Calendars of series: an address that nobody guesses opens one, without a key, until it is taken back. */
final class Feeds {
    private static final String SUFFIX = ".ics";
    private static final int WRITTEN_MAX = 64;

    private final RestServices services;
    private final SeriesCalls calls;
    private final Derived derived;
    private final Codes codes;
    private final ClientAddress clients;
    /** Calendars ask once an hour or so; an address that asks far more often waits, whatever it finds. */
    private final FailureLimit reads;
    /** The calendars that were asked for last, as of a change of their series. */
    private final Map<SeriesId, Written> written = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SeriesId, Written> eldest) {
            return size() > WRITTEN_MAX;
        }
    };

    /** @param seq of the series when it was written */
    private record Written(long seq, String calendar, String tag) {
        static Written of(Series series) {
            String calendar = CalendarFeed.of(series);
            return new Written(
                    series.seq(), calendar, '"' + Digests.sha256(calendar).substring(0, 22) + '"');
        }
    }

    Feeds(RestServices services, SeriesCalls calls, Derived derived, Codes codes) {
        this.services = services;
        this.calls = calls;
        this.derived = derived;
        this.codes = codes;
        clients = new ClientAddress(services.trustedProxies());
        reads = new FailureLimit(services.vertx());
    }

    /** What needs no key. */
    void mountOpen(Router router) {
        router.get("/v1/feeds/:feed").handler(Calls.handler(this::read));
    }

    /** Before the other routes of series, whose ids would be taken to have a suffix. */
    void mount(Router router) {
        router.get("/v1/series/:id.ics").handler(Calls.handler(call -> answer(call, calls.find(call))));
        router.post("/v1/series/:id/feed").handler(Calls.handler(this::make));
        router.delete("/v1/series/:id/feed").handler(Calls.handler(this::remove));
    }

    private void make(Call call) {
        Program program = call.program();
        Series series = calls.find(call);
        call.body().done();
        String code = codes.code(series.id(), derived.bits(call, program, "feed"));
        calls.kept(
                call,
                "feed-made",
                series.id(),
                () -> SeriesCalls.after(call, services.series().setFeed(series.id(), codes.hash(code)), made -> {
                    String url = services.publicUrl(call.context().request()) + "/v1/feeds/" + code + SUFFIX;
                    Responses.json(call.context(), 201, Obj.of("url", url).map());
                }));
    }

    private void remove(Call call) {
        Series series = calls.find(call);
        calls.kept(
                call,
                "feed-removed",
                series.id(),
                () -> SeriesCalls.after(
                        call, services.series().removeFeed(series.id()), done -> Responses.none(call.context())));
    }

    private void read(Call call) {
        String from = AddressCounts.group(clients.of(call.context().request()));
        if (reads.isOver(from)) {
            throw new Problem(Code.RATE_LIMITED, "Too many calendars are asked for. Try again in a minute.");
        }
        var unused = reads.count(from);
        String name = call.path("feed");
        String code = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : "";
        String hash = codes.hash(code);
        Series series = codes.series(code)
                .flatMap(services.series()::find)
                .filter(found ->
                        found.feed().filter(known -> Digests.same(known, hash)).isPresent())
                .orElseThrow(Problem::notFound);
        answer(call, series);
    }

    private void answer(Call call, Series series) {
        // Written once for each change: whoever asks often takes no time of others.
        Written feed = Optional.ofNullable(written.get(series.id()))
                .filter(known -> known.seq() == series.seq())
                .orElseGet(() -> Written.of(series));
        written.put(series.id(), feed);
        call.context()
                .response()
                .putHeader("ETag", feed.tag())
                .putHeader("Cache-Control", "private, no-cache")
                .putHeader("X-Robots-Tag", "noindex");
        if (feed.tag().equals(call.context().request().getHeader("If-None-Match"))) {
            call.context().response().setStatusCode(304).end().onFailure(Responses::gone);
        } else {
            call.context()
                    .response()
                    .putHeader("Content-Type", "text/calendar; charset=utf-8")
                    .end(feed.calendar())
                    .onFailure(Responses::gone);
        }
    }
}
