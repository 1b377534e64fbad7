package org.anteroom.engine.runtime;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.anteroom.engine.session.SeatId;

/** The line of a device with a token, which keeps what it is told. */
final class FakeLink implements SeatLink {
    final SeatId seat;
    final Pass pass;
    final List<Frame> sent = new ArrayList<>();
    final List<Instant> renewed = new ArrayList<>();
    Optional<Bye> bye = Optional.empty();

    FakeLink(SeatId seat, Pass pass) {
        this.seat = seat;
        this.pass = pass;
    }

    /** The seconds that it was told are left, each time. */
    List<Long> warnings() {
        return sent.stream()
                .filter(frame -> "idle".equals(frame.fields().get("name")))
                .flatMap(frame -> frame.fields().get("data") instanceof Map<?, ?> data
                                && data.get("secondsLeft") instanceof Long seconds
                        ? Stream.of(seconds)
                        : Stream.empty())
                .toList();
    }

    @Override
    public SeatId seat() {
        return seat;
    }

    @Override
    public Optional<Pass> pass() {
        return Optional.of(pass);
    }

    @Override
    public void renew(Instant until) {
        renewed.add(until);
    }

    @Override
    public void send(Frame frame) {
        sent.add(frame);
    }

    @Override
    public void bye(Bye why) {
        bye = Optional.of(why);
    }
}
