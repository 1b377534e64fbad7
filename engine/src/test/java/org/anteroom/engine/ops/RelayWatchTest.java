package org.anteroom.engine.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.anteroom.signaling.turn.TurnProbe.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** What an operator reads about relays. */
class RelayWatchTest {
    private static final String ONE = "turn:one.example";
    private static final String TWO = "turns:two.example";

    private final Map<String, Outcome> relays = new HashMap<>(Map.of(ONE, Outcome.SERVES, TWO, Outcome.SERVES));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RelayWatch watch =
            new RelayWatch(Set.of(ONE, TWO), url -> Future.succeededFuture(relays.get(url)), meters);
    private final Logger logger = (Logger) LoggerFactory.getLogger(RelayWatch.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        // Whatever the tests' own configuration leaves out.
        logger.setLevel(Level.INFO);
        logger.addAppender(log);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(log);
        logger.setLevel(null);
    }

    private List<String> logged() {
        List<String> lines = log.list.stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
        log.list.clear();
        return lines;
    }

    private double ofUse() {
        return meters.get("anteroom_relay_urls_of_use").gauge().value();
    }

    @Test
    void relayThatFailsAndRecovers_isLoggedOnceEach_andCounted() {
        watch.ask();
        assertThat(logged())
                .containsExactlyInAnyOrder("INFO The relay " + ONE + " serves", "INFO The relay " + TWO + " serves");
        assertThat(ofUse()).isEqualTo(2);
        relays.put(TWO, Outcome.SILENT);
        watch.ask();
        watch.ask();
        assertThat(logged())
                .containsExactly("WARN media.turn.urls: " + TWO + " does not answer this machine; browsers that need it"
                        + " have no sound and picture");
        assertThat(ofUse()).isEqualTo(1);
        relays.put(TWO, Outcome.SERVES);
        watch.ask();
        assertThat(logged()).containsExactly("INFO The relay " + TWO + " serves");
        assertThat(ofUse()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SERVES")
    void whateverIsWrong_theSettingIsNamed(Outcome outcome) {
        assertThat(RelayWatch.sentence(ONE, outcome)).startsWith("media.turn.").contains(ONE);
    }

    @Test
    void withoutRelays_nothingIsAskedOrCounted() {
        SimpleMeterRegistry none = new SimpleMeterRegistry();
        new RelayWatch(Set.of(), url -> Future.failedFuture("asked"), none).ask();
        assertThat(logged()).isEmpty();
        assertThat(none.getMeters()).isEmpty();
    }
}
