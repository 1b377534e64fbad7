package org.anteroom.engine.rest;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.checkin.CheckInRegistry;
import org.anteroom.engine.dose.live.DoseBoard;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.program.ProgramRegistry;
import org.anteroom.engine.program.SeatTokens;
import org.anteroom.engine.runtime.SessionDirectory;
import org.anteroom.engine.series.SeriesPlanner;
import org.anteroom.engine.series.SeriesRegistry;
import org.anteroom.engine.session.Chance;
import org.anteroom.engine.session.Registration;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.settings.SettingsRegistry;
import org.anteroom.engine.signer.Assertions;
import org.anteroom.engine.webhook.Calling;
import org.anteroom.engine.webhook.Deliveries;
import org.anteroom.engine.wire.Refusals;

/**
 * What the REST handlers work with.
 *
 * @param codeSecret what invite codes are hashed with
 * @param idempotencySecret what ids under an idempotency key follow from
 * @param capacityMax the largest capacity of one session
 * @param carriesCiphertext whether the bridge carries media that are encrypted from page to page
 * @param trustedProxies addresses or networks of proxies whose X-Forwarded-For is believed
 * @param reuse which devices a used invite of a session opens its seat for again
 * @param bodyBytesInFlightMax bytes of all bodies that are being read or answered at a time
 * @param refusals who is told of keys and links that open nothing
 * @param settings what programs have set for all of their sessions
 * @param planner makes the occurrences of series into sessions
 * @param calling how what a program named is called
 * @param deliveries what programs are told by webhooks
 * @param assertions who may take a seat by the word of a program's own systems
 * @param checkIns what people answer between sessions
 * @param publicUrl where browsers reach the engine, without a slash at the end, if it is not where it listens
 */
@SuppressWarnings("ArrayRecordComponent")
public record RestServices(
        Vertx vertx,
        Journal journal,
        InstantSource clock,
        Chance chance,
        MeterRegistry meters,
        ProgramRegistry programs,
        SessionDirectory directory,
        SeatTokens tokens,
        byte[] codeSecret,
        byte[] idempotencySecret,
        int capacityMax,
        boolean carriesCiphertext,
        Function<SessionId, Registration.Reuse> reuse,
        Optional<String> publicUrl,
        List<String> trustedProxies,
        long bodyBytesInFlightMax,
        Refusals refusals,
        SettingsRegistry settings,
        SeriesRegistry series,
        SeriesPlanner planner,
        DoseBoard doses,
        Calling calling,
        Deliveries deliveries,
        Assertions assertions,
        CheckInRegistry checkIns) {
    /** Where browsers reach the engine: as configured, else as this request did. */
    String publicUrl(HttpServerRequest request) {
        return publicUrl.orElseGet(() ->
                (request.isSSL() ? "https://" : "http://") + request.authority().toString());
    }

    @Override
    public String toString() {
        return "RestServices";
    }
}
