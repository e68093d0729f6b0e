package dev.plinth.base.fingerprint;

import dev.plinth.base.Facts;
import dev.plinth.base.Tier;
import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.image.ImageReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the products in an image's environment and derives their likely tags. */
final class ProductReader {

    private ProductReader() {}

    /** The products, the lowest first: builders append variables, so that what was set later stands above. */
    static List<Found> read(Clues clues, @Nullable OsRoot root) {
        List<Found> found = new ArrayList<>();
        Found deps = BuildpackDeps.read(clues, root);
        if (deps != null) {
            found.add(deps);
        }
        for (String variable : clues.environment().values().keySet()) {
            for (Product product : Products.ALL) {
                if (product.variable().equals(variable) && product.isIn(clues)) {
                    Found one = read(product, clues, root);
                    if (one != null) {
                        found.add(one);
                    }
                }
            }
        }
        return found;
    }

    private static @Nullable Found read(Product product, Clues clues, @Nullable OsRoot root) {
        String value = clues.environment().get(product.variable()).orElse("");
        String version = Text.firstVersion(value);
        if (version.isEmpty()) {
            return null;
        }
        String path = path(product, clues);
        if (path.isEmpty()) {
            String runtime =
                    product.runtime() == null ? null : product.runtime() + " " + Text.parts(version, product.parts());
            return new Found(
                    ImageReference.parse(product.path()),
                    List.of(),
                    runtime,
                    end(product, clues),
                    product.variable() + "=" + bounded(value));
        }
        String usual = Text.parts(version, product.parts());
        String variant = variant(product, clues);
        Facts facts = root == null ? Facts.UNKNOWN : root.facts();
        Tier tier = root == null || root.tier() == null ? Tier.FULL : root.tier();
        List<String> suffixes = product.tags().suffixes(facts, tier);
        Set<Candidate> candidates = new LinkedHashSet<>();
        // The complete version moves on last: it may still serve the build when the shorter tag no longer does.
        String first = suffixes.getFirst();
        candidates.add(Candidate.of(path, usual + variant + first));
        if (!version.equals(usual)) {
            candidates.add(Candidate.of(path, version + variant + first, usual + variant + first));
        }
        for (String suffix : suffixes.subList(1, suffixes.size())) {
            candidates.add(Candidate.of(path, usual + variant + suffix));
        }
        String runtime = product.runtime() == null ? null : product.runtime() + " " + usual;
        return new Found(
                candidates.iterator().next().as(),
                List.copyOf(candidates),
                runtime,
                end(product, clues),
                product.variable() + "=" + bounded(value));
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
        return clues.environment().get("JAVA_HOME").orElse("").endsWith("/jre")
                || mentions(clues, "-jre_")
                || mentions(clues, "_jre_")
                || mentions(clues, "openjdk-8-jre")
                || mentions(clues, "-jre-headless");
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
