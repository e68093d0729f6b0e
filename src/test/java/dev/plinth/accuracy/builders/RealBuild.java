package dev.plinth.accuracy.builders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A line of {@code real-builds.txt}.
 *
 * @param image repository below the registry, as {@code built/bk-slim-max}
 * @param tier the true one
 * @param base the true immediate base
 * @param told what has to be told where layers can be read: tier, base, evidence, pinning, lineage, outcome
 * @param without the tier that has to be told where the layers' content cannot be read
 */
record RealBuild(String image, String tier, String base, Told told, String without) {

    private static final Path TABLE = Path.of("src/test/resources/accuracy/real-builds.txt");

    /** {@code -} for what is not told. */
    record Told(String tier, String base, String evidence, String pinning, String lineage, String outcome) {}

    static List<RealBuild> all() {
        try {
            return Files.readAllLines(TABLE).stream()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> of(line.strip().split(" +")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RealBuild of(String[] cells) {
        Told told = new Told(cells[3], cells[4], cells[5], cells[6], cells[7], cells[8]);
        return new RealBuild(cells[0], cells[1], cells[2], told, cells[9].equals("=") ? told.tier() : cells[9]);
    }

    /** {@code registry.corp/built/bk-slim-max:1}: as the checks push it. */
    String reference() {
        return "registry.corp/" + image + (image.startsWith("shop/") ? ":1.0" : ":1");
    }

    /** Lies, and what Buildah's squashing leaves behind. */
    boolean claimsFalsely() {
        return image.contains("lying") || image.endsWith("liar") || image.endsWith("squashed");
    }

    /** Whether something of what is told comes from the layers' content. */
    boolean needsContent() {
        return !without.equals(told.tier()) || image.endsWith("stargz");
    }

    /** What has to be told where no layer can be read: without the content nothing speaks for scratch where the history does not. */
    Told toldWithoutLayers() {
        if (without.equals(told.tier())) {
            return told;
        }
        boolean byContent = told.base().equals("scratch");
        return new Told(
                without,
                byContent ? "-" : told.base(),
                byContent ? "-" : told.evidence(),
                byContent ? "-" : told.pinning(),
                told.lineage(),
                "unknown");
    }
}
