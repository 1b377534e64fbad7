package org.anteroom.signaling;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls: each kind of bridge knows the port and itself, never another kind; the port knows none of them. */
class WallsTest {
    private static final String SIGNALING = "org.anteroom.signaling";
    private static final String PORT = "port";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(SIGNALING);

    /** Every arrow from package to package that there may be. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry(PORT, Set.of()),
            // Knows every kind of bridge, and is known to none.
            Map.entry("bridges", Set.of(PORT, "colibri", "embedded", "jitsimeet")),
            Map.entry("sdp", Set.of(PORT)),
            Map.entry("turn", Set.of()),
            Map.entry("colibri", Set.of(PORT, "sdp")),
            Map.entry("jitsimeet", Set.of(PORT)),
            Map.entry(
                    "embedded",
                    Set.of(
                            PORT,
                            "sdp",
                            "embedded.dtls",
                            "embedded.forward",
                            "embedded.ice",
                            "embedded.rtp",
                            "embedded.srtp")),
            Map.entry("embedded.forward", Set.of(PORT, "sdp", "embedded.congestion", "embedded.rtp")),
            Map.entry("embedded.congestion", Set.of()),
            Map.entry("embedded.dtls", Set.of("sdp", "embedded.rtp", "embedded.srtp")),
            Map.entry("embedded.ice", Set.of("embedded.rtp")),
            Map.entry("embedded.srtp", Set.of("embedded.rtp")),
            Map.entry("embedded.rtp", Set.of()));

    @Test
    void packages_knowOnlyWhomTheTableSays() {
        Map<String, Set<String>> found = CLASSES.stream()
                .collect(Collectors.groupingBy(
                        WallsTest::inner, Collectors.flatMapping(WallsTest::arrows, Collectors.toSet())));
        assertThat(found.keySet()).isEqualTo(ARROWS.keySet());
        found.forEach((from, to) -> assertThat(Objects.requireNonNull(ARROWS.get(from)))
                .as("arrows of " + from)
                .containsAll(to));
    }

    @Test
    void packages_makeNoCircle() {
        slices().matching(SIGNALING + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    private static Stream<String> arrows(JavaClass from) {
        return from.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .filter(type -> type.getPackageName().startsWith("org.anteroom"))
                .map(WallsTest::inner)
                .filter(name -> !name.equals(inner(from)));
    }

    /** The package below this module's; of whatever is outside of it the whole name. */
    private static String inner(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(SIGNALING)) {
            return PORT;
        }
        return name.startsWith(SIGNALING + ".") ? name.substring(SIGNALING.length() + 1) : name;
    }
}
