package org.anteroom.engine.session;

import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * All that there is to say of one kind of command, in one place.
 *
 * @param type the record of such commands
 * @param name the command's name in frames
 * @param need who may ask it
 * @param shape the arguments that it takes, and how they make the command
 * @param rule what it changes, once its caller may ask it and the session is not over
 * @param isSignal whether it only tells something and never changes the session
 * @param signal what it says to everybody in its caller's place
 */
public record CommandKind<C extends Command>(
        Class<C> type,
        String name,
        Need need,
        Shape<C> shape,
        BiFunction<Turn, C, Decision> rule,
        boolean isSignal,
        Optional<Signal<C>> signal) {

    /** A command whose rule looks at its arguments. */
    public static <C extends Command> CommandKind<C> command(
            Class<C> type, String name, Need need, Shape<C> shape, BiFunction<Turn, C, Decision> rule) {
        return new CommandKind<>(type, name, need, shape, rule, false, Optional.empty());
    }

    /** A command that says all by its name. */
    public static <C extends Command> CommandKind<C> command(
            Class<C> type, String name, Need need, Shape<C> shape, Function<Turn, Decision> rule) {
        return new CommandKind<>(type, name, need, shape, (turn, command) -> rule.apply(turn), false, Optional.empty());
    }

    /** A command that is told to who may see it by whoever hosts the session, and changes nothing. */
    public static <C extends Command> CommandKind<C> signal(Class<C> type, String name, Need need, Shape<C> shape) {
        return new CommandKind<>(type, name, need, shape, (turn, command) -> turn.accept(), true, Optional.empty());
    }

    /**
     * A command that is told to everybody in its caller's place, and changes nothing.
     *
     * @param rule whether it may be told; adds no event
     */
    public static <C extends Command> CommandKind<C> signal(
            Class<C> type, String name, Need need, Shape<C> shape, Function<Turn, Decision> rule, Signal<C> signal) {
        return new CommandKind<>(
                type, name, need, shape, (turn, command) -> rule.apply(turn), true, Optional.of(signal));
    }

    /** The rule's answer to a command of this kind. */
    public Decision decide(Turn turn, Command command) {
        return rule.apply(turn, type.cast(command));
    }

    /** What a command of this kind says to everybody in its caller's place, beside whose seat it is. */
    public Optional<Map<String, Object>> said(Command command) {
        return signal.map(declared -> declared.data().apply(type.cast(command)));
    }
}
