package org.anteroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of advisories in SECURITY.md, against the libraries that are really on the class path. */
class AdvisoriesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW =
            Pattern.compile("\\| ([a-z0-9.-]+) \\| (CVE-[0-9-]+)[^|]*\\| ([0-9.]+) \\|([^|]*)\\|");

    private record Advisory(String library, String id, String mendedIn, String heldBy) {}

    private static List<Advisory> advisories() throws IOException {
        List<Advisory> found = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("SECURITY.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                found.add(new Advisory(
                        row.group(1), row.group(2), row.group(3), row.group(4).strip()));
            }
        }
        return found;
    }

    /** The version of a library, by the name of its jar. */
    private static String version(String library) {
        Pattern jar = Pattern.compile(Pattern.quote(library) + "-([0-9][0-9A-Za-z.-]*)\\.jar");
        return Arrays.stream(System.getProperty("java.class.path").split("[:;]", -1))
                .map(path -> jar.matcher(Path.of(path).getFileName().toString()))
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(library + " is not on the class path; is its row still needed?"));
    }

    private static boolean isOlder(String version, String than) {
        int[] one = numbers(version);
        int[] other = numbers(than);
        return Arrays.compare(one, other) < 0;
    }

    private static int[] numbers(String version) {
        return Stream.of(version.split("[^0-9]+", -1))
                .filter(part -> !part.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    private static boolean isTest(String name) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("signaling/src/test"))) {
            if (files.anyMatch(file -> file.getFileName().toString().equals(name + ".java"))) {
                return true;
            }
        }
        try (Stream<Path> files = Files.walk(ROOT.resolve("engine/src/test"))) {
            return files.anyMatch(file -> file.getFileName().toString().equals(name + ".java"));
        }
    }

    @Test
    void knownAdvisories_areMended_orHeldByATest() throws IOException {
        List<Advisory> advisories = advisories();
        assertThat(advisories).hasSizeGreaterThanOrEqualTo(4);
        for (Advisory advisory : advisories) {
            if (isOlder(version(advisory.library()), advisory.mendedIn())) {
                assertThat(isTest(advisory.heldBy())).as(advisory.toString()).isTrue();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "5.2.0,5.2.1,true",
        "5.2.3,5.2.1,false",
        "5.10.0,5.2.1,false",
        "1.84,1.85,true",
        "1.85,1.85,false",
        "4.2.9.Final,4.2.20,true"
    })
    void versions_areComparedByTheirNumbers(String version, String than, boolean older) {
        assertThat(isOlder(version, than)).isEqualTo(older);
    }
}
