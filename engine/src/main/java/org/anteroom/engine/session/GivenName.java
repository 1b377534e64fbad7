package org.anteroom.engine.session;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The given part of a whole name, where rules that hold in common can tell it. Where a name may be read in two ways the
 * answer is empty: a family name is never given out for a given one. Pure.
 *
 * <p>"Ana Lopez", "Lopez, Ana", "LOPEZ Ana" and "Dr. Ana Lopez, MD" are Ana; "Dr. Lopez", "Lopez," and an address of
 * e-mail are nobody. A name of one word is that word, but in scripts that write family and given name together.
 */
final class GivenName {
    private static final Pattern COMMAS = Pattern.compile("[,\u060C\u3001\uFF0C\uFE50]");
    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern INITIAL = Pattern.compile("\\p{L}\\p{M}*\\.");
    /** The dot between the parts of a foreign name in East Asia. */
    private static final Pattern MIDDLE_DOT = Pattern.compile("[\u00B7\u30FB]");
    /** Two names written as one word, as in names of accounts. */
    private static final Pattern JOINED = Pattern.compile("_|\\p{L}\\p{L}[.]\\p{L}|[.]\\p{L}\\p{L}");
    /** What stands around a word and belongs to no name. */
    private static final Pattern AROUND =
            Pattern.compile("^[\"'(\\[\u201C\u2018\u00AB]+|[\"')\\]\u201D\u2019\u00BB.;:]+$");

    private static final Set<String> TITLES = known(
            "dr dra drs dott dottssa prof profa professor professora professeur doctor doctora doc mr mrs ms miss mx"
                    + " mister madam maam sir dame lord lady rev reverend fr father sister brother pastor rabbi"
                    + " sr imam hon judge nurse coach sra srta senor senora se\u00F1or se\u00F1ora se\u00F1orita do\u00F1a herr frau hr"
                    + " dipl-ing mag ing lic mme mlle monsieur madame mademoiselle sig signor signora capt captain"
                    + " sgt sergeant lt lieutenant col colonel gen general maj major cpl corporal pvt shri smt"
                    + " kum pan pani \u0434-\u0440 \u062F \u0627\u0644\u062F\u0643\u062A\u0648\u0631 \u0627\u0644\u062F\u0643\u062A\u0648\u0631\u0629");

    private static final Set<String> SUFFIXES =
            known("jr sr ii iii iv md phd psyd dds dmd dvm rn np lpn bsn msn msw lcsw lmsw lmft lmhc lpc lpcc lac"
                    + " lcpc ncc cadc casac esq mph mba bs edd dnp pmhnp fnp aprn cnp pharmd facp"
                    + " dipl-psych mbbs frcp frcpsych mrcpsych bcba");

    /** Words that begin family names. */
    private static final Set<String> PARTICLES =
            known("de la del da das do dos di du den der van von zu bin bint ibn al el ter ten le");

    /** Family names that stand first wherever the name has its own order. */
    private static final Set<String> FIRST_FAMILY = known(
            "nguy\u1EC5n nguyen tr\u1EA7n tran ph\u1EA1m pham hu\u1EF3nh huynh ho\u00E0ng hoang \u0111\u1EB7ng b\u00F9i"
                    + " \u0111\u1ED7 ng\u00F4 d\u01B0\u01A1ng");

    private static final Set<UnicodeScript> EAST_ASIA =
            Set.of(UnicodeScript.HAN, UnicodeScript.HANGUL, UnicodeScript.HIRAGANA, UnicodeScript.KATAKANA);

    private GivenName() {}

    private static Set<String> known(String words) {
        return Set.copyOf(Arrays.asList(words.split(" ", -1)));
    }

    /** The given part of this name; empty where it has none, or none that is certain. */
    static Optional<String> of(String name) {
        if (name.indexOf('@') >= 0) {
            return Optional.empty();
        }
        String[] split = COMMAS.split(name, -1);
        List<List<String>> parts = Arrays.stream(split)
                .map(part -> words(part).toList())
                .filter(words -> !words.stream().allMatch(word -> isOf(word, SUFFIXES) || isOf(word, TITLES)))
                .toList();
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        if (parts.size() > 1) {
            return afterComma(parts);
        }
        // What stands alone before a comma is a family name: "Lopez," and "Lopez, MD".
        boolean familyAlone = split.length > 1 && bare(parts.get(0)).size() == 1 && !split[0].isBlank();
        return familyAlone ? Optional.empty() : inOrder(parts.get(0));
    }

    private static Stream<String> words(String part) {
        return WHITE_SPACE.splitAsStream(part).flatMap(GivenName::parted).filter(word -> !word.isEmpty());
    }

    /** A word without what stands around it; "Dr.Chen" is two. */
    private static Stream<String> parted(String word) {
        int dot = word.indexOf('.') + 1;
        if (dot > 0 && dot < word.length() && isOf(word.substring(0, dot), TITLES)) {
            return Stream.concat(Stream.of(word.substring(0, dot - 1)), parted(word.substring(dot)));
        }
        return Stream.of(
                INITIAL.matcher(word).matches() ? word : AROUND.matcher(word).replaceAll(""));
    }

    /** "Lopez, Ana": the part after the comma. Capitals after a name of several words may be a degree that is not known. */
    private static Optional<String> afterComma(List<List<String>> parts) {
        List<String> given = bare(parts.get(1));
        boolean mayBeDegree = parts.get(0).size() > 1
                && !parts.get(0).stream().allMatch(GivenName::isCapital)
                && given.stream().allMatch(GivenName::isCapital);
        return mayBeDegree ? Optional.empty() : given.stream().findFirst();
    }

    private static Optional<String> inOrder(List<String> words) {
        List<String> bare = bare(words);
        if (bare.isEmpty() || isOf(bare.get(0), PARTICLES)) {
            return Optional.empty();
        }
        String first = bare.get(0);
        String last = bare.get(bare.size() - 1);
        if (bare.size() == 1) {
            // With a title or a degree a single word is a family name.
            return words.size() == 1 ? single(first) : Optional.empty();
        }
        if (isOfEastAsia(first)) {
            return Optional.of(last).filter(GivenName::isOfEastAsia);
        }
        if (isOf(first, FIRST_FAMILY)) {
            return Optional.of(last).filter(word -> bare.size() > 2 && !isOf(word, FIRST_FAMILY));
        }
        if (isCapital(first) && !bare.stream().allMatch(GivenName::isCapital)) {
            // "LOPEZ Ana"; two capitals may be a short family name or somebody's initials.
            boolean isFamily = first.codePointCount(0, first.length()) > 2;
            return bare.stream().filter(word -> isFamily && !isCapital(word)).findFirst();
        }
        return Optional.of(first);
    }

    /** A name of one word: as it is, unless it may hold a family name too. */
    private static Optional<String> single(String word) {
        if (isOfEastAsia(word)) {
            // Names from abroad are written with a dot, the given name first.
            String[] parts = MIDDLE_DOT.split(word, -1);
            return Optional.of(parts[0]).filter(given -> parts.length > 1 || !isFamilyAndGiven(given));
        }
        return Optional.of(word).filter(given -> !JOINED.matcher(given).find());
    }

    /** The words without titles before and degrees after them. */
    private static List<String> bare(List<String> words) {
        int from = 0;
        int to = words.size();
        while (from < to && isOf(words.get(from), TITLES)) {
            from++;
        }
        while (to > from && isOf(words.get(to - 1), SUFFIXES)) {
            to--;
        }
        return words.subList(from, to);
    }

    private static boolean isOf(String word, Set<String> known) {
        return known.contains(word.replace(".", "").toLowerCase(Locale.ROOT));
    }

    /** Whether a word of letters is written in capitals alone: a family name in some countries, and a degree. */
    private static boolean isCapital(String word) {
        return word.codePoints().filter(Character::isLetter).count() > 1
                && word.codePoints().filter(Character::isLetter).allMatch(Character::isUpperCase);
    }

    private static boolean isOfEastAsia(String word) {
        List<UnicodeScript> scripts = scripts(word)
                .filter(script -> script != UnicodeScript.COMMON && script != UnicodeScript.INHERITED)
                .toList();
        return !scripts.isEmpty() && EAST_ASIA.containsAll(scripts);
    }

    /** Whether one word may be a whole name: Chinese and Korean ones have no blank. */
    private static boolean isFamilyAndGiven(String word) {
        return scripts(word).anyMatch(script -> script == UnicodeScript.HAN || script == UnicodeScript.HANGUL);
    }

    private static Stream<UnicodeScript> scripts(String word) {
        return word.codePoints().mapToObj(UnicodeScript::of);
    }
}
