package org.anteroom.engine.wire;

import org.anteroom.engine.session.Text;

/** What a text may hold. Control and bidirectional control characters are refused everywhere, markup in names. */
final class Texts {
    private Texts() {}

    /** A line: no line break, and nothing that could be markup. */
    static Text line(String pointer, String value, int charsMax) {
        Text text = checked(pointer, value, charsMax, false);
        if (value.indexOf('<') >= 0 || value.indexOf('>') >= 0) {
            throw new InvalidException(pointer, "Must not hold < or >.");
        }
        return text;
    }

    /** Words on one line, which may hold what looks like markup. */
    static Text words(String pointer, String value, int charsMax) {
        return checked(pointer, value, charsMax, false);
    }

    /** A text of several lines. */
    static Text prose(String pointer, String value, int charsMax) {
        return checked(pointer, value, charsMax, true);
    }

    private static Text checked(String pointer, String value, int charsMax, boolean lineBreaks) {
        if (value.isBlank()) {
            throw new InvalidException(pointer, "Must not be empty.");
        }
        if (value.length() > charsMax) {
            throw new InvalidException(pointer, "Must have at most " + charsMax + " characters.");
        }
        if (value.codePoints().anyMatch(point -> isRefused(point, lineBreaks))) {
            throw new InvalidException(pointer, "Must not hold control or direction characters.");
        }
        return new Text(value.strip());
    }

    private static boolean isRefused(int point, boolean lineBreaks) {
        if (lineBreaks && (point == '\n' || point == '\t')) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE -> true;
            // Zero-width joiner and non-joiner are needed to write Persian and emoji; all else here hides or reorders.
            case Character.FORMAT -> point != 0x200C && point != 0x200D && !(point >= 0xE0020 && point <= 0xE007F);
            default -> false;
        };
    }
}
