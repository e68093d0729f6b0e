package dev.plinth.base.products;

import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.Text;
import org.jspecify.annotations.Nullable;

/** What Java images say of themselves: who made them, runtime or development kit, and which version. */
final class JavaMarks {

    private static final String VERSION = "JAVA_VERSION";
    private static final String HOME = "JAVA_HOME";
    private static final String CORRETTO = "amazon-corretto-";
    private static final long DEVELOPMENT_KIT = 100_000_000;

    private JavaMarks() {}

    /** Where the runtime lies tells who made the image; empty if nobody is known to. */
    static String repository(Clues clues) {
        String home = clues.environment().get(HOME).orElse("");
        if (home.equals("/opt/java/openjdk")) {
            return clues.environment().has("IBM_JAVA_OPTIONS") || isSemeru(clues) ? "" : "eclipse-temurin";
        }
        if (isCorretto(clues)) {
            return "amazoncorretto";
        }
        if (home.startsWith("/usr/local/openjdk-")
                || home.startsWith("/docker-java-home")
                || home.startsWith("/usr/lib/jvm/java-1.")
                || home.startsWith("/usr/lib/jvm/java-")
                || home.startsWith("/usr/java/openjdk")) {
            return "openjdk";
        }
        return "";
    }

    /** How images that are built on several vendors' Java call them in their tags; null if nobody is known to be it. */
    static @Nullable String vendor(Clues clues) {
        String home = clues.environment().get(HOME).orElse("");
        if (home.equals("/opt/java/openjdk")) {
            return isSemeru(clues) ? "ibm-semeru" : "eclipse-temurin";
        }
        return isCorretto(clues) ? "amazoncorretto" : home.contains("sapmachine") ? "sapmachine" : null;
    }

    private static boolean isCorretto(Clues clues) {
        String home = clues.environment().get(HOME).orElse("");
        return home.contains("amazon-corretto") || home.endsWith("/default-jvm") && mentions(clues, "corretto");
    }

    /** Built like Temurin, with OpenJ9 and its cache of classes. */
    private static boolean isSemeru(Clues clues) {
        return clues.environment().get("JAVA_TOOL_OPTIONS").orElse("").contains("SharedCache")
                || mentions(clues, "ibm-semeru");
    }

    /** {@code jdk-21.0.12+8} is tagged {@code 21.0.12_8}. */
    static String temurinTag(String value) {
        String version = Text.firstVersion(value);
        int plus = value.indexOf('+');
        String build = plus < 0 ? "" : Text.parts(Text.version(value, plus + 1), 1);
        return build.isEmpty() ? version : version + "_" + build;
    }

    /** {@code 21}, {@code 8}; empty if neither the version nor where it lies says it. */
    static String major(Clues clues) {
        String version = Text.firstVersion(clues.environment()
                .get(VERSION)
                .or(() -> clues.environment().get(HOME))
                .orElse(""));
        if (version.isEmpty() && isCorretto(clues)) {
            version = packaged(clues);
        }
        String major = Text.parts(version, 1);
        return major.equals("1") && version.startsWith("1.8") ? "8" : major;
    }

    /** The version in Corretto's package for Alpine, where its directory names none: {@code apk add amazon-corretto-21=…}. */
    private static String packaged(Clues clues) {
        for (Step step : clues.steps().all()) {
            int at = step.text().indexOf(CORRETTO);
            String version = at < 0 ? "" : Text.version(step.text(), at + CORRETTO.length());
            if (!version.isEmpty()) {
                return version;
            }
        }
        return "";
    }

    static String kind(Clues clues) {
        return isJre(clues) ? "jre" : "jdk";
    }

    private static boolean isJre(Clues clues) {
        if (clues.environment().get(HOME).orElse("").endsWith("/jre")
                || mentions(clues, "-jre_")
                || mentions(clues, "-jre-headless")
                || mentions(clues, "openjdk-8-jre")) {
            return true;
        }
        String home = clues.environment().get(HOME).orElse("");
        boolean jdk = home.startsWith("/usr/lib/jvm/java-1.")
                || home.equals("/docker-java-home")
                || isCorretto(clues)
                || mentions(clues, "-jdk_")
                || mentions(clues, "-jdk=")
                || mentions(clues, "-jdk-headless");
        return !jdk && !hasLargeStep(clues);
    }

    /** A development kit takes 150 MB and more, a runtime 30 to 70. */
    private static boolean hasLargeStep(Clues clues) {
        boolean java = false;
        for (Step step : clues.steps().all()) {
            java |= step.instruction() == Instruction.ENV && step.says(VERSION);
            if (java && step.instruction() == Instruction.RUN && step.makesLayer()) {
                return step.size() > DEVELOPMENT_KIT;
            }
        }
        return false;
    }

    static boolean mentions(Clues clues, String text) {
        for (Step step : clues.steps().all()) {
            if (step.text().contains(text)) {
                return true;
            }
        }
        return false;
    }
}
