package dev.plinth.base.products;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Candidate;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.Text;
import dev.plinth.base.roots.OsRoot;
import dev.plinth.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the products in an image's environment and derives their likely tags. */
public final class ProductReader {

    private static final long DEVELOPMENT_KIT = 100_000_000;

    private ProductReader() {}

    /** The products, the lowest first: builders append variables, so that what was set later stands above. */
    public static List<Found> read(Clues clues, @Nullable OsRoot root) {
        List<Found> found = new ArrayList<>();
        Found deps = BuildpackDeps.read(clues, root);
        if (deps != null) {
            found.add(deps);
        }
        for (String variable : clues.environment().values().keySet()) {
            Product product = product(variable);
            Found one = product == null ? null : read(product, clues, root);
            if (one != null) {
                found.add(one);
            }
        }
        return found;
    }

    private static @Nullable Product product(String variable) {
        for (Product product : Products.ALL) {
            if (product.variable().equals(variable)) {
                return product;
            }
        }
        return OfficialNames.of(variable)
                .map(path -> Product.official(variable, path))
                .orElse(null);
    }

    private static @Nullable Found read(Product product, Clues clues, @Nullable OsRoot root) {
        String value = clues.environment().get(product.variable()).orElse("");
        String path = path(product, clues);
        String version = path.equals("eclipse-temurin") ? temurin(value) : Text.firstVersion(value);
        if (version.isEmpty()) {
            return null;
        }
        String usual = Text.parts(version, product.parts());
        String runtime = product.runtime() == null ? null : product.runtime() + " " + usual;
        String says = product.variable() + "=" + bounded(value);
        if (path.isEmpty()) {
            return new Found(ImageReference.parse(product.path()), List.of(), runtime, false, 0, says);
        }
        Facts facts = root == null ? Facts.UNKNOWN : root.facts();
        Tier tier = root == null || root.tier() == null ? Tier.FULL : root.tier();
        if (clues.steps().melted()) {
            // No layers to compare are left, and nothing tells the variant.
            return new Found(
                    ImageReference.parse(path), List.of(), runtime, product.isSure(clues), end(product, clues), says);
        }
        List<Candidate> candidates = root == null
                ? anyVariant(path, usual + variant(product, clues))
                : candidates(path, version, usual, variant(product, clues), product, facts, tier);
        ImageReference name = root == null
                ? ImageReference.parse(path)
                : candidates.getFirst().as();
        return new Found(name, candidates, runtime, product.isSure(clues), end(product, clues), says);
    }

    /** Without a recognised root the tag's word for it is open. */
    private static List<Candidate> anyVariant(String path, String usual) {
        return List.of(
                Candidate.of(path, usual), Candidate.of(path, usual + "-slim"), Candidate.of(path, usual + "-alpine"));
    }

    private static List<Candidate> candidates(
            String path, String version, String usual, String variant, Product product, Facts facts, Tier tier) {
        TagForm form = path.equals("openjdk") ? TagForm.SLIM_CODENAME : product.tags();
        List<String> suffixes = product.official() ? List.of("") : form.suffixes(facts, tier);
        String first = suffixes.getFirst();
        String last = suffixes.getLast();
        ImageReference usualName = Candidate.reference(path, usual + variant + first);
        Set<Candidate> candidates = new LinkedHashSet<>();
        for (String suffix : suffixes) {
            candidates.add(Candidate.of(path, usual + variant + suffix));
        }
        // The complete version moves on last: it may still serve the build when the shorter tag no longer does.
        candidates.add(new Candidate(Candidate.reference(path, version + variant + first), usualName));
        if (product.runtime() == null) {
            candidates.add(Candidate.of(path, Text.parts(version, 1) + variant + last));
            candidates.add(Candidate.of(path, last.isEmpty() ? "latest" : last.substring(1)));
        }
        return List.copyOf(candidates);
    }

    /** An official image ends with the command it starts; where there is none, its own steps cannot be told from those above. */
    private static int end(Product product, Clues clues) {
        List<Step> steps = clues.steps().all();
        boolean within = false;
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            within |= step.instruction() == Instruction.ENV && step.says(product.variable());
            if (within && step.instruction() == Instruction.CMD) {
                return i + 1;
            }
        }
        return steps.size();
    }

    private static String path(Product product, Clues clues) {
        return switch (product.variable()) {
            case "JAVA_VERSION" -> java(clues);
            case "DOTNET_VERSION" ->
                "mcr.microsoft.com/dotnet/"
                        + (clues.environment().has("DOTNET_SDK_VERSION")
                                ? "sdk"
                                : clues.environment().has("ASPNET_VERSION") ? "aspnet" : "runtime");
            default -> product.path();
        };
    }

    /** Where the runtime lies tells who made the image. */
    private static String java(Clues clues) {
        String home = clues.environment().get("JAVA_HOME").orElse("");
        if (home.equals("/opt/java/openjdk")) {
            return "eclipse-temurin";
        }
        if (home.startsWith("/usr/local/openjdk-")
                || home.startsWith("/docker-java-home")
                || home.startsWith("/usr/lib/jvm/java-1.")
                || home.startsWith("/usr/java/openjdk")) {
            return "openjdk";
        }
        return "";
    }

    /** {@code jdk-21.0.12+8} is tagged {@code 21.0.12_8}. */
    private static String temurin(String value) {
        String version = Text.firstVersion(value);
        int plus = value.indexOf('+');
        String build = plus < 0 ? "" : Text.parts(Text.version(value, plus + 1), 1);
        return build.isEmpty() ? version : version + "_" + build;
    }

    private static String variant(Product product, Clues clues) {
        return switch (product.variable()) {
            case "JAVA_VERSION" -> isJre(clues) ? "-jre" : "-jdk";
            case "PHP_VERSION" ->
                clues.environment().has("APACHE_ENVVARS") || clues.environment().has("APACHE_CONFDIR")
                        ? "-apache"
                        : clues.config().command().equals(List.of("php-fpm")) || mentions(clues, "--enable-fpm")
                                ? "-fpm"
                                : "-cli";
            default -> "";
        };
    }

    private static boolean isJre(Clues clues) {
        if (clues.environment().get("JAVA_HOME").orElse("").endsWith("/jre")
                || mentions(clues, "-jre_")
                || mentions(clues, "-jre-headless")
                || mentions(clues, "openjdk-8-jre")) {
            return true;
        }
        boolean jdk = mentions(clues, "-jdk_") || mentions(clues, "-jdk=") || mentions(clues, "-jdk-headless");
        return !jdk && !hasLargeStep(clues);
    }

    /** A development kit takes 150 MB and more, a runtime 30 to 70. */
    private static boolean hasLargeStep(Clues clues) {
        boolean java = false;
        for (Step step : clues.steps().all()) {
            java |= step.instruction() == Instruction.ENV && step.says("JAVA_VERSION");
            if (java && step.instruction() == Instruction.RUN && step.makesLayer()) {
                return step.size() > DEVELOPMENT_KIT;
            }
        }
        return false;
    }

    private static boolean mentions(Clues clues, String text) {
        for (Step step : clues.steps().all()) {
            if (step.text().contains(text)) {
                return true;
            }
        }
        return false;
    }

    private static String bounded(String text) {
        return text.length() > 60 ? text.substring(0, 60) + "…" : text;
    }
}
