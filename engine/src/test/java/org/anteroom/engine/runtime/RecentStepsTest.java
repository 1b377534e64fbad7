package org.anteroom.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.anteroom.engine.program.Crisis;
import org.anteroom.engine.session.Consents;
import org.anteroom.engine.session.Presence;
import org.anteroom.engine.session.Role;
import org.anteroom.engine.session.SeatId;
import org.anteroom.engine.session.Text;
import org.anteroom.engine.session.World;
import org.anteroom.engine.session.talk.TalkCommands;
import org.junit.jupiter.api.Test;

/** What is kept for who comes back is bounded, in steps, in messages and notes, and in bytes of a welcome. */
class RecentStepsTest {
    private static final int STEPS_MAX = 100;

    private final World world = new World();
    private final SeatId maya = world.staffInside("Maya Chen", Role.FACILITATOR);
    private final RecentSteps steps = new RecentSteps(STEPS_MAX);

    private void notes(int count, String words) {
        for (int i = 0; i < count; i++) {
            world.ask(maya, new TalkCommands.WriteNote(new Text(i + words))).changes().stream()
                    .map(change -> new Step(change.before(), change.after(), change.recorded()))
                    .forEach(steps::add);
        }
    }

    private JsonArray recent() {
        Frame welcome = Frames.welcome(
                world.state(),
                world.seat(maya),
                Presence.NONE,
                new Crisis("988", "741741"),
                Consents.NONE,
                Relays.NONE,
                world.now(),
                Optional.empty(),
                steps.talk());
        return new JsonObject(welcome.encoded().text()).getJsonArray("recent", new JsonArray());
    }

    private static String text(JsonArray recent, int index) {
        return recent.getJsonObject(index).getJsonObject("data").getString("text");
    }

    @Test
    void talk_isKeptLongerThanTheRest_andNotForEver() {
        notes(RecentSteps.TALK_MAX + 50, " note");
        long last = world.state().seq();
        assertThat(steps.talk()).hasSize(RecentSteps.TALK_MAX);
        assertThat(steps.since(last - STEPS_MAX)).isPresent();
        assertThat(steps.since(last - STEPS_MAX - 1)).isEmpty();
        assertThat(steps.since(last).map(List::size)).contains(0);
        assertThat(recent()).hasSize(RecentSteps.TALK_MAX);
        assertThat(text(recent(), 0)).isEqualTo("50 note");
    }

    @Test
    void welcome_bringsTheNewestThatFit() {
        notes(150, " \u00E9".repeat(900));
        JsonArray recent = recent();
        assertThat(recent.size()).isBetween(20, 100);
        assertThat(recent.encode().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                .isLessThan(132 << 10);
        assertThat(text(recent, recent.size() - 1)).startsWith("149 ");
    }
}
