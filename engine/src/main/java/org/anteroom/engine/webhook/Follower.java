package org.anteroom.engine.webhook;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.anteroom.engine.checkin.AnsweredCheckIn;
import org.anteroom.engine.journal.Committed;
import org.anteroom.engine.journal.CommittedPage;
import org.anteroom.engine.journal.EventCodec;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.SessionId;
import org.anteroom.engine.webhook.DeliveryStore.NewDelivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a page of the journal comes to: the deliveries of its events. Of sessions it keeps what it has to know of them, the
 * latest alone; what it does not know it reads from the journal. On one context.
 */
final class Follower {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int SESSIONS_MAX = 4_096;
    private static final String ID_PREFIX = "msg_";
    private static final int ID_BYTES = 16;

    /** The entries that say something, or change what is known; no other is read. */
    private static final Set<String> READ = Set.of(
            "session-created",
            "session-changed",
            "session-opened",
            "session-started",
            "session-ended",
            "session-sealed",
            "session-cancelled",
            "seat-added",
            "seat-moved",
            "seat-denied",
            "seat-connection",
            "role-changed",
            "share-started",
            "share-ended",
            "breakouts-opened",
            "breakouts-closed",
            "alert-raised",
            "alert-acknowledged",
            "check-in-completed");

    private final Journal journal;
    private final WebhookRegistry registry;
    private final Map<StreamId, SessionFacts> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<StreamId, SessionFacts> eldest) {
            return size() > SESSIONS_MAX;
        }
    };

    /** @param lastAt when the last of it happened; empty where nobody looked */
    record Made(List<NewDelivery> deliveries, Optional<Instant> lastAt) {}

    Follower(Journal journal, WebhookRegistry registry) {
        this.journal = journal;
        this.registry = registry;
    }

    /** @param after what happened then or before was told already, as far as it was */
    Future<Made> make(CommittedPage page, Instant after) {
        Map<ProgramId, Webhooks> webhooks = registry.snapshot();
        if (webhooks.values().stream().allMatch(of -> of.all().isEmpty())) {
            // Nobody is told anything, and what is not followed is not known.
            known.clear();
            return Future.succeededFuture(new Made(List.of(), Optional.empty()));
        }
        Map<StreamId, Long> unknown = new LinkedHashMap<>();
        // Of this page all are known, however many there are.
        Map<StreamId, SessionFacts> facts = new HashMap<>();
        for (Committed one : page.entries()) {
            boolean begins = one.entry().type().equals("session-created");
            SessionFacts session = known.get(one.stream());
            if (session != null) {
                facts.put(one.stream(), session);
            } else if (isRead(one)) {
                unknown.putIfAbsent(one.stream(), begins ? 0 : one.entry().seq());
            }
        }
        List<Future<Void>> read = new ArrayList<>();
        unknown.forEach((stream, seq) -> {
            if (seq > 0) {
                read.add(read(stream, seq).<Void>map(found -> {
                    found.ifPresent(session -> facts.put(stream, session));
                    return null;
                }));
            }
        });
        return Future.join(read).map(ignored -> new Page(webhooks, facts, after).make(page));
    }

    private static boolean isRead(Committed one) {
        return one.stream().value().startsWith(SessionId.PREFIX)
                && READ.contains(one.entry().type());
    }

    /** Forgets what is known of sessions: a page that was not kept is made again, from what was known before it. */
    void forget() {
        known.clear();
    }

    /**
     * What was known of a session before this entry; empty where it can never be read. Fails where it cannot be read just now:
     * what is passed over then is told to nobody, for good.
     */
    private Future<Optional<SessionFacts>> read(StreamId stream, long before) {
        return journal.readAll(stream, entries -> fold(entries, before)).recover(failure -> {
            if (failure instanceof JournalUnavailableException) {
                return Future.failedFuture(failure);
            }
            LOG.warn("Stream {} cannot be read: webhooks are not told of it", stream);
            return Future.succeededFuture(Optional.empty());
        });
    }

    private static Optional<SessionFacts> fold(List<StoredEntry> entries, long before) {
        Optional<SessionFacts> facts = Optional.empty();
        for (StoredEntry entry : entries) {
            if (entry.seq() < before && READ.contains(entry.type())) {
                Recorded recorded = EventCodec.decode(entry);
                if (recorded.event() instanceof CoreEvents.SessionCreated created) {
                    facts = Optional.of(new SessionFacts(created));
                }
                facts.ifPresent(session -> session.take(recorded));
            }
        }
        return facts;
    }

    /** The id of a message: the same whenever it is made. */
    static String id(WebhookId webhook, StreamId stream, long seq, String type) {
        try {
            String words = String.join("\n", webhook.value(), stream.value(), Long.toString(seq), type);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(words.getBytes(StandardCharsets.UTF_8));
            return ID_PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, ID_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not there", e);
        }
    }

    /** What is told, to each webhook of a program that wants it. */
    static List<NewDelivery> deliveries(Webhooks webhooks, StreamId stream, long seq, Told told) {
        List<NewDelivery> made = new ArrayList<>();
        byte[] body = told.body();
        for (Webhook webhook : webhooks.all().values()) {
            if (webhook.wants(told.type()) && !told.at().isBefore(webhook.createdAt())) {
                String id = id(webhook.id(), stream, seq, told.type());
                made.add(new NewDelivery(webhook.id(), stream.value(), id, told.type(), told.at(), told.due(), body));
            }
        }
        return made;
    }

    private final class Page {
        private final Map<ProgramId, Webhooks> webhooks;
        private final Map<StreamId, SessionFacts> facts;
        private final Instant after;
        private final List<NewDelivery> made = new ArrayList<>();
        private Optional<Instant> lastAt = Optional.empty();

        Page(Map<ProgramId, Webhooks> webhooks, Map<StreamId, SessionFacts> facts, Instant after) {
            this.webhooks = webhooks;
            this.facts = facts;
            this.after = after;
        }

        Made make(CommittedPage page) {
            for (Committed one : page.entries()) {
                try {
                    Optional<AnsweredCheckIn> answered = AnsweredCheckIn.of(one.stream(), one.entry());
                    if (isRead(one)) {
                        session(one);
                    } else if (answered.isPresent()) {
                        checkIn(answered.get(), one.entry().seq());
                    } else if (one.stream().value().startsWith(WebhookForm.PREFIX)
                            && one.entry().type().equals(WebhookEvent.DISABLED)) {
                        disabled(one);
                    }
                } catch (RuntimeException e) {
                    LOG.error(
                            "Entry {} of stream {} cannot be told of: {}",
                            one.entry().seq(),
                            one.stream(),
                            e.getClass().getSimpleName());
                }
            }
            return new Made(made, lastAt);
        }

        private void session(Committed one) {
            Recorded recorded = EventCodec.decode(one.entry());
            if (recorded.event() instanceof CoreEvents.SessionCreated created) {
                facts.put(one.stream(), new SessionFacts(created));
            }
            SessionFacts session = facts.get(one.stream());
            if (session == null) {
                return;
            }
            known.put(one.stream(), session);
            lastAt = Optional.of(recorded.at());
            Webhooks of = webhooks.getOrDefault(session.program(), Webhooks.NONE);
            if (!of.all().isEmpty() && recorded.at().isAfter(after)) {
                for (Told told : Told.of(one.stream().value(), session, recorded)) {
                    made.addAll(deliveries(of, one.stream(), recorded.seq(), told));
                }
            }
            session.take(recorded);
        }

        /** Each check-in without a session is in an order of its own: nobody's alert waits for another one's. */
        private void checkIn(AnsweredCheckIn answered, long seq) {
            lastAt = Optional.of(answered.at());
            if (answered.at().isAfter(after)) {
                Webhooks of = webhooks.getOrDefault(answered.program(), Webhooks.NONE);
                StreamId alone = new StreamId(answered.id().value());
                for (Told told : Told.of(answered, seq)) {
                    made.addAll(deliveries(of, alone, seq, told));
                }
            }
        }

        private void disabled(Committed one) {
            WebhookEvent event = new WebhookForm().decode(one.entry());
            Instant at = Instant.parse(event.data().getString("at"));
            lastAt = Optional.of(at);
            if (at.isAfter(after)) {
                JsonObject data = new JsonObject()
                        .put("webhook", event.webhook().value())
                        .put("reason", event.data().getString("why"))
                        .put("seq", one.entry().seq());
                Webhooks of = webhooks.getOrDefault(WebhookForm.program(one.stream()), Webhooks.NONE);
                made.addAll(
                        deliveries(of, one.stream(), one.entry().seq(), new Told(EventTypes.DISABLED, at, at, data)));
            }
        }
    }
}
