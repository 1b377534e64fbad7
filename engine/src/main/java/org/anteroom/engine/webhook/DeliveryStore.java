package org.anteroom.engine.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deliveries that wait, and those that were made: what a follower of the journal made of it, kept together with how far it
 * read, so that a kill at any moment neither loses a delivery nor makes another one of it.
 *
 * <p>A lane is the deliveries of one session to one webhook: they go out one after the other. Blocks; on one thread.
 *
 * @see Deliveries
 */
public interface DeliveryStore extends AutoCloseable {
    /**
     * How far the journal was read.
     *
     * @param cursor of the journal; empty where nothing was read yet
     * @param lastAt when what was read last happened
     */
    record Progress(Optional<Long> cursor, Instant lastAt) {}

    /**
     * Something to be told.
     *
     * @param due not before this time
     * @param body sealed on disk
     */
    @SuppressWarnings("ArrayRecordComponent")
    record NewDelivery(
            WebhookId webhook, String lane, String id, String type, Instant createdAt, Instant due, byte[] body) {
        @Override
        public String toString() {
            return "NewDelivery[" + id + "]";
        }
    }

    /** A delivery whose turn it is. Until its result is told no other of its lane is. */
    @SuppressWarnings("ArrayRecordComponent")
    record Due(long row, WebhookId webhook, String lane, String id, int attempts, byte[] body) {
        @Override
        public String toString() {
            return "Due[" + id + "]";
        }
    }

    /** Where a delivery stands. */
    enum State {
        PENDING(0),
        DELIVERED(1),
        FAILED(2);

        private final int code;

        State(int code) {
            this.code = code;
        }

        /** How it stands on disk. */
        public int code() {
            return code;
        }

        /** The state that stands so on disk. */
        public static State of(int code) {
            return Stream.of(values())
                    .filter(state -> state.code == code)
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("No state of a delivery: " + code));
        }
    }

    /**
     * What came of an attempt.
     *
     * @param state pending where it is made again, at {@code next}
     * @param status of the answer; 0 where there was none
     * @param fault a short word, empty where there is none
     */
    record Result(Due of, State state, Instant at, int status, String fault, Instant next) {}

    /** A webhook that may be sent so many more at the same time. */
    record Want(WebhookId webhook, int max) {}

    /**
     * What a turn found.
     *
     * @param due whose turn it is
     * @param next when something more is due to a webhook that has less than it may be sent; absent where nothing waits
     * @param failingSince of webhooks that did not take the last that was sent
     */
    record Turned(List<Due> due, Map<WebhookId, Instant> next, Map<WebhookId, Instant> failingSince) {}

    /** A delivery as the program reads it. */
    @SuppressWarnings("ArrayRecordComponent")
    record Shown(
            long row,
            String id,
            String type,
            State state,
            Instant createdAt,
            int attempts,
            Optional<Instant> lastAt,
            int status,
            String fault,
            Instant due,
            byte[] body) {
        @Override
        public String toString() {
            return "Shown[" + id + "]";
        }
    }

    Progress progress();

    /** Keeps what was made of a page of the journal, with its end; one that is known already is not kept again. */
    void take(Progress end, List<NewDelivery> made);

    /** Keeps results, and then says whose turn it is. */
    Turned turn(List<Result> results, List<Want> wants, Instant now);

    /** Deliveries of a webhook, the newest first, before a row. */
    List<Shown> list(WebhookId webhook, Optional<State> state, long beforeRow, int limit);

    /** Whether there is such a delivery; its lane is due now then, with it if it was over. */
    boolean retry(WebhookId webhook, String id, Instant now);

    /** Forgets that a webhook took nothing, and lets all that waits for it be due now. */
    void wake(WebhookId webhook, Instant now);

    /** Forgets all of a webhook. */
    void forget(WebhookId webhook);

    /** Forgets the oldest deliveries of a webhook that are over, but for so many. */
    void prune(WebhookId webhook, int kept);

    @Override
    void close();
}
