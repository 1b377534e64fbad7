package org.anteroom.engine.features;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.CoreEvents;
import org.anteroom.engine.session.EventKind;
import org.anteroom.engine.session.breakout.BreakoutCommands;
import org.anteroom.engine.session.breakout.BreakoutEvents;
import org.anteroom.engine.session.door.ClaimCommands;
import org.anteroom.engine.session.door.ClaimEvents;
import org.anteroom.engine.session.door.DoorCommands;
import org.anteroom.engine.session.door.DoorEvents;
import org.anteroom.engine.session.e2ee.KeyEvents;
import org.anteroom.engine.session.hallway.HallwayCommands;
import org.anteroom.engine.session.hallway.HallwayEvents;
import org.anteroom.engine.session.house.HouseCommands;
import org.anteroom.engine.session.house.HouseEvents;
import org.anteroom.engine.session.poll.PollCommands;
import org.anteroom.engine.session.poll.PollEvents;
import org.anteroom.engine.session.safety.SafetyCommands;
import org.anteroom.engine.session.safety.SafetyEvents;
import org.anteroom.engine.session.screen.ScreenCommands;
import org.anteroom.engine.session.screen.ScreenEvents;
import org.anteroom.engine.session.talk.TalkCommands;
import org.anteroom.engine.session.talk.TalkEvents;

/** The one list of what this engine's sessions can do: each feature declares its own part of it. */
public final class Features {
    private static final Map<String, CommandKind<?>> COMMANDS = byName(
            Stream.of(
                            DoorCommands.ALL,
                            ClaimCommands.ALL,
                            HouseCommands.ALL,
                            ScreenCommands.ALL,
                            BreakoutCommands.ALL,
                            HallwayCommands.ALL,
                            PollCommands.ALL,
                            TalkCommands.ALL,
                            SafetyCommands.ALL)
                    .flatMap(List::stream),
            CommandKind::name);

    private static final Map<String, EventKind<?>> EVENTS = byName(
            Stream.of(
                            CoreEvents.ALL,
                            DoorEvents.ALL,
                            ClaimEvents.ALL,
                            HouseEvents.ALL,
                            ScreenEvents.ALL,
                            BreakoutEvents.ALL,
                            HallwayEvents.ALL,
                            PollEvents.ALL,
                            TalkEvents.ALL,
                            KeyEvents.ALL,
                            SafetyEvents.ALL)
                    .flatMap(List::stream),
            EventKind::name);

    private Features() {}

    /** What is declared of each kind of command. */
    public static Collection<CommandKind<?>> commands() {
        return COMMANDS.values();
    }

    /** What is declared of the command of this name; empty where there is none. */
    public static Optional<CommandKind<?>> command(String name) {
        return Optional.ofNullable(COMMANDS.get(name));
    }

    /** What is declared of each kind of event. */
    public static Collection<EventKind<?>> events() {
        return EVENTS.values();
    }

    /** What is declared of the event of this name; empty where there is none. */
    public static Optional<EventKind<?>> event(String name) {
        return Optional.ofNullable(EVENTS.get(name));
    }

    private static <K> Map<String, K> byName(Stream<K> kinds, Function<K, String> name) {
        Map<String, K> byName = kinds.collect(Collectors.toMap(
                name,
                Function.identity(),
                (one, other) -> {
                    throw new IllegalStateException("Two kinds of one name");
                },
                LinkedHashMap::new));
        return Collections.unmodifiableMap(byName);
    }
}
