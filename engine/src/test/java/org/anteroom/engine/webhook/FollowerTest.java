package org.anteroom.engine.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.anteroom.engine.journal.Committed;
import org.anteroom.engine.journal.CommittedPage;
import org.anteroom.engine.journal.Entry;
import org.anteroom.engine.journal.EventCodec;
import org.anteroom.engine.journal.FoldListener;
import org.anteroom.engine.journal.Journal;
import org.anteroom.engine.journal.JournalUnavailableException;
import org.anteroom.engine.journal.StoredEntry;
import org.anteroom.engine.journal.StreamId;
import org.anteroom.engine.session.Actor;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.Grouping;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Policy;
import org.anteroom.engine.session.ProgramId;
import org.anteroom.engine.session.Recorded;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.SessionEvent;
import org.anteroom.engine.session.SessionPlan;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.webhook.DeliveryStore.NewDelivery;
import org.junit.jupiter.api.Test;

/** What a page of the journal comes to when something does not work for a moment: the same as when all does. */
class FollowerTest {
    private static final Instant MADE_AT = Instant.parse("2026-12-01T10:00:00Z");
    private static final ProgramId PROGRAM = new ProgramId("prg_" + "p".repeat(22));
    private static final StreamId SESSION = new StreamId("ses_" + "s".repeat(22));
    private static final SeatId ANA = new SeatId("sea_" + "a".repeat(22));

    private final OneSession journal = new OneSession();
    private final WebhookRegistry registry = new WebhookRegistry(journal, () -> MADE_AT);
    private final Follower follower = new Follower(journal, registry);

    FollowerTest() {
        Webhook webhook = new Webhook(
                new WebhookId("whk_" + "w".repeat(22)),
                new Text("https://portal.example/hooks"),
                List.of("*"),
                Optional.empty(),
                Optional.empty(),
                Signing.secret(new byte[32]),
                Optional.empty(),
                MADE_AT);
        registry.restore(
                WebhookForm.stream(PROGRAM), List.of(stored(new WebhookForm().encode(1, WebhookEvent.made(webhook)))));
        SessionPlan plan = new SessionPlan(
                new Text("Group"), "group", MADE_AT, 90, 12, Policy.DEFAULT, Optional.empty(), Grouping.NONE);
        journal.add(new CoreEvents.SessionCreated(PROGRAM, plan, Optional.empty()));
        journal.add(new CoreEvents.SeatAdded(
                ANA, new Text("p-1"), new Text("Ana Lopez"), Optional.empty(), Role.PATIENT, true));
        journal.add(
                new CoreEvents.SeatMoved(ANA, Place.AWAY, Place.MAIN, SessionEvent.Cause.ADMITTED, Optional.empty()));
        journal.add(new CoreEvents.SeatConnection(ANA, false, Optional.empty()));
    }

    private static StoredEntry stored(Entry entry) {
        return new StoredEntry(entry.seq(), entry.type(), entry.body(), "");
    }

    /** A page of what the session's journal has from an entry on. */
    private CommittedPage pageFrom(int index) {
        List<Committed> page = journal.entries.stream()
                .skip(index)
                .map(entry -> new Committed(entry.seq(), SESSION, entry))
                .toList();
        return new CommittedPage(page, journal.entries.size());
    }

    private List<String> told(Future<Follower.Made> made) {
        return made.result().deliveries().stream().map(NewDelivery::type).toList();
    }

    @Test
    void pageThatCouldNotBeKept_comesToTheSameWhenItIsMadeAgain() {
        List<String> first = told(follower.make(pageFrom(0), Instant.EPOCH));
        assertThat(first).containsExactly("session.created", "seat.admitted", "seat.left");
        follower.forget();
        assertThat(told(follower.make(pageFrom(2), Instant.EPOCH))).containsExactly("seat.admitted", "seat.left");
    }

    @Test
    void sessionThatCannotBeReadForAMoment_isNotPassedOver() {
        journal.refuses = true;
        assertThat(follower.make(pageFrom(3), Instant.EPOCH).cause()).isInstanceOf(JournalUnavailableException.class);
        journal.refuses = false;
        assertThat(told(follower.make(pageFrom(3), Instant.EPOCH))).containsExactly("seat.left");
    }

    /** A journal that has one session, and may refuse to read it. */
    private static final class OneSession implements Journal {
        private final List<StoredEntry> entries = new ArrayList<>();
        private boolean refuses;

        void add(SessionEvent event) {
            entries.add(stored(EventCodec.encode(new Recorded(
                    entries.size() + 1L,
                    MADE_AT.plusSeconds(entries.size()),
                    Actor.PROGRAM,
                    Optional.empty(),
                    event))));
        }

        @Override
        public <T> Future<T> readAll(StreamId stream, Function<List<StoredEntry>, T> take) {
            return refuses
                    ? Future.failedFuture(new JournalUnavailableException("The disk is busy"))
                    : Future.succeededFuture(take.apply(entries));
        }

        @Override
        public Future<Void> append(StreamId stream, List<Entry> more) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<StoredEntry>> read(StreamId stream, long afterSeq, int max) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> check(StreamId stream) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Optional<StoredEntry>> first(StreamId stream) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> summarize(StreamId stream, long seq, byte[] body) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<List<Optional<byte[]>>> summaries(List<StreamId> streams) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> fold(FoldListener listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<CommittedPage> follow(long cursor, int max) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }
    }
}
