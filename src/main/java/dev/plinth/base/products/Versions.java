package dev.plinth.base.products;

import dev.plinth.base.history.Instruction;
import dev.plinth.base.history.Step;
import dev.plinth.base.marks.Clues;
import dev.plinth.base.marks.Text;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which version of a product an image holds: its variable, else what stands beside its name in the steps. */
final class Versions {

    private static final String LABEL = "org.opencontainers.image.version";
    private static final String OLD_LABEL = "org.label-schema.version";
    /** Signs that may stand between a program's name and its version: {@code perl-5.26.1}, {@code ghc/8.2.1}, {@code NAME=v3}. */
    private static final String BETWEEN = "-_/=:v'\"";

    private static final int MOST_BETWEEN = 3;
    /** How package managers of languages are told the version: {@code gem install fluentd -v 1.19.3}. */
    private static final String OPTION = " -v ";

    /** A build argument that only Ubuntu's own images declare. */
    private static final String OF_UBUNTU = "LAUNCHPAD_BUILD_ARCH";

    /** The tool that makes them since 26.04, and sets the label. */
    private static final String UMOCI = "umoci config";

    /** What follows a version that is not released yet: {@code 3.16.0a2}, {@code 1.27rc1}, {@code 4.1.0-preview1}. */
    private static final Pattern PREVIEW = Pattern.compile("(?:-?(?:alpha|beta|preview|rc|RC)|[ab])\\.?[0-9]{1,3}");

    private Versions() {}

    /** Empty if nothing tells it. */
    static String of(Product product, Clues clues) {
        for (String variable : product.variables()) {
            String version = Text.firstVersion(withoutEpoch(
                    withoutName(product, clues.environment().get(variable).orElse(""))));
            if (!version.isEmpty()) {
                return version;
            }
        }
        for (String variable : product.variables()) {
            String version = argument(variable, clues);
            if (!version.isEmpty()) {
                return version;
            }
        }
        String beside = besideName(product, clues);
        return beside.isEmpty() ? labelled(clues) : beside;
    }

    /** A file's name begins with the product's, which may hold a digit itself: {@code neo4j-enterprise-2026.09.0-unix.tar.gz}. */
    private static String withoutName(Product product, String value) {
        String name = product.name();
        return value.startsWith(name) ? value.substring(name.length()) : value;
    }

    /** What follows the version in its variable if it is not released yet; else empty. */
    static String preview(Product product, String version, Clues clues) {
        String value = clues.environment().get(product.variables().getFirst()).orElse("");
        int at = version.isEmpty() ? -1 : value.indexOf(version);
        if (at < 0) {
            return "";
        }
        Matcher matcher = PREVIEW.matcher(value).region(at + version.length(), value.length());
        return matcher.lookingAt() ? matcher.group() : "";
    }

    /** Packages of Debian may have a number before their version: {@code 1:11.8.8+maria~ubu2404}. */
    private static String withoutEpoch(String value) {
        int colon = value.indexOf(':');
        boolean epoch = colon > 0 && value.chars().limit(colon).allMatch(c -> c >= '0' && c <= '9');
        return epoch ? value.substring(colon + 1) : value;
    }

    private static String besideName(Product product, Clues clues) {
        String best = "";
        for (Step step : clues.steps().all()) {
            boolean telling = step.instruction() == Instruction.RUN
                    || step.instruction() == Instruction.CMD
                    || step.instruction() == Instruction.ARG
                    || step.instruction() == Instruction.COPY
                    || step.instruction() == Instruction.ADD;
            if (!telling) {
                continue;
            }
            String text = step.text().toLowerCase(Locale.ROOT);
            String name = product.name();
            best = longer(best, after(text, name, clues));
            for (String word : product.words()) {
                best = longer(best, after(text, word, clues));
            }
        }
        return best;
    }

    /** The version that stands beside a name, the longest of several. */
    private static String after(String text, String name, Clues clues) {
        String best = "";
        int at = text.indexOf(name);
        for (int found = 0; at >= 0 && found < 40; found++) {
            boolean word = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
            int from = at + name.length();
            int end = Math.min(text.length(), from + MOST_BETWEEN);
            if (text.startsWith(OPTION, from)) {
                from += OPTION.length();
            }
            while (from < end && BETWEEN.indexOf(text.charAt(from)) >= 0) {
                from++;
            }
            if (word && from < text.length()) {
                best = longer(
                        best, text.charAt(from) == '$' ? variable(text, from + 1, clues) : Text.version(text, from));
            }
            at = text.indexOf(name, at + 1);
        }
        return best;
    }

    /**
     * The version that a variable holds, as in {@code mosquitto-${VERSION}}: one of the step itself, of the environment, or a build
     * argument; empty if it is not known.
     */
    private static String variable(String text, int from, Clues clues) {
        int begin = from < text.length() && text.charAt(from) == '{' ? from + 1 : from;
        int end = begin;
        while (end < text.length() && isOfName(text.charAt(end))) {
            end++;
        }
        String name = text.substring(begin, end);
        if (name.isEmpty()) {
            return "";
        }
        String assigned = assigned(text, name);
        if (!assigned.isEmpty()) {
            return assigned;
        }
        for (Map.Entry<String, String> entry : clues.environment().values().entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                return Text.firstVersion(entry.getValue());
            }
        }
        return argument(name, clues);
    }

    /** What the step itself sets before it uses it: {@code version='7.1.2'; curl …/wordpress-$version.tar.gz}. */
    private static String assigned(String text, String name) {
        String assignment = name + "=";
        int at = text.indexOf(assignment);
        while (at >= 0) {
            int from = at + assignment.length();
            if (from < text.length() && (text.charAt(from) == '\'' || text.charAt(from) == '"')) {
                from++;
            }
            String version = Text.version(text, from);
            if (!version.isEmpty() && (at == 0 || !isOfName(text.charAt(at - 1)))) {
                return version;
            }
            at = text.indexOf(assignment, at + 1);
        }
        return "";
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** The version that a build argument holds; empty if it is not declared with one. */
    private static String argument(String name, Clues clues) {
        return Text.firstVersion(clues.steps().argument(name).orElse(""));
    }

    private static String longer(String one, String other) {
        return dots(other) > dots(one) || one.isEmpty() ? other : one;
    }

    private static long dots(String version) {
        return version.chars().filter(c -> c == '.').count();
    }

    /** The label that children inherit, unless it is the distribution's. */
    private static String labelled(Clues clues) {
        boolean ubuntu = clues.config()
                        .label("org.opencontainers.image.ref.name")
                        .filter("ubuntu"::equals)
                        .isPresent()
                || clues.steps().all().stream()
                        .anyMatch(step -> step.instruction() == Instruction.ARG
                                        && step.text().equals(OF_UBUNTU)
                                || step.text().contains(UMOCI));
        String label = clues.config()
                .label(LABEL)
                .or(() -> clues.config().label(OLD_LABEL))
                .orElse("");
        if (!label.isEmpty() && !(ubuntu && isRelease(label))) {
            return Text.firstVersion(label);
        }
        for (Step step : clues.steps().all()) {
            int at = step.instruction() == Instruction.LABEL
                    ? Math.max(step.text().indexOf(LABEL + "="), step.text().indexOf(OLD_LABEL + "="))
                    : -1;
            String version = at < 0
                    ? ""
                    : Text.firstVersion(step.text().substring(step.text().indexOf('=', at)));
            if (!version.isEmpty() && !(ubuntu && isRelease(version))) {
                return version;
            }
        }
        return "";
    }

    /** Whether this is how Ubuntu's releases are numbered: {@code 24.04}. */
    private static boolean isRelease(String version) {
        return version.length() == 5 && (version.endsWith(".04") || version.endsWith(".10"));
    }
}
