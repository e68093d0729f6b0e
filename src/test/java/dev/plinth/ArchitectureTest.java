package dev.plinth;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The picture of {@code ARCHITECTURE.md} as an allow-list: what is not allowed here is forbidden. */
class ArchitectureTest {

    private static final String ROOT = "dev.plinth";
    private static final List<String> JDK =
            List.of("java.", "javax.naming", "javax.net.ssl", "javax.crypto", "javax.security");
    private static final List<String> PURE = List.of("org.jspecify.");
    private static final List<String> LOGGING = List.of("org.jspecify.", "org.jboss.logging.");

    /** Layer to the layers that it may import. */
    private static final Map<String, Set<String>> INSIDE = Map.ofEntries(
            Map.entry("data", Set.of()),
            Map.entry("image", Set.of("data")),
            Map.entry("base", Set.of("data", "image")),
            Map.entry("policy", Set.of("data", "image", "base")),
            Map.entry("review", Set.of("data", "image", "base", "policy")),
            Map.entry("codec", Set.of("data", "image", "base", "policy", "review")),
            Map.entry("registry", withCodec()),
            Map.entry("layers", withCodec()),
            Map.entry("memory", withCodec()),
            Map.entry("catalogue", withCodec()),
            Map.entry("certificates", withCodec()),
            Map.entry("kubernetes", withCodec()),
            Map.entry("admission", withCodec()),
            Map.entry("endpoint", Set.of()),
            Map.entry("metrics", withCodec()),
            Map.entry("serving", joining()),
            Map.entry("report", withCodec()),
            Map.entry("cli", withCodec()),
            Map.entry("demo", withCodec()),
            Map.entry("commands", commanding()));

    /** Layer to the third-party packages that it may import, beside JSpecify; logging from codec outwards. */
    private static final Map<String, List<String>> OUTSIDE = Map.ofEntries(
            Map.entry("codec", List.of("com.fasterxml.jackson.", "org.yaml.snakeyaml.")),
            Map.entry(
                    "registry",
                    List.of("io.vertx.", "io.netty.", "com.github.benmanes.caffeine.", "com.fasterxml.jackson.core.")),
            Map.entry("layers", List.of("org.apache.commons.compress.", "com.github.luben.zstd.")),
            Map.entry("memory", List.of("com.github.benmanes.caffeine.")),
            Map.entry("catalogue", List.of()),
            Map.entry("certificates", List.of()),
            Map.entry("kubernetes", List.of("io.fabric8.kubernetes.")),
            Map.entry(
                    "admission",
                    List.of("jakarta.ws.rs.", "jakarta.inject.", "io.smallrye.mutiny.", "com.fasterxml.jackson.core.")),
            Map.entry(
                    "endpoint",
                    List.of(
                            "io.vertx.",
                            "io.quarkus.arc.properties.",
                            "io.quarkus.runtime.",
                            "io.quarkus.vertx.http.",
                            "jakarta.enterprise.event.",
                            "io.smallrye.mutiny.",
                            "jakarta.inject.",
                            "jakarta.ws.rs.")),
            Map.entry("metrics", List.of("io.micrometer.")),
            Map.entry("report", List.of("io.vertx.", "io.quarkus.qute.")),
            Map.entry("cli", List.of("picocli.")),
            Map.entry("demo", List.of("io.vertx.")),
            Map.entry("commands", List.of("io.vertx.")));

    private static final Set<String> CORE = Set.of("data", "image", "base", "policy", "review");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(location -> !location.contains("test-classes"))
            .importPackages(ROOT);

    /** What joins adapters, which know nothing of one another. */
    private static Set<String> commanding() {
        Set<String> adapters = new HashSet<>(withCodec());
        adapters.addAll(Set.of("catalogue", "cli", "kubernetes", "layers", "registry", "serving"));
        return adapters;
    }

    private static Set<String> joining() {
        Set<String> adapters = new HashSet<>(withCodec());
        adapters.addAll(Set.of(
                "admission",
                "catalogue",
                "certificates",
                "kubernetes",
                "layers",
                "memory",
                "metrics",
                "registry",
                "report"));
        return adapters;
    }

    private static Set<String> withCodec() {
        return Set.of("data", "image", "base", "policy", "review", "codec");
    }

    private static String layerOf(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(ROOT)) {
            return "";
        }
        String below = name.substring(ROOT.length() + 1);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    @Test
    void everyClassBelongsToALayer() {
        classes()
                .should(new ArchCondition<JavaClass>("belong to a layer of the picture") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        String layer = layerOf(type);
                        if (!layer.isEmpty() && !INSIDE.containsKey(layer)) {
                            events.add(SimpleConditionEvent.violated(type, type.getName() + " stands in no layer"));
                        }
                    }
                })
                .check(CLASSES);
    }

    @TestFactory
    Stream<DynamicTest> layersImportOnlyWhatTheyMay() {
        return INSIDE.keySet().stream()
                .sorted()
                .map(layer -> DynamicTest.dynamicTest(
                        layer,
                        () -> classes()
                                .that(new DescribedPredicate<JavaClass>("stand in " + layer) {
                                    @Override
                                    public boolean test(JavaClass type) {
                                        return layerOf(type).equals(layer);
                                    }
                                })
                                .should(new ArchCondition<JavaClass>("import only what the layer may") {
                                    @Override
                                    public void check(JavaClass type, ConditionEvents events) {
                                        type.getDirectDependenciesFromSelf().stream()
                                                .filter(dependency -> !mayImport(layer, dependency.getTargetClass()))
                                                .forEach(dependency -> events.add(SimpleConditionEvent.violated(
                                                        type, dependency.getDescription())));
                                    }
                                })
                                .allowEmptyShould(true)
                                .check(CLASSES)));
    }

    private static boolean mayImport(String layer, JavaClass rawTarget) {
        JavaClass target = rawTarget.getBaseComponentType();
        if (target.isPrimitive()) {
            return true;
        }
        if (isOurs(target)) {
            String to = layerOf(target);
            return to.equals(layer) || INSIDE.get(layer).contains(to);
        }
        String name = target.getName();
        List<String> common = CORE.contains(layer) ? PURE : LOGGING;
        return startsWithOne(name, JDK)
                || startsWithOne(name, common)
                || startsWithOne(name, OUTSIDE.getOrDefault(layer, List.of()));
    }

    private static boolean startsWithOne(String name, List<String> prefixes) {
        return prefixes.stream().anyMatch(name::startsWith);
    }

    @Test
    void packagesHoldAtMostFifteenTypes() {
        Map<String, Long> sizes = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(sizes).allSatisfy((name, types) -> assertThat(types).as(name).isLessThanOrEqualTo(15));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.plinth.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void pureCoreHasNoClockEnvironmentOrRandomness() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "dev.plinth.data..", "dev.plinth.image..", "dev.plinth.base..", "dev.plinth.policy..")
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "java.sql..", "java.util.logging..", "java.util.concurrent..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(java.util.Random.class, java.security.SecureRandom.class, Thread.class, Path.class)
                .check(CLASSES);
    }

    @Test
    void onlyTheRootReadsConfiguration() {
        noClasses()
                .that()
                .resideInAPackage("dev.plinth.*..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.microprofile.config..", "io.smallrye.config..")
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .check(CLASSES);
    }

    @Test
    void nothingImportsTheRoot() {
        noClasses()
                .that()
                .resideInAPackage("dev.plinth.*..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT)
                .check(CLASSES);
    }

    @Test
    void noPackageSaysNothing() {
        noClasses()
                .should()
                .resideInAnyPackage(
                        "..util..",
                        "..utils..",
                        "..common..",
                        "..helper..",
                        "..helpers..",
                        "..impl..",
                        "..manager..",
                        "..misc..")
                .check(CLASSES);
    }
}
