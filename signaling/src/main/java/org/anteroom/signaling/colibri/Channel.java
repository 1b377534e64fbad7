package org.anteroom.signaling.colibri;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The channel of one endpoint: a WebSocket on which its videobridge is told what the endpoint shows, and says what it
 * sends and wants. It opens itself anew until it is closed, and says its last words again then. Nothing that happens on
 * it fails a call. On one Vert.x context.
 */
final class Channel {
    private static final int MESSAGES_PER_SECOND_MAX = 100;
    private static final int DOUBLINGS_MAX = 6;
    /** One that was open for less does not count as mended. */
    private static final long STEADY_MS = 10_000;

    private static final int TICKS_OF_SILENCE = 3;

    private final Vertx vertx;
    private final Channels channels;
    private final int bridge;
    private final URI address;
    private final Listener listener;
    private Optional<Link> link = Optional.empty();
    private Optional<Long> timer = Optional.empty();
    private final Map<Topic, Words> words = new EnumMap<>(Topic.class);
    private int spoken;
    private int failures;
    private boolean closed;

    /** What is spoken of; of each the last words stand. */
    enum Topic {
        /** What the endpoint shows of the others. */
        WISH,
        /** Which of its own sources is a screen. */
        SCREEN
    }

    /** @param number tells words from the same ones said once more */
    private record Words(String text, int number) {}

    /** Who is told of what comes. */
    interface Listener extends ChannelMessage.Hearer {
        /** What the bridge said so far may be another by now. */
        void lost();
    }

    Channel(Vertx vertx, Channels channels, int bridge, URI address, Listener listener) {
        this.vertx = vertx;
        this.channels = channels;
        this.bridge = bridge;
        this.address = address;
        this.listener = listener;
    }

    void open() {
        timer = Optional.empty();
        if (closed) {
            return;
        }
        Link fresh = new Link();
        link = Optional.of(fresh);
        fresh.begin();
    }

    /** Says this, now or once it can be said, and on each channel that follows until something else is said. */
    void say(Topic topic, String text) {
        spoken++;
        words.put(topic, new Words(text, spoken));
        link.ifPresent(Link::say);
    }

    /** Is not to be said on a channel that follows. */
    void unsay(Topic topic) {
        words.remove(topic);
    }

    void close() {
        closed = true;
        timer.ifPresent(vertx::cancelTimer);
        link.ifPresent(Link::drop);
        link = Optional.empty();
    }

    private void again() {
        link = Optional.empty();
        if (closed) {
            return;
        }
        long wait = (long) channels.options().channelAgainMs() << Math.min(failures, DOUBLINGS_MAX);
        failures++;
        // Not all at once where many lost theirs together.
        timer = Optional.of(
                vertx.setTimer(wait + ThreadLocalRandom.current().nextLong(wait / 2 + 1), ignored -> open()));
        listener.lost();
    }

    /** One WebSocket, from its dialling to its end. */
    private final class Link {
        private final ClientWebSocket socket = channels.socket();
        private Optional<Long> ticking = Optional.empty();
        private final Map<Topic, Words> said = new EnumMap<>(Topic.class);
        private boolean up;
        private boolean over;
        private int silence;
        private long openedMs;
        private long second;
        private int messages;

        void begin() {
            socket.textMessageHandler(this::heard);
            socket.binaryMessageHandler(ignored -> heard(""));
            socket.pongHandler(ignored -> silence = 0);
            channels.connect(socket, address).onSuccess(this::opened).onFailure(failure -> {
                if (!over) {
                    over = true;
                    channels.fails(bridge, Channels.Trouble.of(failure));
                    again();
                }
            });
        }

        private void opened(WebSocket open) {
            if (over) {
                var unused = open.close();
                return;
            }
            up = true;
            openedMs = channels.nowMs();
            channels.opens(bridge);
            open.exceptionHandler(ignored -> end(Channels.Trouble.BROKEN));
            open.closeHandler(ignored -> end(Channels.Trouble.CLOSED));
            open.drainHandler(ignored -> say());
            ticking = Optional.of(vertx.setPeriodic(
                    Math.max(1, channels.options().channelSilentMs() / TICKS_OF_SILENCE), ignored -> tick()));
            if (open.isClosed()) {
                end(Channels.Trouble.CLOSED);
            } else {
                say();
            }
        }

        /** A bridge closes a channel on which nothing is said; and one that is dead is not always closed. */
        private void tick() {
            if (++silence > TICKS_OF_SILENCE) {
                end(Channels.Trouble.SILENT);
                return;
            }
            if (failures > 0 && isSteady()) {
                failures = 0;
            }
            channels.holds(bridge);
            var unused = socket.writePing(Buffer.buffer("anteroom"));
        }

        private boolean isSteady() {
            return channels.nowMs() - openedMs >= STEADY_MS;
        }

        void say() {
            words.forEach((topic, next) -> {
                if (up && !over && !next.equals(said.get(topic)) && !socket.writeQueueFull()) {
                    said.put(topic, next);
                    var unused = socket.writeTextMessage(next.text());
                }
            });
        }

        private void heard(String text) {
            if (over) {
                return;
            }
            silence = 0;
            long now = Math.floorDiv(channels.nowMs(), 1_000L);
            messages = now == second ? messages + 1 : 1;
            second = now;
            if (messages > MESSAGES_PER_SECOND_MAX) {
                end(Channels.Trouble.FLOOD);
            } else if (!ChannelMessage.read(text, listener)) {
                channels.drops(bridge);
            }
        }

        private void end(Channels.Trouble why) {
            if (over) {
                return;
            }
            if (up && isSteady()) {
                failures = 0;
            }
            drop();
            channels.fails(bridge, why);
            again();
        }

        /** Lets it go; nothing more comes of it. */
        void drop() {
            over = true;
            ticking.ifPresent(vertx::cancelTimer);
            if (up) {
                up = false;
                channels.closes(bridge);
                var unused = socket.close();
            }
        }
    }
}
