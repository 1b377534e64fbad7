package org.anteroom.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.anteroom.engine.runtime.Frame;
import org.anteroom.engine.session.Obj;
import org.junit.jupiter.api.Test;

/** The walls: which package may know which, what pure means, and which Vert.x this runs on. */
class WallsTest {
    private static final String ENGINE = "org.anteroom.engine";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ENGINE);
    private static final String[] PURE = Stream.of("session..", "features", "attendance", "dose", "export", "view")
            .map(name -> ENGINE + "." + name)
            .toArray(String[]::new);

    /** What each feature knows beside the kernel: another one where it cannot do without. */
    private static final Map<String, Set<String>> FEATURES = Map.of(
            "session.door", Set.of("session.safety"),
            "session.house", Set.of("session.poll"),
            "session.screen", Set.of(),
            "session.breakout", Set.of(),
            "session.e2ee", Set.of(),
            "session.hallway", Set.of("session.breakout"),
            "session.poll", Set.of(),
            "session.talk", Set.of(),
            "session.safety", Set.of());

    /** Every arrow from package to package that there may be. {@code signaling} is the port of bridges. */
    private static final Map<String, Set<String>> ARROWS = Map.ofEntries(
            Map.entry("session", Set.of()),
            Map.entry("features", with(FEATURES.keySet(), "session")),
            Map.entry("view", Set.of("session", "session.breakout", "session.safety")),
            Map.entry("attendance", Set.of("session", "session.door", "session.house")),
            Map.entry("export", Set.of("attendance", "session")),
            // Documents for people: the one place that knows the library which lays them out.
            Map.entry("export.pdf", Set.of("attendance", "export", "session")),
            Map.entry("vault", Set.of()),
            Map.entry("journal", Set.of("features", "session")),
            // A store is known to the engine that puts it together alone.
            Map.entry("journal.sqlite", Set.of("journal", "vault")),
            Map.entry("wire", Set.of("features", "session")),
            Map.entry("aggregate", Set.of("journal")),
            Map.entry("program", Set.of("aggregate", "journal", "session", "wire")),
            Map.entry("checkin", Set.of("aggregate", "journal", "session")),
            Map.entry("dose", Set.of("attendance", "session")),
            Map.entry("dose.live", Set.of("attendance", "dose", "runtime", "session", "settings")),
            Map.entry("settings", Set.of("aggregate", "dose", "journal", "session", "wire")),
            Map.entry(
                    "series",
                    Set.of(
                            "aggregate",
                            "features",
                            "journal",
                            "program",
                            "runtime",
                            "session",
                            "session.house",
                            "settings",
                            "wire")),
            Map.entry(
                    "runtime",
                    Set.of(
                            "aggregate",
                            "attendance",
                            "features",
                            "journal",
                            "program",
                            "session",
                            "session.door",
                            "session.e2ee",
                            "session.house",
                            "session.poll",
                            "session.talk",
                            "view",
                            "signaling",
                            "org.anteroom.signaling.turn")),
            Map.entry(
                    "webhook",
                    Set.of(
                            "aggregate",
                            "checkin",
                            "journal",
                            "session",
                            "session.door",
                            "session.house",
                            "session.safety",
                            "session.screen")),
            Map.entry("signer", Set.of("aggregate", "journal", "session", "webhook", "wire")),
            Map.entry("webhook.sqlite", Set.of("vault", "webhook")),
            Map.entry("gateway", Set.of("program", "runtime", "session", "session.house", "wire")),
            Map.entry(
                    "rest",
                    Set.of(
                            "attendance",
                            "checkin",
                            "dose",
                            "dose.live",
                            "export",
                            "export.pdf",
                            "features",
                            "journal",
                            "program",
                            "rest.document",
                            "runtime",
                            "session",
                            "series",
                            "session.house",
                            "settings",
                            "signer",
                            "view",
                            "webhook",
                            "wire")),
            Map.entry("rest.document", Set.of("wire")),
            Map.entry("sample", Set.of("program", "rest", "runtime", "session")),
            Map.entry("config", Set.of("signaling", "org.anteroom.signaling.bridges")),
            Map.entry("ops", Set.of("org.anteroom.signaling.turn")));

    @Test
    void purePackages_knowNothingButThemselvesAndTheLanguage() {
        String[] allowed = Stream.concat(
                        Arrays.stream(PURE),
                        Stream.of(
                                "java.lang..",
                                "java.util..",
                                "java.time..",
                                "java.nio.charset",
                                "org.jspecify.annotations"))
                .toArray(String[]::new);
        classes()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(allowed)
                .check(CLASSES);
    }

    @Test
    void purePackages_readNoClock() {
        for (Class<?> time : Set.of(
                Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class)) {
            noClasses()
                    .that()
                    .resideInAnyPackage(PURE)
                    .should()
                    .callMethod(time, "now")
                    .check(CLASSES);
        }
        noClasses()
                .that()
                .resideInAnyPackage(PURE)
                .should()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .check(CLASSES);
    }

    /** One room for all frames to clients, so that each has one shape. */
    @Test
    void frames_areWrittenInTheirOwnRoomAlone() {
        noClasses()
                .that()
                .haveNameNotMatching(".*\\.runtime\\.(Media|Signal|Answer|Key)?Frames?(\\$.*)?")
                .should()
                .callMethod(Frame.class, "of", Obj.class)
                .orShould()
                .callConstructor(Frame.class, Map.class)
                .check(CLASSES);
    }

    @Test
    void packages_knowOnlyWhomTheTableSays() {
        Map<String, Set<String>> found = CLASSES.stream()
                .filter(type -> !inner(type).isEmpty())
                .collect(Collectors.groupingBy(
                        WallsTest::inner, Collectors.flatMapping(WallsTest::arrows, Collectors.toSet())));
        assertThat(found.keySet()).isEqualTo(with(ARROWS.keySet(), FEATURES.keySet()));
        found.forEach(
                (from, to) -> assertThat(allowed(from)).as("arrows of " + from).containsAll(to));
    }

    private static Set<String> allowed(String from) {
        Set<String> others = FEATURES.get(from);
        return others == null ? Objects.requireNonNull(ARROWS.get(from)) : with(others, "session");
    }

    private static Set<String> with(Set<String> some, String more) {
        return with(some, Set.of(more));
    }

    private static Set<String> with(Set<String> some, Set<String> more) {
        return Stream.concat(some.stream(), more.stream()).collect(Collectors.toSet());
    }

    @Test
    void packages_makeNoCircle() {
        slices().matching(ENGINE + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    private static Stream<String> arrows(JavaClass from) {
        return from.getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                .map(WallsTest::target)
                .filter(name -> !name.isEmpty() && !name.equals(inner(from)));
    }

    private static String target(JavaClass type) {
        if (type.getPackageName().startsWith("org.anteroom.signaling")) {
            return type.getPackageName().equals("org.anteroom.signaling") ? "signaling" : type.getPackageName();
        }
        return type.getPackageName().equals(ENGINE) ? "engine" : inner(type);
    }

    private static String inner(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ENGINE + ".") ? name.substring(ENGINE.length() + 1) : "";
    }

    @Test
    void ofSignaling_nothingIsKnownButThePort_theListOfKinds_andRelays() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("org.anteroom.signaling..")
                        .and(not(resideInAnyPackage(
                                "org.anteroom.signaling",
                                "org.anteroom.signaling.bridges",
                                "org.anteroom.signaling.turn"))))
                .check(CLASSES);
    }

    @Test
    void engine_saysNoWordOfAKindOfBridge() throws IOException {
        Pattern words =
                Pattern.compile("xmpp|jitsi|colibri|videobridge|\\b(jid|muc|jwt|rtp)\\b", Pattern.CASE_INSENSITIVE);
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertThat(sources).isNotEmpty();
            for (Path source : sources) {
                assertThat(Files.readString(source)).as(source.toString()).doesNotContainPattern(words);
            }
        }
    }

    @Test
    void sessionsAtWork_areKnownToTheirOwnPackageAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ENGINE + ".runtime")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(ENGINE.replace(".", "\\.") + "\\.runtime\\.(Live|Folded)Session|"
                        + ENGINE.replace(".", "\\.")
                        + "\\.runtime\\.(SessionHost|SessionFeed|MediaReactor|DeviceWatch|Idleness)")
                .check(CLASSES);
    }

    @Test
    void product_knowsNothingSynthetic() {
        JavaClasses product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("org.anteroom");
        assertThat(product.contain("org.anteroom.signaling.MediaBridge")).isTrue();
        assertThat(product.contain(Engine.class)).isTrue();
        noClasses().should().resideInAPackage("..synthetic..").check(product);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("..synthetic..")
                .check(product);
    }

    @Test
    void vertx_isOfAReleaseWithoutTheKnownHoles() throws IOException {
        try (InputStream in = Vertx.class.getResourceAsStream("/META-INF/vertx/vertx-version.txt")) {
            String version = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8).strip();
            int[] parts = Arrays.stream(version.split("[.-]", -1))
                    .limit(3)
                    .mapToInt(Integer::parseInt)
                    .toArray();
            int number = parts[0] * 1_000_000 + parts[1] * 1_000 + parts[2];
            assertThat(number).as("io.vertx:vertx-core " + version).isGreaterThanOrEqualTo(5_002_003);
        }
    }
}
