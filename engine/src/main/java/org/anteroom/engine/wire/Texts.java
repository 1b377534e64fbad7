package org.anteroom.engine.wire;

import java.text.Normalizer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.anteroom.engine.session.Text;

/**
 * The rules for text from outside. A text is normalised to NFC; white space and invisible or direction characters are cut
 * off its ends and removed within numbers, as phones put them around what they copy. What is left must show something.
 * Control, direction and hidden characters inside are refused, and markup in lines. Code points that this Java does not
 * know yet pass: they may be the emoji of a newer phone.
 *
 * <p>The web client has the same rules in {@code texts.ts}; one table of examples tests both.
 */
final class Texts {
    /** How many combining marks may stand on one letter. */
    static final int MARKS_MAX = 8;

    /** The hidden characters that phones and pages put around numbers, for a class of a pattern. */
    private static final String HIDDEN_CLASS =
            "\\u00AD\\u061C\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u206F\\uFEFF\\uFFF9-\\uFFFB";

    /** A run of what numbers are written with, and of what may hide in between. */
    private static final Pattern NUMBER = Pattern.compile("[\\p{Nd}\\p{Zs}\\p{Pd}+()./#*" + HIDDEN_CLASS + "]++");

    private static final Pattern HIDDEN = Pattern.compile("[" + HIDDEN_CLASS + "]");

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
        // The length is judged first, so that nothing long is worked on; the text grows by NFC in rare scripts alone.
        if (value.length() > charsMax) {
            throw tooLong(pointer, charsMax);
        }
        String text = cleaned(value);
        if (text.codePoints().noneMatch(Texts::isVisible)) {
            throw new InvalidException(pointer, "Must not be empty.");
        }
        if (text.length() > charsMax) {
            throw tooLong(pointer, charsMax);
        }
        if (text.codePoints().anyMatch(point -> isRefused(point, lineBreaks))) {
            throw new InvalidException(pointer, "Must not hold control, direction or hidden characters.");
        }
        if (marksInARow(text) > MARKS_MAX) {
            throw new InvalidException(pointer, "Must have at most " + MARKS_MAX + " marks on one letter.");
        }
        return new Text(text);
    }

    private static InvalidException tooLong(String pointer, int charsMax) {
        return new InvalidException(pointer, "Must have at most " + charsMax + " characters.");
    }

    /** The text in NFC, with line feeds alone between lines, without what is loose at its ends and within numbers. */
    private static String cleaned(String value) {
        String text = Normalizer.normalize(value, Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .replace('\r', '\n');
        int from = 0;
        int to = text.length();
        while (from < to && (isLoose(text.codePointAt(from)) || isSelector(text.codePointAt(from)))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (from < to && isLoose(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return NUMBER.matcher(text.substring(from, to))
                .replaceAll(run -> Matcher.quoteReplacement(number(run.group())));
    }

    private static String number(String run) {
        return run.codePoints().anyMatch(Character::isDigit)
                ? HIDDEN.matcher(run).replaceAll("")
                : run;
    }

    /** What means nothing at the end of a text: white space, and what nobody sees. */
    private static boolean isLoose(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || isHidden(point)
                || isFiller(point)
                || point == 0x200C
                || point == 0x200D;
    }

    /** Format characters but the visible ones, the joiners, and the tags of flags. */
    private static boolean isHidden(int point) {
        return (Character.getType(point) == Character.FORMAT && !isJoiner(point) && !isTag(point) && !isSign(point))
                || point == 0x2065
                || (point >= 0xFFF0 && point <= 0xFFF8);
    }

    /** Zero-width joiner and non-joiner, which Persian and emoji are written with. */
    private static boolean isJoiner(int point) {
        return point == 0x200C || point == 0x200D;
    }

    private static boolean isTag(int point) {
        return point >= 0xE0020 && point <= 0xE007F;
    }

    /** Signs of Arabic, Syriac and Kaithi that Unicode counts as format characters and that are seen. */
    private static boolean isSign(int point) {
        return (point >= 0x600 && point <= 0x605)
                || point == 0x6DD
                || point == 0x70F
                || point == 0x890
                || point == 0x891
                || point == 0x8E2
                || point == 0x110BD
                || point == 0x110CD;
    }

    /** Letters and marks that show nothing: fillers of Hangul, Khmer and Mongolian, the joiner of graphemes, blank Braille. */
    private static boolean isFiller(int point) {
        return switch (point) {
            case 0x34F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0 -> true;
            default -> point >= 0x180B && point <= 0x180F;
        };
    }

    /** What changes the character before it, and is nothing without one. */
    private static boolean isSelector(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0000 && point <= 0xE0FFF);
    }

    private static boolean isVisible(int point) {
        return !isLoose(point) && !isSelector(point) && !isMark(point) && !Character.isISOControl(point);
    }

    private static boolean isMark(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    private static int marksInARow(String text) {
        int most = 0;
        int now = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            now = isMark(text.codePointAt(at)) ? now + 1 : 0;
            most = Math.max(most, now);
        }
        return most;
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
                    Character.PRIVATE_USE -> true;
            default -> isHidden(point) || isNoCharacter(point);
        };
    }

    /** Code points that Unicode never gives a character. */
    private static boolean isNoCharacter(int point) {
        return (point & 0xFFFE) == 0xFFFE || (point >= 0xFDD0 && point <= 0xFDEF);
    }
}
