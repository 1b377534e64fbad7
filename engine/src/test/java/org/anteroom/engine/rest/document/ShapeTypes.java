package org.anteroom.engine.rest.document;

import java.util.Collection;
import java.util.stream.Collectors;
import org.anteroom.engine.session.CommandKind;
import org.anteroom.engine.session.Field;
import org.anteroom.engine.session.Form;
import org.anteroom.engine.session.Place;
import org.anteroom.engine.session.Shape;

/** The web client's types of arguments, for the shapes that features declare. */
final class ShapeTypes {
    private static final String HEAD = """
            import type { HealthSummary, Place } from './shapes';

            /** The arguments of each command, as the engine declares them. Made by the engine's CommandTypesTest, which compares it. */
            export interface CommandArgs {
            """;

    private ShapeTypes() {}

    static String of(Collection<CommandKind<?>> kinds) {
        String members = kinds.stream()
                .map(kind -> "  readonly " + kind.name() + ": " + object(kind.shape(), "  ") + ";\n")
                .collect(Collectors.joining());
        return HEAD + members + "}\n";
    }

    private static String object(Shape<?> shape, String indent) {
        if (shape.fields().isEmpty()) {
            return "Readonly<Record<never, never>>";
        }
        return shape.fields().stream()
                .map(field -> member(field, indent + "  "))
                .collect(Collectors.joining("", "{\n", indent + "}"));
    }

    private static String member(Field<?> field, String indent) {
        String mark = field.required() ? ": " : "?: ";
        return indent + "readonly " + field.name() + mark + type(field.form(), indent) + ";\n";
    }

    private static String type(Form form, String indent) {
        if (form instanceof Form.Flag) {
            return "boolean";
        }
        if (form instanceof Form.Whole) {
            return "number";
        }
        if (form instanceof Form.OneOf choice) {
            return choice.words().stream().map(word -> "'" + word + "'").collect(Collectors.joining(" | "));
        }
        if (form instanceof Form.Many many) {
            String of = type(many.of(), indent);
            boolean several = many.of() instanceof Form.Many || many.of() instanceof Form.OneOf;
            return "readonly " + (several ? "(" + of + ")" : of) + "[]";
        }
        if (form instanceof Form.Group group) {
            return object(group.shape(), indent);
        }
        if (form instanceof Form.Coded coded) {
            return coded.example().equals(Place.MAIN.word()) ? "Place" : "string";
        }
        return form instanceof Form.Figures ? "HealthSummary" : "string";
    }
}
